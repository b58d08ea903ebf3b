package redraw

import (
	"go/token"
	"go/types"
	"slices"
	"sort"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// In toolkits where a handler answers a message with a command, and a command ends in a message (Bubble Tea), work that
// repeats is a cycle of messages. This file finds out which message leads to which.
//
// It is a may analysis. A command that a function makes counts as one that reaches the event loop; rule BG201 is there
// for those that do not.

// A production is a place that makes a command.
type production struct {
	engine.Message
	f     *engine.Func
	at    ssa.Instruction
	pos   token.Pos
	steps []finding.Step   // from there to the timer, in helpers
	under []engine.Inquiry // the conditions inside these helpers
	does  map[*types.Var]bool
	moved []*types.Var  // fields of which these helpers got an older value, to compare it with the present one
	every time.Duration // of the timer, where that is a constant; or zero
}

// anyMessage is the trigger of what a handler does whatever the message is.
const anyMessage = "*"

// productions returns what a function produces, apart from its answers to a message that it is given: these belong to
// the message.
func (e *Finder) productions(f *engine.Func) []*production {
	if ps, ok := e.produced[f]; ok {
		return ps
	}
	e.produced[f] = nil // what a recursive call sees
	var out []*production
	for _, p := range e.allProductions(f) {
		if slices.Contains(e.triggers(f, p.at.Block()), "") {
			out = append(out, p)
		}
	}
	e.produced[f] = out
	return out
}

// allProductions returns the places in a body that make a command.
func (e *Finder) allProductions(f *engine.Func) []*production {
	if ps, ok := e.producedAll[f]; ok {
		return ps
	}
	e.producedAll[f] = nil
	var out []*production
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Call:
				out = append(out, e.producedBy(f, in)...)
			case *ssa.ChangeType:
				if e.Future(in.Type()) {
					for _, m := range e.messagesOf(in.X) {
						out = append(out, &production{Message: m, f: f, at: in, pos: commandPos(in)})
					}
				}
			}
		}
	}
	e.producedAll[f] = out
	return out
}

// commandPos is where a function stands that becomes a command.
func commandPos(in *ssa.ChangeType) token.Pos {
	if fn := ir.StaticCallee(in.X); fn != nil && fn.Parent() == in.Parent() {
		return fn.Pos()
	}
	if in.Pos().IsValid() {
		return in.Pos()
	}
	for _, ref := range *in.Referrers() {
		if ref.Pos().IsValid() {
			return ref.Pos()
		}
	}
	return in.Parent().Pos()
}

// MessageSummary lists the messages that a function's commands lead to, each once.
func (e *Finder) MessageSummary(f *engine.Func) []engine.Message {
	var out []engine.Message
	if e.Foreign {
		return nil // its components look after their own timers
	}
	for _, p := range e.productions(f) {
		if !slices.Contains(out, p.Message) {
			out = append(out, p.Message)
		}
	}
	return out
}

// messagesOf returns the messages that a command ends in: the types that its function returns as an interface.
func (e *Finder) messagesOf(cmd ssa.Value) []engine.Message {
	fn := ir.StaticCallee(cmd)
	if fn == nil {
		return nil
	}
	body, _ := e.Resolve(fn)
	if body == nil || body.SSA == nil || body.SSA.Signature.Results().Len() != 1 {
		return nil
	}
	var out []engine.Message
	slept := sleeps(body.SSA)
	seen := map[ssa.Value]bool{}
	var visit func(v ssa.Value, depth int)
	visit = func(v ssa.Value, depth int) {
		if seen[v] || depth > 4 {
			return
		}
		seen[v] = true
		switch v := v.(type) {
		case *ssa.MakeInterface:
			if n, ok := types.Unalias(v.X.Type()).(*types.Named); ok && n.Obj().Pkg() != nil {
				m := engine.Message{Type: n.String(), Delayed: slept}
				if !slices.Contains(out, m) {
					out = append(out, m)
				}
			}
		case *ssa.Phi:
			for _, x := range v.Edges {
				visit(x, depth)
			}
		case *ssa.Call:
			if fn := v.Call.StaticCallee(); fn != nil {
				if inner, _ := e.Resolve(fn); inner != nil && inner.SSA != nil && inner.SSA.Signature.Results().Len() == 1 {
					slept = slept || sleeps(inner.SSA)
					e.returned(inner.SSA, func(v ssa.Value) { visit(v, depth+1) })
				}
			}
		}
	}
	e.returned(body.SSA, func(v ssa.Value) { visit(v, 0) })
	return out
}

func (e *Finder) returned(fn *ssa.Function, visit func(ssa.Value)) {
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && len(ret.Results) == 1 {
			visit(ret.Results[0])
		}
	}
}

// sleeps reports whether a function lets time pass: time.Sleep, a receive from a timer.
func sleeps(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Call:
				if callee := in.Call.StaticCallee(); callee != nil && callee.String() == "time.Sleep" {
					return true
				}
			case *ssa.UnOp:
				if in.Op == token.ARROW && ir.FromTimer(in.X) {
					return true
				}
			}
		}
	}
	return false
}

// An asking is a question for the dynamic type of a message.
type asking struct {
	branch *ssa.If
	typ    string
}

