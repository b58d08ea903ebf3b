package access

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// owner is the object whose field an address is, or nil.
func owner(addr ssa.Value) ssa.Value {
	if ia, ok := addr.(*ssa.IndexAddr); ok {
		addr = ia.X
	}
	if fa, ok := addr.(*ssa.FieldAddr); ok {
		return ir.Outermost(fa)
	}
	return nil
}

// Entity reports whether an object is found among many: through an index, a look-up, a call.
func (c *Collector) Entity(addr ssa.Value) bool {
	for i := 0; i < 20; i++ {
		switch v := addr.(type) {
		case *ssa.FieldAddr:
			addr = v.X
		case *ssa.UnOp:
			if a := c.E.Variable(v.X); a != nil {
				vals := ir.StoredIn(a)
				if len(vals) != 1 {
					return len(vals) > 1
				}
				addr = vals[0]
				continue
			}
			addr = v.X
		case *ssa.Parameter, *ssa.FreeVar, *ssa.Global, *ssa.Alloc:
			return false
		default:
			return true
		}
	}
	return true
}

// pathOf is the path of fields from a local variable that holds a struct to an address in it.
func pathOf(loc *Location, addr ssa.Value) []int {
	if loc.Local == nil {
		return nil
	}
	var out []int
	for {
		switch x := addr.(type) {
		case *ssa.IndexAddr:
			addr, out = x.X, nil // which element does not matter
		case *ssa.FieldAddr:
			addr, out = x.X, append(out, x.Field)
		default:
			slices.Reverse(out)
			return out
		}
	}
}

// Overlaps reports whether two uses of one location are not of different fields.
func (a *Access) Overlaps(b *Access) bool {
	for i := 0; i < len(a.Path) && i < len(b.Path); i++ {
		if a.Path[i] != b.Path[i] {
			return false
		}
	}
	return true
}
