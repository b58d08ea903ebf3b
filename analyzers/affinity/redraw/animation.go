package redraw

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A HiddenAnimation is an animated component (a spinner) whose ticks go on when it is no longer shown.
type HiddenAnimation struct {
	Func  *engine.Func
	Pos   token.Pos
	Field string // that holds the component
	Shown string // the field that says whether it is shown
	Chain []finding.Step
}

// findHiddenAnimations finds the components that a program shows only while a field of type bool is true, switches that field
// both on and off, and yet hands every tick to the component, which answers with the next one: the program goes on
// drawing when nothing moves. It is a must analysis: every place that shows the component asks for the field, and a place
// that hands on the ticks asks for no field at all.
func (e *Finder) findHiddenAnimations() []HiddenAnimation {
	type calls struct{ shows, updates []call }
	byField := map[*types.Var]*calls{}
	var order []*types.Var
	switched := map[*types.Var][2]bool{}
	for _, f := range e.Bodies {
		if f.SSA == nil {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				if st, ok := in.(*ssa.Store); ok {
					noteSwitch(st, switched)
				}
				c, ok := in.(*ssa.Call)
				if !ok {
					continue
				}
				field, method := animated(c)
				if field == nil {
					continue
				}
				if byField[field] == nil {
					byField[field] = &calls{}
					order = append(order, field)
				}
				switch method {
				case "View":
					byField[field].shows = append(byField[field].shows, call{f, c})
				case "Update":
					byField[field].updates = append(byField[field].updates, call{f, c})
				}
			}
		}
	}
	var out []HiddenAnimation
	for _, field := range order {
		shown := e.shownWhile(byField[field].shows, switched)
		if shown == nil {
			continue
		}
		for _, u := range byField[field].updates {
			if e.asksNothing(u) {
				a := HiddenAnimation{Func: u.f, Pos: e.At(u.in.Call.Pos()), Field: field.Name(), Shown: shown.Name()}
				a.Chain = append(a.Chain, e.Step(a.Pos, "hands every tick to "+field.Name()+", which answers with the next one"))
				for _, s := range byField[field].shows {
					a.Chain = append(a.Chain, e.Step(e.At(s.in.Call.Pos()), "shows it only while "+shown.Name()+" is set"))
				}
				out = append(out, a)
				break
			}
		}
	}
	return out
}

type call struct {
	f  *engine.Func
	in *ssa.Call
}

// animated returns the field whose component a call is made on: a type of a toolkit's kind, with Tick, Update and View,
// held by a struct of this package.
func animated(c *ssa.Call) (field *types.Var, method string) {
	fn := c.Call.StaticCallee()
	if fn == nil || fn.Signature.Recv() == nil || len(c.Call.Args) == 0 {
		return nil, ""
	}
	n, ok := types.Unalias(ir.Deref(fn.Signature.Recv().Type())).(*types.Named)
	if !ok {
		return nil, ""
	}
	for _, name := range []string{"Tick", "Update", "View"} {
		if obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, n.Obj().Pkg(), name); obj == nil {
			return nil, ""
		} else if _, ok := obj.(*types.Func); !ok {
			return nil, ""
		}
	}
	switch x := c.Call.Args[0].(type) {
	case *ssa.UnOp:
		if fa, ok := x.X.(*ssa.FieldAddr); ok {
			return ir.FieldOf(fa.X.Type(), fa.Field), fn.Name()
		}
	case *ssa.FieldAddr:
		return ir.FieldOf(x.X.Type(), x.Field), fn.Name()
	case *ssa.Field:
		return ir.FieldOf(x.X.Type(), x.Field), fn.Name()
	}
	return nil, ""
}

// noteSwitch notes that a field of type bool is set to a constant.
func noteSwitch(st *ssa.Store, switched map[*types.Var][2]bool) {
	fa, ok := st.Addr.(*ssa.FieldAddr)
	if !ok {
		return
	}
	c, ok := st.Val.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.String() != "true" && c.Value.String() != "false" {
		return
	}
	field := ir.FieldOf(fa.X.Type(), fa.Field)
	s := switched[field]
	if c.Value.String() == "true" {
		s[1] = true
	} else {
		s[0] = true
	}
	switched[field] = s
}

// shownWhile returns the field that is true wherever a component is shown, among those that are switched on and off.
func (e *Finder) shownWhile(shows []call, switched map[*types.Var][2]bool) *types.Var {
	var common map[*types.Var]bool
	for _, s := range shows {
		here := map[*types.Var]bool{}
		for _, c := range ir.ConditionsOf(s.in.Block()) {
			if field := ir.AsksField(c); field != nil && switched[field] == [2]bool{true, true} {
				here[field] = common == nil || common[field]
			}
		}
		common = here
	}
	var best *types.Var
	for field, ok := range common {
		if ok && (best == nil || field.Pos() < best.Pos()) {
			best = field
		}
	}
	return best
}

// asksNothing reports whether a call is made whatever the fields hold: neither its function nor the functions that lead
// to it ask for one.
func (e *Finder) asksNothing(c call) bool {
	if e.asksField(c.in) {
		return false
	}
	level, seen := []*engine.Func{c.f}, map[*engine.Func]bool{c.f: true}
	for depth := 0; depth < 3; depth++ {
		var next []*engine.Func
		for _, f := range level {
			for _, ed := range f.Incoming {
				if ed.Mode == engine.Inline && ed.Instr != nil && ed.Instr.Parent() == ed.From.SSA && !seen[ed.From] {
					if e.asksField(ed.Instr) {
						return false
					}
					seen[ed.From] = true
					next = append(next, ed.From)
				}
			}
		}
		level = next
	}
	return true
}

// asksField reports whether the way to an instruction asks for what a field holds, other than to tell messages apart.
func (e *Finder) asksField(in ssa.Instruction) bool {
	for _, c := range ir.ConditionsOf(in.Block()) {
		q := e.Inquire(c)
		if len(q.Params) > 0 {
			return true
		}
		for _, read := range q.Fields {
			if v, ok := read.At.(ssa.Value); !ok || !e.partOfMessage(v, 0) {
				return true
			}
		}
	}
	return false
}
