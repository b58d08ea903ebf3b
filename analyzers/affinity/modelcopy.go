package affinity

import (
	"go/token"
	"sort"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// This file knows what becomes of a copy of a model. A method with a value receiver works on a copy, and so do the pointer
// methods that it calls on it; a command that it returns runs when it has returned, and holds that copy as the last. What the
// command reads there nobody changes; what it writes there nobody sees.
//
// Both answers are musts, but for two commands of one call that use the copy at the same time.

// onModelCopy reports whether the background's access is to a field of such a copy.
func (e *engine) onModelCopy(mine *Access, en *Entry) bool {
	if mine.Element || mine.far() || mine.callee != "" || !e.commandOfCopy(en.start().via) {
		return false
	}
	maker := en.start().via.from
	if en.prev == nil {
		fa := fieldAddress(mine.instr)
		return fa != nil && e.capturedReceiver(outermost(fa), maker)
	}
	if mine.base != rootReceiver {
		return false
	}
	for ; en.prev.prev != nil; en = en.prev {
		if en.via.root != rootReceiver {
			return false
		}
	}
	call, ok := en.via.instr.(*ssa.Call)
	return ok && len(call.Call.Args) > 0 && e.capturedReceiver(call.Call.Args[0], maker)
}

// commandOfCopy reports whether an edge starts a command that a pointer method makes which is only called on copies.
func (e *engine) commandOfCopy(start *edge) bool {
	if start == nil {
		return false
	}
	if _, isCommand := start.instr.(*ssa.ChangeType); !isCommand {
		return false
	}
	maker := start.from
	if maker.SSA == nil || maker.SSA.Signature.Recv() == nil || len(maker.entries) == 0 || e.calledByStrangers(maker) {
		return false
	}
	for _, en := range maker.entries {
		if en.presumed || en.privacy == shared {
			return false
		}
	}
	return true
}

// capturedReceiver reports whether a value in a literal is the pointer receiver of the function that makes it.
func (e *engine) capturedReceiver(v ssa.Value, maker *Func) bool {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		v = load.X
	}
	fv, ok := v.(*ssa.FreeVar)
	if !ok {
		return false
	}
	a := e.variable(fv)
	if a == nil || a.Parent() != maker.SSA {
		return false
	}
	vals := storedIn(a)
	return len(vals) == 1 && vals[0] == ssa.Value(maker.SSA.Params[0])
}

func fieldAddress(in ssa.Instruction) *ssa.FieldAddr {
	var addr ssa.Value
	switch in := in.(type) {
	case *ssa.Store:
		addr = in.Addr
	case *ssa.UnOp:
		addr = in.X
	}
	fa, _ := addr.(*ssa.FieldAddr)
	return fa
}

// A LostWrite is one that a command does to a field of a copy of its model which nobody looks at any more.
type LostWrite struct {
	Func  *Func
	Pos   token.Pos
	Name  string // "Model.rows"
	Entry *Entry
}

// LostWrites lists them by place, one for each command.
func (r *Result) LostWrites() []LostWrite {
	e := r.engine
	var out []LostWrite
	for _, f := range e.funcs {
		if f.SSA == nil || f.Parent == nil || !f.Only(Background) {
			continue
		}
		en := f.Context(Background)
		if en.prev != nil || en.via == nil {
			continue
		}
		if _, isCommand := en.via.instr.(*ssa.ChangeType); !isCommand {
			continue
		}
		if w, ok := e.lostWrite(f, en); ok {
			out = append(out, w)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Pos < out[j].Pos })
	return out
}

// LostChain is the chain of a lost write.
func (r *Result) LostChain(w LostWrite) []finding.Step {
	return append(r.Chain(w.Entry), r.engine.step(w.Pos, "writes "+w.Name))
}

