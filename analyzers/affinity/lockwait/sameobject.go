package lockwait

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// sameness says whether the first parameter of the function at the end of a path is the object whose lock is held.
type sameness uint8

const (
	sameObject  sameness = iota // surely
	sameUnknown                 // it is of another type, or nothing is known: the way may lead back
	sameOther                   // of an interface's type; if it is of the lock's type, it is another object
	sameNot                     // another object of the same type
	sameOwner                   // not yet a function: a field of the object holds it
)

// sameness follows the object along one call.
func (s *lockSearch) sameness(u *underLock, p *underPath, ed *engine.Edge) sameness {
	before := sameUnknown
	if p != nil {
		if before = p.same; before == sameNot {
			return sameNot
		}
	} else if u.lock.base == nil || s.e.RootOf(u.holder, u.lock.base) == engine.RootReceiver {
		before = sameObject
	}
	if u.lock.base == nil { // a variable: there is one, whoever asks
		return before
	}
	wanted, _ := ir.StructOf(u.lock.base.Type())
	if before == sameOther {
		if ed.To.SSA == nil {
			return sameOther
		}
		if recv := ed.To.SSA.Signature.Recv(); recv != nil {
			if got, _ := ir.StructOf(recv.Type()); got == wanted {
				return sameNot
			}
		}
		return sameUnknown
	}
	if before == sameOwner {
		if s.madeForAnother(ed.To, wanted) {
			return sameNot
		}
		return sameUnknown
	}
	call, ok := ed.Instr.(ssa.CallInstruction)
	if ok && call.Common().IsInvoke() && !s.single(ed.From, call.Common().Value) {
		return sameOther
	}
	if ok && before == sameObject && ed.To.Slot != nil && s.ownField(u, p, ed.From, call.Common().Value) {
		return sameOwner
	}
	if !ok || call.Common().IsInvoke() || len(call.Common().Args) == 0 || ir.StaticCallee(call.Common().Value) == nil || ed.From.Slot != nil {
		return sameUnknown
	}
	arg := call.Common().Args[0]
	if got, _ := ir.StructOf(arg.Type()); got != wanted || wanted == nil {
		return sameUnknown
	}
	if p == nil && sameValue(arg, u.lock.base) {
		return sameObject
	}
	if before == sameObject && s.e.RootOf(ed.From, arg) == engine.RootReceiver {
		return sameObject
	}
	if s.single(ed.From, arg) {
		return sameUnknown
	}
	return sameNot
}

// sameValue reports whether two values are one: the same register, or two loads of a variable that is set once.
func sameValue(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	x, ok := a.(*ssa.UnOp)
	y, ok2 := b.(*ssa.UnOp)
	return ok && ok2 && x.Op == token.MUL && y.Op == token.MUL && x.X == y.X
}

// ownField reports whether a called value is what a field of the object holds whose lock is held.
func (s *lockSearch) ownField(u *underLock, p *underPath, f *engine.Func, v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return false
	}
	fa, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	if p == nil {
		return sameValue(fa.X, u.lock.base)
	}
	return s.e.RootOf(f, fa.X) == engine.RootReceiver
}

// madeForAnother reports whether a literal is put only into fields of new objects of a type, and knows the object whose
// method makes these: what it asks is the maker (the parent), not the object that has it.
func (s *lockSearch) madeForAnother(lit *engine.Func, owner *types.TypeName) bool {
	if lit.Parent == nil || lit.SSA == nil || lit.Parent.SSA == nil || lit.Parent.SSA.Signature.Recv() == nil {
		return false
	}
	if maker, _ := ir.StructOf(lit.Parent.SSA.Signature.Recv().Type()); maker != owner {
		return false
	}
	mc := s.e.Closures[lit.SSA]
	if mc == nil || mc.Referrers() == nil {
		return false
	}
	any := false
	for _, ref := range *mc.Referrers() {
		if _, debug := ref.(*ssa.DebugRef); debug {
			continue
		}
		st, ok := ref.(*ssa.Store)
		if !ok || st.Val != mc {
			return false
		}
		fa, ok := st.Addr.(*ssa.FieldAddr)
		if !ok {
			return false
		}
		if _, fresh := fa.X.(*ssa.Alloc); !fresh {
			return false
		}
		for _, fv := range lit.SSA.FreeVars {
			if s.e.MadeBy(fv) == fa.X {
				return false // it knows the new object, too
			}
		}
		any = true
	}
	return any
}

// single reports whether an object is what a variable or field of another type holds: a component of which there is
// commonly one, unlike an element, a result, a parent or a child.
func (s *lockSearch) single(f *engine.Func, v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return false
	}
	switch x := load.X.(type) {
	case *ssa.Global:
		return true
	case *ssa.FreeVar: // a variable of the function around
		switch held := s.e.MadeBy(load).(type) {
		case *ssa.UnOp:
			return held == load || s.single(f, held)
		case *ssa.Lookup:
			return false // an element
		case *ssa.Extract:
			_, result := held.Tuple.(*ssa.Call)
			return result
		}
		return true
	case *ssa.FieldAddr:
		owner, _ := ir.StructOf(x.X.Type())
		target, _ := ir.StructOf(v.Type())
		return owner != target && !(&access.Collector{E: s.e.Finder, F: f}).Entity(x.X)
	}
	return false
}
