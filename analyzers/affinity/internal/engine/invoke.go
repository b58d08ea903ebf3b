package engine

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// Binding returns what a free variable is bound to where its literal is made.
func (e *Engine) Binding(v *ssa.FreeVar) ssa.Value {
	mc := e.Closures[v.Parent()]
	if mc == nil {
		return nil
	}
	for i, fv := range v.Parent().FreeVars {
		if fv == v {
			return mc.Bindings[i]
		}
	}
	return nil
}

// Resolve finds the body behind an SSA function, or the object of a function without body here. Instances stand for
// their generic function, wrappers for the method that they wrap.
func (e *Engine) Resolve(fn *ssa.Function) (*Func, *types.Func) {
	if o := fn.Origin(); o != nil {
		fn = o
	}
	if f := e.BySSA[fn]; f != nil {
		return f, nil
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return nil, nil
	}
	return e.ResolveObj(obj)
}

// ResolveObj returns what runs when a function is called: a body of this package, or the function of another one.
func (e *Engine) ResolveObj(obj *types.Func) (*Func, *types.Func) {
	obj = obj.Origin()
	if obj.Pkg() == e.Pass.Pkg {
		if fn := e.prog.FuncValue(obj); fn != nil {
			if f := e.BySSA[fn]; f != nil {
				return f, nil
			}
		}
	}
	return nil, obj
}

// An Invocation is a place that runs a function value.
type Invocation struct {
	from   *Func
	mode   Mode
	Site   *Site
	Text   string         // of the step
	Steps  []finding.Step // what follows, in a helper or another package
	Conf   finding.Confidence
	waits  bool  // the call returns only when what it runs has run
	helper *Func // the function that runs its parameter, or nil
	param  int   // ... and which one
	turn   Turn

	several   bool // what it runs runs on several goroutines at once
	suspended bool // the helper, in another package, runs it while the screen belongs to somebody else
}

// invoke lets inv run whatever the value holds.
func (e *Engine) invoke(inv *Invocation, v ssa.Value) {
	if c := e.CellOf(v); c != nil {
		e.invokeCell(inv, c)
	}
}

func (e *Engine) invokeCell(inv *Invocation, c *Cell) {
	e.wake(c, func(t Target) {
		if c.Slot != nil && t.Kind != slotTarget {
			return // the slot's own edges lead there
		}
		e.invokeTarget(inv, t)
	})
}

func (e *Engine) invokeTarget(inv *Invocation, t Target) {
	switch t.Kind {
	case BodyTarget, slotTarget:
		if inv.Site.Name == "(*sync.Once).Do" || inv.from.OnceFunc {
			t.Fn.Once = true
		}
		conf := inv.Conf
		e.addEdge(&Edge{From: inv.from, To: t.Fn, Mode: inv.mode, Pos: inv.Site.Pos, Text: inv.Text, steps: inv.Steps, Conf: conf, Instr: inv.Site.Instr, Waits: inv.waits, Helper: inv.helper, param: inv.param, turn: inv.turn, more: t.more, suspended: inv.suspended, Several: inv.several})
		e.reach(t.Fn, inv.Site)
	case extTarget:
		e.callExternal(inv, t.ext)
	case tokenTarget:
		e.runParam(t.Fn, t.index, inv)
	}
}

// reach notes that a site calls f: the arguments replace f's tokens wherever these went.
func (e *Engine) reach(f *Func, s *Site) {
	if f.Slot != nil {
		e.reachSlot(f, s)
		return
	}
	for _, old := range f.Sites {
		if old == s {
			return
		}
	}
	f.Sites = append(f.Sites, s)
	e.changed = true
	if f.SSA == nil {
		return
	}
	args := ir.AlignArgs(s.Args, len(f.SSA.Params))
	for i := range f.SSA.Params {
		for _, c := range f.Escapes[i] {
			e.substitute(f, s, args, i, c)
		}
	}
	for i, arg := range args {
		if arg != nil && Carrier(arg.Type()) && container(arg.Type()) {
			e.link(e.CellOf(f.SSA.Params[i]), e.CellOf(arg), f)
		}
	}
	e.linkResults(f, s)
	for i := range f.SSA.Params {
		for _, r := range f.Runs[i] {
			e.runArgument(f, s, i, r)
		}
		for _, h := range f.Handed[i] {
			e.handArgument(f, s, i, h.inv)
		}
	}
}

// substitute lets the argument that stands for a token flow to where the token went.
func (e *Engine) substitute(f *Func, s *Site, args []ssa.Value, index int, to *Cell) {
	if index >= len(args) || args[index] == nil {
		return
	}
	if r, ok := e.ResultOf[to]; ok {
		if _, filtered := e.liveResults(f, r.Index, s); r.Fn == f && s.value != nil && !filtered {
			e.link(e.CellOf(args[index]), e.resultCell(s.value, r.Index), nil)
		}
		return
	}
	e.link(e.CellOf(args[index]), to, nil)
}

// results returns the cells of a function's results, made at first use.
func (e *Engine) results(f *Func) []*Cell {
	if cells, ok := e.resultCells[f]; ok {
		return cells
	}
	res := f.SSA.Signature.Results()
	cells := make([]*Cell, res.Len())
	for i := range cells {
		if !Carrier(res.At(i).Type()) {
			continue
		}
		c := new(Cell)
		cells[i] = c
		e.ResultOf[c] = ResultRef{f, i}
		e.wake(c, func(t Target) {
			if t.Kind == tokenTarget && t.Fn == f {
				e.escape(f, t.index, c)
			}
		})
	}
	e.resultCells[f] = cells
	return cells
}
