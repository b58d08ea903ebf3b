package redraw

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// producedBy returns what a call produces.
func (e *Finder) producedBy(f *engine.Func, call *ssa.Call) []*production {
	fn := call.Call.StaticCallee()
	if fn == nil {
		return nil
	}
	pos := e.At(call.Call.Pos())
	var out []*production
	body, ext := e.Resolve(fn)
	switch {
	case body != nil:
		out = e.producedIn(f, body, call, pos)
	case ext != nil && ext.Pkg() != nil && e.Set.Owner(ext.Pkg()) != nil:
		if i := timerCallback(ext); i >= 0 && e.FutureResult(ext.Signature()) >= 0 {
			every, _ := e.Duration(f, call.Call.Args[0])
			for _, m := range e.messagesOf(call.Call.Args[i]) {
				m.Delayed = true
				out = append(out, &production{Message: m, f: f, at: call, pos: pos, every: every})
			}
		}
	case ext != nil && ext.Pkg() != nil:
		if sum := e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext)); sum != nil {
			for _, m := range sum.Messages {
				out = append(out, &production{Message: m, f: f, at: call, pos: pos})
			}
		}
	}
	return out
}

// producedIn returns what a call of a helper produces: what the helper does for the constants among its arguments.
func (e *Finder) producedIn(f, helper *engine.Func, call *ssa.Call, pos token.Pos) []*production {
	inner := e.productions(helper)
	if len(inner) == 0 {
		return nil
	}
	live := e.LiveFor(helper, call.Call.Args)
	writes := e.FieldWrites(helper.SSA)
	var out []*production
	for _, p := range inner {
		if live != nil && !live[p.at.Block()] {
			continue
		}
		q := &production{Message: p.Message, f: f, at: call, pos: pos, every: p.every, does: map[*types.Var]bool{}}
		for field := range p.does {
			q.does[field] = true
		}
		for _, w := range writes {
			if w.At != p.at && (live == nil || live[w.At.Block()]) && together(w.At, p.at) {
				for field := range w.Fields {
					q.does[field] = true
				}
			}
		}
		q.steps = append([]finding.Step{e.Step(p.pos, p.text())}, p.steps...)
		for _, c := range ir.ConditionsOf(p.at.Block()) {
			q.under = append(q.under, e.Inquire(c))
		}
		q.moved = e.movedFields(q.under, call, helper)
		q.under = append(q.under, p.under...)
		q.moved = append(q.moved, p.moved...)
		out = append(out, q)
	}
	return out
}

// movedFields lists the fields that a helper asks for and of which it got another value as a parameter that it asks for as
// well: what the field held before. With "if was != landing && m.screen == landing" it looks for the change of state.
func (e *Finder) movedFields(under []engine.Inquiry, call *ssa.Call, helper *engine.Func) []*types.Var {
	now, was := map[*types.Var]bool{}, map[*types.Var]bool{}
	args := ir.AlignArgs(call.Call.Args, len(helper.SSA.Params))
	for _, q := range under {
		for _, read := range q.Fields {
			now[read.Field] = true
		}
		for _, p := range q.Params {
			i := slices.Index(helper.SSA.Params, p)
			if i < 0 || args[i] == nil {
				continue
			}
			if field := loadedField(args[i]); field != nil {
				was[field] = true
			}
		}
	}
	var out []*types.Var
	for field := range was {
		if now[field] {
			out = append(out, field)
		}
	}
	return out
}

func (p *production) text() string {
	if p.Delayed {
		return "sends it after a time"
	}
	return "sends it"
}

// timerCallback returns the index of the function that a toolkit's timer calls after a duration, or -1.
func timerCallback(fn *types.Func) int {
	params := fn.Signature().Params()
	if fn.Signature().Recv() != nil || params.Len() != 2 || params.At(0).Type().String() != "time.Duration" {
		return -1
	}
	if _, ok := params.At(1).Type().Underlying().(*types.Signature); !ok {
		return -1
	}
	return 1
}
