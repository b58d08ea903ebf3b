package access

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

const mostAliases = 4 // more values meet in caches and tables, where nobody knows which it is

// aliases are the places that a reference can have been loaded from, through variables that hold one thing after another
// (f := v.items; if f == nil { f = ... }). It is a may analysis, insensitive to the order of statements; what comes from
// calls and parameters with several callers is lost.
func (c *Collector) aliases(ref ssa.Value) []*ssa.UnOp {
	var out []*ssa.UnOp
	seen := map[ssa.Value]bool{}
	var visit func(v ssa.Value)
	visit = func(v ssa.Value) {
		v = c.E.Origin(v, 0)
		if seen[v] || len(seen) > 12 {
			return
		}
		seen[v] = true
		if phi, ok := v.(*ssa.Phi); ok {
			for _, edge := range phi.Edges {
				visit(edge)
			}
			return
		}
		load := loadOf(v)
		if load == nil || slices.Contains(out, load) {
			return
		}
		a := c.E.Variable(load.X)
		if a == nil {
			out = append(out, load)
			return
		}
		for _, stored := range ir.StoredIn(a) {
			visit(stored)
		}
	}
	visit(ref)
	if len(out) > mostAliases {
		return nil
	}
	return out
}

// loadOf returns the instruction that loads a value, or nil.
func loadOf(v ssa.Value) *ssa.UnOp {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		return load
	}
	return nil
}
