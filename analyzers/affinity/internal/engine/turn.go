package engine

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// A Turn says how often the function runs that begins a context.
type Turn uint8

const (
	turnInherited Turn = iota // as often as the code that asks for it: a go statement, a dispatcher
	turnAgain                 // whenever the user or the toolkit has cause: a handler
	TurnOnce                  // once in the life of the program
)

// turnOf says how often a call's function parameters run.
func turnOf(call *toolkit.Call, mode Mode) Turn {
	switch {
	case call.Once:
		return TurnOnce
	case call.Again:
		return turnAgain
	case mode != OnUI || call.Dispatch:
		return turnInherited
	}
	return turnAgain
}

func (e *Engine) turnOfMethod(h toolkit.Handler, method string) Turn {
	for i := range h.Iface.NumMethods() {
		if m := h.Iface.Method(i); m.Name() == method && e.Set.Call(m).Once {
			return TurnOnce
		}
	}
	return turnAgain
}

// An Again is one way in which a function comes to run again and again: from a handler along the calls, the goroutines
// and the dispatches that follow from it.
type Again struct {
	f     *Func
	Prev  *Again
	Via   *Edge
	Steps []finding.Step // of a root
	Conf  finding.Confidence
}

// Recur finds the functions that run again and again, the surest and then shortest way first. It is a may analysis. What a
// sync.Once or a flag holds back does not count, see Guarded, nor what a start screen does when it goes, see OneShot.
func (e *Engine) Recur() {
	e.Recurs = map[*Func]*Again{}
	e.flags = e.collectFlags()
	var levels [2][]*Again
	add := func(a *Again) {
		switch a.Conf {
		case finding.Certain:
			levels[0] = append(levels[0], a)
		case finding.Likely:
			levels[1] = append(levels[1], a)
		}
	}
	for _, r := range e.Roots {
		if r.Turn != turnAgain {
			continue
		}
		a := &Again{f: r.F, Conf: r.Conf}
		pos := r.Pos
		if pos == token.NoPos {
			pos = r.F.Pos
		}
		if r.Text != "" && pos.IsValid() && e.Ours(pos) {
			a.Steps = []finding.Step{e.Step(pos, r.Text)}
		}
		add(a)
	}
	for _, f := range e.Nodes() {
		for _, ed := range f.Outgoing {
			if ed.turn == turnAgain && !e.Dead(ed.From) {
				add(&Again{f: ed.To, Via: ed, Conf: ed.Conf})
			}
		}
	}
	for l := range levels {
		for ; len(levels[l]) > 0; levels[l] = levels[l][1:] {
			a := levels[l][0]
			if e.Recurs[a.f] != nil || e.OneShot(a.f) {
				continue
			}
			e.Recurs[a.f] = a
			for _, ed := range a.f.Outgoing {
				if ed.turn == turnInherited && !ed.To.Once && !e.Guarded(ed.Instr) {
					add(&Again{f: ed.To, Prev: a, Via: ed, Conf: Weaker(a.Conf, ed.Conf)})
				}
			}
		}
	}
}

// A flag is a place that code asks before it starts something: a field, package variable or local variable.
type flag struct {
	set   map[*Func]bool // functions that put something into it, by the declared function around them
	reset bool           // somebody puts it back to its zero value
}

// collectFlags finds who sets what.
func (e *Engine) collectFlags() map[any]*flag {
	out := map[any]*flag{}
	at := func(key any) *flag {
		if out[key] == nil {
			out[key] = &flag{set: map[*Func]bool{}}
		}
		return out[key]
	}
	for _, f := range e.Bodies {
		if f.SSA == nil {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				switch in := in.(type) {
				case *ssa.Store:
					if key := e.PlaceOf(in.Addr); key != nil {
						if Zero(in.Val) {
							at(key).reset = true
						} else {
							at(key).set[f.Outer()] = true
						}
					}
				case *ssa.MapUpdate:
					if key := e.PlaceOf(in.Map); key != nil {
						at(key).set[f.Outer()] = true
					}
				case *ssa.Call:
					if b, ok := in.Call.Value.(*ssa.Builtin); ok && b.Name() == "delete" {
						if key := e.PlaceOf(in.Call.Args[0]); key != nil {
							at(key).reset = true
						}
					}
					e.atomicFlag(f, in, at)
				}
			}
		}
	}
	return out
}

