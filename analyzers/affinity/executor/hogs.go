package executor

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A Hog is a function without end that takes a place of a bounded executor for ever.
type Hog struct {
	Func  *engine.Func
	Pos   token.Pos
	What  string // the executor's function
	Ends  bool   // with its context
	Conf  finding.Confidence
	Chain []finding.Step
}

// findHogs looks at every function that is handed to a bounded executor for a loop that nothing but its context ends. A
// loop that ends with its input or with an error is left out: nobody can tell how long that takes.
func (e *finder) findHogs() []Hog {
	var out []Hog
	for _, f := range e.Bodies {
		if f.SSA == nil {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				c, ok := in.(*ssa.Call)
				if !ok {
					continue
				}
				fn := ir.CalleeOf(&c.Call)
				if fn == nil || !e.bounded(f, c) {
					continue
				}
				for _, ed := range f.Outgoing {
					if ed.Instr != in || ed.Mode != engine.InBackground {
						continue
					}
					if h, ok := e.hog(ed.To, nil, 0); ok {
						pos := e.At(c.Call.Pos())
						h.Func, h.Pos, h.What = f, pos, ir.ShortName(fn)
						h.Conf = engine.Weaker(h.Conf, ed.Conf)
						h.Chain = append([]finding.Step{e.Step(pos, "handed to "+h.What+", whose places are limited")}, h.Chain...)
						out = append(out, h)
					}
				}
			}
		}
	}
	return out
}

// bounded reports whether a call takes a place of an executor with a limit.
func (e *finder) bounded(f *engine.Func, c *ssa.Call) bool {
	fn := ir.CalleeOf(&c.Call)
	limit := e.Set.Call(fn).Bounded
	switch {
	case limit == "":
		return false
	case limit == "always":
		return true
	case len(c.Call.Args) == 0:
		return false
	}
	recv := e.MadeBy(c.Call.Args[0])
	for x := recv; ; { // pool.New().WithMaxGoroutines(8)
		call, ok := x.(*ssa.Call)
		if !ok {
			break
		}
		if setsLimit(call, limit) {
			return true
		}
		if len(call.Call.Args) == 0 {
			break
		}
		x = e.MadeBy(call.Call.Args[0])
	}
	places := e.PlacesOf(c.Call.Args[0])
	for g := f; g != nil; g = g.Parent {
		for _, b := range g.SSA.Blocks {
			for _, in := range b.Instrs {
				if call, ok := in.(*ssa.Call); ok && setsLimit(call, limit) && e.SamePlace(call.Call.Args[0], places) {
					return true
				}
			}
		}
	}
	return false
}

// setsLimit reports whether a call gives its receiver a limit by the method of that name.
func setsLimit(c *ssa.Call, method string) bool {
	fn := ir.CalleeOf(&c.Call)
	if fn == nil || fn.Name() != method || len(c.Call.Args) < 2 {
		return false
	}
	n, ok := c.Call.Args[1].(*ssa.Const)
	return !ok || n.Value != nil && constant.Sign(n.Value) > 0
}

// hog finds a loop without end in a function, or in what it calls on its goroutine.
func (e *finder) hog(f *engine.Func, steps []finding.Step, depth int) (Hog, bool) {
	if f.SSA == nil || depth > 3 {
		return Hog{}, false
	}
	for _, l := range engine.LoopsOf(f) {
		if forever, byContext := e.onlyContextEnds(l); forever {
			pos := l.Pos()
			text := "a loop that nothing ends"
			if byContext {
				text = "a loop that only its context ends"
			}
			conf := finding.Certain
			if depth > 0 {
				conf = finding.Likely
			}
			return Hog{Ends: byContext, Conf: conf, Chain: append(append([]finding.Step{}, steps...), e.Step(pos, text))}, true
		}
	}
	for _, ed := range f.Outgoing {
		if ed.Mode == engine.Inline && ed.To.Slot == nil && ed.To != f {
			if h, ok := e.hog(ed.To, append(append([]finding.Step{}, steps...), e.EdgeSteps(ed)...), depth+1); ok {
				return h, true
			}
		}
	}
	return Hog{}, false
}

// onlyContextEnds reports whether nothing leaves a loop, or nothing but the end of a context.
func (e *finder) onlyContextEnds(l *engine.Loop) (forever, byContext bool) {
	for b := range l.Blocks {
		last := b.Instrs[len(b.Instrs)-1]
		if _, ok := last.(*ssa.Return); ok {
			return false, false
		}
		if ir.AsksTimer(b) {
			continue
		}
		for _, s := range b.Succs {
			if l.Blocks[s] || ir.Panics(s) {
				continue
			}
			br, ok := last.(*ssa.If)
			if !ok || !asksContext(br.Cond) {
				return false, false
			}
			byContext = true
		}
	}
	return true, byContext
}

// asksContext reports whether a condition asks if a context has ended: ctx.Err() != nil, or the case of a select that
// receives from ctx.Done().
func asksContext(cond ssa.Value) bool {
	cmp, ok := cond.(*ssa.BinOp)
	if !ok {
		return false
	}
	switch x := cmp.X.(type) {
	case *ssa.Call:
		return x.Call.IsInvoke() && x.Call.Method.Name() == "Err" && ir.IsContext(x.Call.Value.Type())
	case *ssa.Extract:
		sel, ok := x.Tuple.(*ssa.Select)
		if !ok || x.Index != 0 {
			return false
		}
		i, ok := cmp.Y.(*ssa.Const)
		return ok && i.Value != nil && int(i.Int64()) < len(sel.States) && ir.FromContext(sel.States[i.Int64()].Chan)
	}
	return false
}
