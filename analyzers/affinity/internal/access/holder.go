package access

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file tells the objects of one type apart across packages. A cache, a queue or a store, often of a generic type, is made
// several times, so a field of it is no one place in memory. But the one that a package variable holds is, and so is the one
// in a field of a component of which there is one: what a method uses of its receiver is, for who calls it on that variable or
// field, the state of the variable or field.
//
// It is a may analysis. That the variable holds one object at a time is taken for granted. Lost are objects that are found
// among many, that come as arguments other than the receiver, or that two variables share.

const mostConstructors = 4 // literals of a type whose objects are told apart: what is made all over the program is data

// constructed reports whether values of the type that holds a field come from few places, so that their owners may tell them
// apart.
func (e *Finder) constructed(location string) bool {
	total, ok := e.countOf(location)
	return ok && total.Literals <= mostConstructors
}

// ofObject makes a use of the receiver's state one of the variable or field that holds the receiver.
func (e *Finder) ofObject(from *engine.Func, recv ssa.Value, u engine.StateUse) (engine.StateUse, bool) {
	_, name, _ := strings.Cut(u.State, " ")
	_, path, isField := strings.Cut(name, ".")
	if recv == nil || from.SSA == nil || !isField {
		return u, false
	}
	addr := recv
	switch v := recv.(type) {
	case *ssa.Parameter:
		same := from.Parent == nil && from.SSA.Signature.Recv() != nil && v == from.SSA.Params[0]
		return u, same
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return u, false
		}
		addr = v.X
	}
	switch addr := addr.(type) {
	case *ssa.Global:
		obj := addr.Object()
		if obj == nil || !e.sameModule(obj.Pkg()) {
			return u, false
		}
		u.State = obj.Pkg().Path() + " " + obj.Name() + "." + path
		u.Receiver, u.Many, u.Held = false, false, true
		return u, true
	case *ssa.FieldAddr:
		owner, field := e.fieldPath(addr)
		if owner == nil {
			return u, false
		}
		u.State = owner.Pkg().Path() + " " + owner.Name() + "." + field + "." + path
		single := e.single(u.State)
		switch e.RootOf(from, ir.Outermost(addr)) {
		case engine.RootReceiver:
			u.Many = !single
			return u, single || e.constructed(u.State)
		case engine.RootDeep:
			u.Deep = true
		case engine.RootOther:
			u.Receiver = false
		default:
			return u, false
		}
		u.Many = false
		return u, single
	}
	return u, false
}

// fieldPath is the named struct that an address is in, and the names of the fields that lead there.
func (e *Finder) fieldPath(fa *ssa.FieldAddr) (*types.TypeName, string) {
	path := ir.FieldOf(fa.X.Type(), fa.Field).Name()
	for {
		outer, ok := fa.X.(*ssa.FieldAddr)
		if !ok {
			break
		}
		fa = outer
		path = ir.FieldOf(fa.X.Type(), fa.Field).Name() + "." + path
	}
	owner, _ := ir.StructOf(fa.X.Type())
	if owner == nil || owner.Pkg() == nil || !e.sameModule(owner.Pkg()) {
		return nil, ""
	}
	return owner, path
}

func (e *Finder) sameModule(pkg *types.Package) bool {
	return pkg != nil && (pkg == e.Pass.Pkg || e.SameModule(pkg))
}

// receiverOf is the object that a call calls a method on, or nil.
func receiverOf(in ssa.Instruction) ssa.Value {
	call, ok := in.(ssa.CallInstruction)
	if !ok {
		return nil
	}
	c := call.Common()
	switch {
	case c.IsInvoke():
		return c.Value
	case ir.StaticCallee(c.Value) != nil && c.Signature().Recv() != nil && len(c.Args) > 0:
		return c.Args[0]
	}
	return nil
}

// throughInterface lists the calls of the one method that a slot of an interface's method holds, on the goroutine that makes
// them: where one type is all that is put behind the interface, the call is one of that type's method.
func throughInterface(s *engine.Func) []*engine.Edge {
	if s.Slot == nil || len(s.Slot.Held) != 1 || !s.Slot.Method() {
		return nil
	}
	var out []*engine.Edge
	for _, ed := range s.Incoming {
		if ed.Mode == engine.Inline && ed.From.SSA != nil && ed.Instr != nil && ed.Pos.IsValid() {
			out = append(out, ed)
		}
	}
	return out
}