// atomicFlag notes a Store to a value of package sync/atomic.
func (e *Engine) atomicFlag(f *Func, call *ssa.Call, at func(any) *flag) {
	fn := call.Call.StaticCallee()
	if fn == nil || fn.Name() != "Store" || !atomicMethod(fn) || len(call.Call.Args) != 2 {
		return
	}
	if key := e.PlaceOf(call.Call.Args[0]); key != nil {
		if Zero(call.Call.Args[1]) {
			at(key).reset = true
		} else {
			at(key).set[f.Outer()] = true
		}
	}
}

func atomicMethod(fn *ssa.Function) bool {
	obj, ok := fn.Object().(*types.Func)
	return ok && obj.Pkg() != nil && obj.Pkg().Path() == "sync/atomic" && obj.Signature().Recv() != nil
}

// Zero reports whether a value is the zero of its type.
func Zero(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	if !ok {
		return false
	}
	if c.Value == nil {
		return true
	}
	s := c.Value.ExactString()
	return s == "false" || s == "0" || s == `""`
}

// PlaceOf names the variable behind an address, or behind a value that was loaded from it.
func (e *Engine) PlaceOf(v ssa.Value) any {
	switch v := v.(type) {
	case *ssa.FieldAddr:
		_, st := ir.StructOf(v.X.Type())
		return st.Field(v.Field).Origin()
	case *ssa.Global:
		if v.Object() != nil {
			return v.Object()
		}
	case *ssa.Alloc, *ssa.FreeVar:
		if a := e.Variable(v); a != nil {
			return a
		}
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return e.PlaceOf(v.X)
		}
	}
	return nil
}

// Guarded reports whether an instruction runs once, or once at a time, because it asks first: a flag that the same function
// sets and that nobody clears, an atomic swap, a lock that may be taken already, whether a view is new.
func (e *Engine) Guarded(in ssa.Instruction) bool {
	if in == nil || in.Block() == nil {
		return false
	}
	b := in.Block()
	for d := b.Idom(); d != nil; d = d.Idom() {
		cond, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		decides := false
		for i, succ := range d.Succs {
			if len(succ.Preds) == 1 && succ.Dominates(b) {
				decides = true
				if e.firstTime(ir.Condition{Value: cond.Cond, Taken: i == 0}) {
					return true
				}
			}
		}
		if decides && e.asks(in, cond.Cond, 0) {
			return true
		}
	}
	return false
}

// asks reports whether a condition is a guard in the sense of guarded.
func (e *Engine) asks(in ssa.Instruction, cond ssa.Value, depth int) bool {
	if depth > 6 {
		return false
	}
	switch v := cond.(type) {
	case *ssa.BinOp:
		return e.asks(in, v.X, depth+1) || e.asks(in, v.Y, depth+1)
	case *ssa.Phi: // a && b
		for _, x := range v.Edges {
			if e.asks(in, x, depth+1) {
				return true
			}
		}
	case *ssa.Extract:
		return e.asks(in, v.Tuple, depth+1)
	case *ssa.Lookup:
		return e.onceSet(in, e.PlaceOf(v.X))
	case *ssa.UnOp:
		if v.Op == token.NOT {
			return e.asks(in, v.X, depth+1)
		}
		return e.onceSet(in, e.PlaceOf(v))
	case *ssa.Call:
		return e.asksCall(in, v, depth)
	}
	return false
}

func (e *Engine) asksCall(in ssa.Instruction, call *ssa.Call, depth int) bool {
	fn := call.Call.StaticCallee()
	if fn == nil {
		return false
	}
	switch fn.Name() {
	case "CompareAndSwap", "Swap", "TryLock", "CompareAndSwapInt32", "CompareAndSwapUint32", "CompareAndSwapInt64":
		return true
	case "LoadOrStore":
		return true
	case "Load":
		if atomicMethod(fn) && len(call.Call.Args) == 1 {
			return e.onceSet(in, e.PlaceOf(call.Call.Args[0]))
		}
	}
	body := e.BySSA[fn]
	if body == nil || len(fn.Blocks) > 4 {
		return false
	}
	for _, b := range fn.Blocks { // func (v *view) running() bool { return v.timer != nil }
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			for _, r := range ret.Results {
				if e.asks(in, r, depth+2) {
					return true
				}
			}
		}
	}
	return false
}

// onceSet reports whether the function of an instruction, or one that it calls, sets a variable that nobody clears.
func (e *Engine) onceSet(in ssa.Instruction, key any) bool {
	fl := e.flags[key]
	f := e.BySSA[in.Parent()]
	if key == nil || fl == nil || fl.reset || f == nil {
		return false
	}
	if fl.set[f.Outer()] {
		return true
	}
	for _, ed := range f.Outgoing {
		if fl.set[ed.To.Outer()] && (ed.Mode == Inline || ed.To.Parent != nil) {
			return true
		}
	}
	return false
}