// triggers returns the messages whose handling comes to a block: their types; anyMessage where every message does; ""
// where the function is given none.
func (e *Finder) triggers(f *engine.Func, b *ssa.BasicBlock) []string {
	byBlock, ok := e.triggered[f]
	if !ok {
		byBlock = e.findTriggers(f)
		e.triggered[f] = byBlock
	}
	if byBlock == nil {
		return []string{""}
	}
	return byBlock[b]
}

func (e *Finder) findTriggers(f *engine.Func) map[*ssa.BasicBlock][]string {
	for _, p := range f.SSA.Params {
		n, ok := types.Unalias(p.Type()).(*types.Named)
		if ok && e.isMessage(n) && (f.SSA.Signature.Recv() == nil || p != f.SSA.Params[0]) {
			out := map[*ssa.BasicBlock][]string{}
			for _, b := range f.SSA.Blocks {
				out[b] = []string{n.String()}
			}
			return out
		}
	}
	asked, given := e.askings(f.SSA)
	if !given {
		return nil
	}
	var kinds []string
	for _, a := range asked {
		if !slices.Contains(kinds, a.typ) {
			kinds = append(kinds, a.typ)
		}
	}
	sort.Strings(kinds)
	out := map[*ssa.BasicBlock][]string{}
	for b := range reachableUnder(f.SSA, asked, anyMessage) {
		if !asksType(b) {
			out[b] = []string{anyMessage}
		}
	}
	for _, kind := range kinds {
		for b := range reachableUnder(f.SSA, asked, kind) {
			if !slices.Contains(out[b], anyMessage) {
				out[b] = append(out[b], kind)
			}
		}
	}
	return out
}

// asksType reports whether control comes to a block only after some question for a type, of whatever value, or when a helper
// that is given the message says that it is one of its own: "if text, ok := pasted(msg); ok".
func asksType(b *ssa.BasicBlock) bool {
	return slices.ContainsFunc(ir.ConditionsOf(b), func(c ir.Condition) bool {
		value, taken := c.Value, c.Taken
		if not, ok := value.(*ssa.UnOp); ok && not.Op == token.NOT {
			value, taken = not.X, !taken
		}
		if x, ok := value.(*ssa.Extract); ok {
			if _, ok := x.Tuple.(*ssa.TypeAssert); ok {
				return taken
			}
			value = x.Tuple
		}
		call, ok := value.(*ssa.Call)
		return ok && taken && slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
			iface, ok := arg.Type().Underlying().(*types.Interface)
			return ok && iface.Empty() && isParam(arg)
		})
	})
}

// isMessage reports whether values of a type are sent as messages, as far as this package shows: it belongs to a toolkit
// with commands, or a handler asks for it.
func (e *Finder) isMessage(n *types.Named) bool {
	if n.Obj().Pkg() == nil {
		return false
	}
	if e.asked == nil {
		e.asked = map[string]bool{}
		for _, f := range e.Bodies {
			if f.SSA != nil {
				as, _ := e.askings(f.SSA)
				for _, a := range as {
					e.asked[a.typ] = true
				}
			}
		}
	}
	return e.asked[n.String()]
}

// askings returns the questions of a function for the type of a parameter that holds any message, and whether it has such
// a parameter.
func (e *Finder) askings(fn *ssa.Function) (out []asking, given bool) {
	if e.FutureIn(fn.Signature) < 0 {
		return nil, false
	}
	for _, p := range fn.Params {
		if iface, ok := p.Type().Underlying().(*types.Interface); ok && iface.Empty() {
			given = true
		}
	}
	if !given {
		return nil, false
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			ta, ok := in.(*ssa.TypeAssert)
			if !ok || !ta.CommaOk || !isParam(ta.X) {
				continue
			}
			n, ok := types.Unalias(ir.Deref(ta.AssertedType)).(*types.Named)
			if !ok {
				continue
			}
			for _, ref := range *ta.Referrers() {
				x, ok := ref.(*ssa.Extract)
				if !ok || x.Index != 1 {
					continue
				}
				for _, use := range *x.Referrers() {
					if br, ok := use.(*ssa.If); ok {
						out = append(out, asking{br, n.String()})
					}
				}
			}
		}
	}
	return out, true
}

// isParam reports whether a value is a parameter, or the variable that one was put into.
func isParam(v ssa.Value) bool {
	if phi, ok := v.(*ssa.Phi); ok {
		return slices.ContainsFunc(phi.Edges, func(x ssa.Value) bool { _, ok := x.(*ssa.Parameter); return ok })
	}
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		a, ok := load.X.(*ssa.Alloc)
		return ok && slices.ContainsFunc(ir.StoredIn(a), isParam)
	}
	_, ok := v.(*ssa.Parameter)
	return ok
}

// reachableUnder returns the blocks that a function can come to when it is given a message of the kind.
func reachableUnder(fn *ssa.Function, asked []asking, kind string) map[*ssa.BasicBlock]bool {
	answer := map[*ssa.If]bool{}
	for _, a := range asked {
		answer[a.branch] = a.typ == kind
	}
	seen := map[*ssa.BasicBlock]bool{}
	engine.Spread(fn.Blocks[0], seen, func(br *ssa.If) (taken, known bool) {
		taken, known = answer[br]
		return taken, known
	})
	return seen
}
