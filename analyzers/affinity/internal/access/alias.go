package access

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

const mostAliases = 4 // more values meet in caches and tables, where nobody knows which it is

// aliases are the places that a reference can have been loaded from, through variables that hold one thing after another
// (f := v.items; if f == nil { f = ... }). It is a may analysis along the control flow of the function that has the variable;
// what literals store there, and what comes from calls and parameters with several callers, is lost.
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
		for _, stored := range c.held(a, load) {
			visit(stored)
		}
	}
	visit(ref)
	if len(out) > mostAliases {
		return nil
	}
	return out
}

// held lists what a variable may hold where it is loaded, in the function that declares it or in a literal of that. A store
// that another one always overwrites before is none of it.
func (c *Collector) held(a *ssa.Alloc, load *ssa.UnOp) []ssa.Value {
	if len(ir.StoredIn(a)) < 2 {
		return ir.StoredIn(a)
	}
	if load.Parent() == a.Parent() {
		return ir.LastStored(a, load)
	}
	made := c.E.Closures[load.Parent()]
	for made != nil && made.Parent() != a.Parent() {
		made = c.E.Closures[made.Parent()]
	}
	if made == nil {
		return ir.StoredIn(a)
	}
	return ir.StoredSince(a, made)
}

// loadOf returns the instruction that loads a value, or nil.
func loadOf(v ssa.Value) *ssa.UnOp {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		return load
	}
	return nil
}
