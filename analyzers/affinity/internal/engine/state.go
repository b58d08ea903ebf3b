package engine

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// WidgetState gives functions that write the fields of the package's own widgets the effect of touching the UI: a widget
// that embeds one of a toolkit's is drawn by the event loop, so its fields belong to that.
//
// It counts only for other packages. In this one both sides are in sight, and the rules about races say more. Only fields
// count that a function on the UI goroutine uses, and only writes without a lock.
func (e *Engine) WidgetState() {
	widgets := map[*types.TypeName]bool{}
	var used map[*types.Var]bool
	for _, f := range e.Bodies {
		if f.SSA == nil || f.SSA.Synthetic != "" {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				st, ok := in.(*ssa.Store)
				if !ok {
					continue
				}
				fa, ok := st.Addr.(*ssa.FieldAddr)
				if !ok {
					continue
				}
				owner, s := ir.StructOf(fa.X.Type())
				if owner == nil || owner.Pkg() != e.Pass.Pkg || !e.Widget(owner, widgets) {
					continue
				}
				if used == nil {
					used = e.usedOnUI()
				}
				field := s.Field(fa.Field).Origin()
				if !used[field] || len(e.Locks(f)[in]) > 0 {
					continue
				}
				f.State = append(f.State, &Op{
					Effect: Effect{Kind: TouchesUI, Confidence: finding.Likely, What: "the write to " + owner.Pkg().Name() + "." + owner.Name() + "." + field.Name()},
					Pos:    fa.Pos(), Root: e.RootOf(f, fa.X),
				})
			}
		}
	}
}

// Widget reports whether a type is a widget of the package's own: a struct that embeds something of a toolkit, and that
// the toolkit calls.
func (e *Engine) Widget(tn *types.TypeName, known map[*types.TypeName]bool) bool {
	if w, ok := known[tn]; ok {
		return w
	}
	known[tn] = false
	st, ok := tn.Type().Underlying().(*types.Struct)
	if !ok || !e.embedsToolkit(st, 0) {
		return false
	}
	for _, h := range e.Set.Handlers(e.Pass.Pkg) {
		if mode, ok := modeOf(h.Run); ok && mode == OnUI && types.Implements(types.NewPointer(tn.Type()), h.Iface) {
			known[tn] = true
			return true
		}
	}
	return false
}

func (e *Engine) embedsToolkit(st *types.Struct, depth int) bool {
	for i := 0; i < st.NumFields() && depth < 4; i++ {
		f := st.Field(i)
		if !f.Embedded() {
			continue
		}
		n, ok := types.Unalias(ir.Deref(f.Type())).(*types.Named)
		if !ok || n.Obj().Pkg() == nil {
			continue
		}
		if e.Set.Owner(n.Obj().Pkg()) != nil {
			return true
		}
		if inner, ok := n.Underlying().(*types.Struct); ok && e.embedsToolkit(inner, depth+1) {
			return true
		}
	}
	return false
}

// usedOnUI is the set of fields that functions on the UI goroutine use.
func (e *Engine) usedOnUI() map[*types.Var]bool {
	used := map[*types.Var]bool{}
	for _, f := range e.Bodies {
		if f.SSA == nil || !f.In(UI) {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				if fa, ok := in.(*ssa.FieldAddr); ok {
					_, st := ir.StructOf(fa.X.Type())
					used[st.Field(fa.Field).Origin()] = true
				}
			}
		}
	}
	return used
}