func (e *engine) lostWrite(f *Func, en *Entry) (LostWrite, bool) {
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			st, ok := in.(*ssa.Store)
			if !ok {
				continue
			}
			fa, ok := st.Addr.(*ssa.FieldAddr)
			if !ok || !e.modelCopy(f, outermost(fa), en.via) || usedAfter(st, fa) {
				continue
			}
			owner, s := structOf(fa.X.Type())
			if owner == nil {
				continue
			}
			return LostWrite{Func: f, Pos: fa.Pos(), Name: owner.Name() + "." + s.Field(fa.Field).Name(), Entry: en}, true
		}
	}
	return LostWrite{}, false
}

// modelCopy reports whether a value in a command is a copy of the model that only the command holds.
func (e *engine) modelCopy(f *Func, v ssa.Value, start *edge) bool {
	fv, ok := v.(*ssa.FreeVar)
	if !ok {
		load, isLoad := v.(*ssa.UnOp)
		return isLoad && onlyThere(load.X) && e.commandOfCopy(start) && e.capturedReceiver(v, start.from)
	}
	a := e.variable(fv)
	if a == nil || reference(deref(a.Type())) || a.Parent() != start.from.SSA || a.Parent() != f.Parent.SSA || a.Parent().Signature.Recv() == nil {
		return false
	}
	vals := storedIn(a)
	if len(vals) != 1 || vals[0] != ssa.Value(a.Parent().Params[0]) {
		return false
	}
	closures := 0
	for _, ref := range *a.Referrers() {
		switch ref.(type) {
		case *ssa.MakeClosure:
			closures++
		case *ssa.FieldAddr, *ssa.UnOp, *ssa.Store, *ssa.DebugRef:
		default:
			return false // its address goes elsewhere
		}
	}
	return closures == 1 && !addressKept(a)
}

func onlyThere(v ssa.Value) bool { _, ok := v.(*ssa.FreeVar); return ok }

// addressKept reports whether the address of a field of a variable goes elsewhere.
func addressKept(a ssa.Value) bool {
	for _, ref := range *a.Referrers() {
		fa, ok := ref.(*ssa.FieldAddr)
		if !ok {
			continue
		}
		for _, use := range *fa.Referrers() {
			switch use := use.(type) {
			case *ssa.UnOp, *ssa.FieldAddr, *ssa.DebugRef, *ssa.IndexAddr:
			case *ssa.Store:
				if use.Val == ssa.Value(fa) {
					return true
				}
			case *ssa.Call: // a pointer method of the field: it may keep it, as it may anything
			default:
				return true
			}
		}
	}
	return false
}

// usedAfter reports whether a function can look at a field after a store: at the field, or at the object as a whole.
func usedAfter(st *ssa.Store, fa *ssa.FieldAddr) bool {
	object := loadedFrom(outermost(fa))
	for _, b := range st.Parent().Blocks {
		for _, in := range b.Instrs {
			if in == ssa.Instruction(st) || in == ssa.Instruction(fa) || !reaches(st, in, nil) {
				continue
			}
			if !touches(in, object, fa.Field) {
				continue
			}
			return true
		}
	}
	return false
}

// touches reports whether an instruction takes up an object again, other than to take or set another field of it.
func touches(in ssa.Instruction, object ssa.Value, field int) bool {
	if other, ok := in.(*ssa.FieldAddr); ok && loadedFrom(other.X) == object {
		if other.Field != field {
			return false
		}
		for _, use := range *other.Referrers() {
			if st, ok := use.(*ssa.Store); !ok || st.Addr != ssa.Value(other) {
				return true
			}
		}
		return false
	}
	for _, op := range in.Operands(nil) {
		if *op == object {
			if load, ok := in.(*ssa.UnOp); ok && onlyFields(load) {
				return false
			}
			return true
		}
		if load, ok := (*op).(*ssa.UnOp); ok && load.Op == token.MUL && load.X == object {
			if _, ok := in.(*ssa.FieldAddr); !ok {
				return true
			}
		}
	}
	return false
}

// onlyFields reports whether a loaded pointer is used for its fields only.
func onlyFields(load *ssa.UnOp) bool {
	if !reference(load.Type()) {
		return false
	}
	for _, use := range *load.Referrers() {
		if _, ok := use.(*ssa.FieldAddr); !ok {
			return false
		}
	}
	return true
}
