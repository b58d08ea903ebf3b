package access

import (
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// ownedField reports whether a literal uses a field of an object that was made for it, before it hands the object to anybody.
// Only the goroutine that runs the literal knows the object then. A must analysis: see engine.Owned.
func (c *Collector) ownedField(in ssa.Instruction, addr ssa.Value, element bool) bool {
	fa, ok := addr.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	load, ok := ir.Outermost(fa).(*ssa.UnOp)
	if !ok {
		return false
	}
	fv, ok := load.X.(*ssa.FreeVar)
	if !ok {
		return false
	}
	switch c.E.Owned(fv) {
	case engine.RootFresh:
	case engine.RootCopy:
		if element {
			return false
		}
	default:
		return false
	}
	return !handedOut(fv, in)
}

// handedOut reports whether a literal gives the object that a variable holds to somebody before it comes to an instruction:
// it stores it, sends it, captures it in a literal of its own, starts a goroutine with it.
func handedOut(fv *ssa.FreeVar, in ssa.Instruction) bool {
	for _, ref := range *fv.Referrers() {
		load, ok := ref.(*ssa.UnOp)
		if !ok {
			continue
		}
		for _, use := range *load.Referrers() {
			switch use := use.(type) {
			case *ssa.FieldAddr, *ssa.DebugRef, *ssa.BinOp, *ssa.Call, *ssa.UnOp:
			default:
				if ir.Reaches(use, in, nil) {
					return true
				}
			}
		}
	}
	return false
}

// unpublished reports whether a function works with a variable of its own before anybody else can know it: before a literal
// captures it, a goroutine gets its address, a field or channel takes that, or a function of the package does. What functions
// of other packages do with it (a widget keeps it as its reference) nobody sees before they are given to the UI.
func (c *Collector) unpublished(a *ssa.Alloc, in ssa.Instruction) bool {
	if a.Parent() != in.Parent() {
		return false
	}
	for _, ref := range *a.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr, *ssa.UnOp, *ssa.DebugRef, *ssa.IndexAddr, *ssa.MakeInterface:
			continue
		case *ssa.Store:
			if ref.Val != ssa.Value(a) {
				continue
			}
		case *ssa.Call:
			fn := ir.StaticCallee(ref.Call.Value)
			if fn != nil && c.E.BySSA[fn] == nil {
				continue
			}
		}
		if ir.Reaches(ref, in, nil) {
			return false
		}
	}
	return true
}

// escapes reports whether the address of a variable goes elsewhere than into literals: it is returned, stored, passed on.
func escapes(a *ssa.Alloc) bool {
	for _, ref := range *a.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr, *ssa.UnOp, *ssa.MakeClosure, *ssa.DebugRef, *ssa.IndexAddr:
		case *ssa.Store:
			if ref.Val == ssa.Value(a) {
				return true
			}
		default:
			return true
		}
	}
	return false
}
