package engine

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// invokeElements lets inv run the functions in a map or slice of any values that is made in the same function:
// builder.ConnectSignals(map[string]any{"clicked": v.onClicked}). The flow does not follow such containers, since all of
// fmt would go through it.
func (e *Engine) invokeElements(inv *Invocation, v ssa.Value) {
	if e.CellOf(v) != nil {
		return
	}
	for _, el := range elements(v, 0) {
		if mi, ok := el.(*ssa.MakeInterface); ok {
			el = mi.X
		}
		if Carrier(el.Type()) {
			e.invoke(inv, el)
		}
	}
}

// elements returns what is put into a container, as far as its function shows.
func elements(v ssa.Value, depth int) []ssa.Value {
	if depth > 4 {
		return nil
	}
	switch v := v.(type) {
	case *ssa.MakeMap:
		var out []ssa.Value
		for _, ref := range *v.Referrers() {
			if up, ok := ref.(*ssa.MapUpdate); ok && up.Map == v {
				out = append(out, up.Value)
			}
		}
		return out
	case *ssa.Slice:
		return elements(v.X, depth+1)
	case *ssa.ChangeType:
		return elements(v.X, depth+1)
	case *ssa.UnOp:
		a, ok := v.X.(*ssa.Alloc)
		if v.Op != token.MUL || !ok {
			return nil
		}
		var out []ssa.Value
		for _, stored := range ir.StoredIn(a) {
			out = append(out, elements(stored, depth+1)...)
		}
		return out
	case *ssa.Alloc: // the array of a literal
		var out []ssa.Value
		for _, ref := range *v.Referrers() {
			ia, ok := ref.(*ssa.IndexAddr)
			if !ok {
				continue
			}
			for _, use := range *ia.Referrers() {
				if st, ok := use.(*ssa.Store); ok && st.Addr == ia {
					out = append(out, st.Val)
				}
			}
		}
		return out
	}
	return nil
}
