package race

import (
	"go/token"
	"sort"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// This file knows what becomes of a copy of a model. A method with a value receiver works on a copy, and so do the pointer
// methods that it calls on it; a command that it returns runs when it has returned, and holds that copy as the last. What the
// command reads there nobody changes; what it writes there nobody sees.
//
// Both answers are musts, but for two commands of one call that use the copy at the same time.

// onModelCopy reports whether the background's access is to a field of such a copy.
func (e *Finder) onModelCopy(mine *access.Access, en *engine.Entry) bool {
	if mine.Element || mine.Far() || mine.Callee != "" || !e.commandOfCopy(en.Start().Via) {
		return false
	}
	maker := en.Start().Via.From
	if en.Prev == nil {
		fa := fieldAddress(mine.Instr)
		return fa != nil && e.capturedReceiver(ir.Outermost(fa), maker)
	}
	if mine.Base != engine.RootReceiver {
		return false
	}
	for ; en.Prev.Prev != nil; en = en.Prev {
		if en.Via.Root != engine.RootReceiver {
			return false
		}
	}
	call, ok := en.Via.Instr.(*ssa.Call)
	return ok && len(call.Call.Args) > 0 && e.capturedReceiver(call.Call.Args[0], maker)
}

// commandOfCopy reports whether an edge starts a command that a pointer method makes which is only called on copies.
func (e *Finder) commandOfCopy(start *engine.Edge) bool {
	if start == nil {
		return false
	}
	if _, isCommand := start.Instr.(*ssa.ChangeType); !isCommand {
		return false
	}
	maker := start.From
	if maker.SSA == nil || maker.SSA.Signature.Recv() == nil || len(maker.Entries) == 0 || e.CalledByStrangers(maker) {
		return false
	}
	for _, en := range maker.Entries {
		if en.Presumed || en.Privacy == engine.Shared {
			return false
		}
	}
	return true
}

// capturedReceiver reports whether a value in a literal is the pointer receiver of the function that makes it.
func (e *Finder) capturedReceiver(v ssa.Value, maker *engine.Func) bool {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		v = load.X
	}
	fv, ok := v.(*ssa.FreeVar)
	if !ok {
		return false
	}
	a := e.Variable(fv)
	if a == nil || a.Parent() != maker.SSA {
		return false
	}
	vals := ir.StoredIn(a)
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
	Func  *engine.Func
	Pos   token.Pos
	Name  string // "Model.rows"
	Entry *engine.Entry
}

// LostWrites lists them by place, one for each command.
func (e *Finder) LostWrites() []LostWrite {
	var out []LostWrite
	for _, f := range e.Bodies {
		if f.SSA == nil || f.Parent == nil || !f.Only(engine.Background) {
			continue
		}
		en := f.Context(engine.Background)
		if en.Prev != nil || en.Via == nil {
			continue
		}
		if _, isCommand := en.Via.Instr.(*ssa.ChangeType); !isCommand {
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
func (e *Finder) LostChain(w LostWrite) []finding.Step {
	return append(e.Chain(w.Entry), e.Step(w.Pos, "writes "+w.Name))
}

func (e *Finder) lostWrite(f *engine.Func, en *engine.Entry) (LostWrite, bool) {
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			st, ok := in.(*ssa.Store)
			if !ok {
				continue
			}
			fa, ok := st.Addr.(*ssa.FieldAddr)
			if !ok || !e.modelCopy(f, ir.Outermost(fa), en.Via) || usedAfter(st, fa) {
				continue
			}
			owner, s := ir.StructOf(fa.X.Type())
			if owner == nil {
				continue
			}
			return LostWrite{Func: f, Pos: fa.Pos(), Name: owner.Name() + "." + s.Field(fa.Field).Name(), Entry: en}, true
		}
	}
	return LostWrite{}, false
}

// modelCopy reports whether a value in a command is a copy of the model that only the command holds.
func (e *Finder) modelCopy(f *engine.Func, v ssa.Value, start *engine.Edge) bool {
	fv, ok := v.(*ssa.FreeVar)
	if !ok {
		load, isLoad := v.(*ssa.UnOp)
		return isLoad && onlyThere(load.X) && e.commandOfCopy(start) && e.capturedReceiver(v, start.From)
	}
	a := e.Variable(fv)
	if a == nil || ir.Reference(ir.Deref(a.Type())) || a.Parent() != start.From.SSA || a.Parent() != f.Parent.SSA || a.Parent().Signature.Recv() == nil {
		return false
	}
	vals := ir.StoredIn(a)
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
	object := ir.LoadedFrom(ir.Outermost(fa))
	for _, b := range st.Parent().Blocks {
		for _, in := range b.Instrs {
			if in == ssa.Instruction(st) || in == ssa.Instruction(fa) || !ir.Reaches(st, in, nil) {
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
	if other, ok := in.(*ssa.FieldAddr); ok && ir.LoadedFrom(other.X) == object {
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
	if !ir.Reference(load.Type()) {
		return false
	}
	for _, use := range *load.Referrers() {
		if _, ok := use.(*ssa.FieldAddr); !ok {
			return false
		}
	}
	return true
}
