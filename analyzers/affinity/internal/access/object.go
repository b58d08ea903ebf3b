package access

import (
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
