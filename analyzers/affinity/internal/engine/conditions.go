package engine

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// A FieldRead is a field that a condition asks, and where it was loaded.
type FieldRead struct {
	Field *types.Var
	At    ssa.Instruction
}

// An Inquiry is what a condition looks at.
type Inquiry struct {
	Fields []FieldRead
	Params []*ssa.Parameter // plain values that the caller has handed in
	Unset  *types.Var       // the field of type bool that it asks to be false, if it is that simple
}

// Inquire takes a condition apart.
func (e *Engine) Inquire(c ir.Condition) Inquiry {
	q := Inquiry{}
	seen := map[ssa.Value]bool{}
	var visit func(v ssa.Value, depth int)
	visit = func(v ssa.Value, depth int) {
		if v == nil || seen[v] || depth > 12 {
			return
		}
		seen[v] = true
		switch x := v.(type) {
		case *ssa.Parameter:
			if _, ok := x.Type().Underlying().(*types.Basic); ok {
				q.Params = append(q.Params, x)
			}
			return
		case *ssa.Const, *ssa.Function, *ssa.Global, *ssa.FreeVar, *ssa.Alloc, *ssa.MakeClosure:
			return
		case *ssa.UnOp:
			if fa, ok := x.X.(*ssa.FieldAddr); ok && x.Op == token.MUL {
				q.Fields = append(q.Fields, FieldRead{ir.FieldOf(fa.X.Type(), fa.Field), x})
				visit(fa.X, depth+1)
				return
			}
		case *ssa.Field:
			q.Fields = append(q.Fields, FieldRead{ir.FieldOf(x.X.Type(), x.Field), x})
		case *ssa.FieldAddr:
			q.Fields = append(q.Fields, FieldRead{ir.FieldOf(x.X.Type(), x.Field), x})
		case *ssa.Call:
			if fn := x.Call.StaticCallee(); fn != nil {
				if body, _ := e.Resolve(fn); body != nil {
					for field := range e.FieldUse(body).reads {
						q.Fields = append(q.Fields, FieldRead{field, x})
					}
				}
			}
		}
		in, ok := v.(ssa.Instruction)
		if !ok {
			return
		}
		for _, op := range in.Operands(nil) {
			visit(*op, depth+1)
		}
	}
	visit(c.Value, 0)
	if not, ok := c.Value.(*ssa.UnOp); ok && not.Op == token.NOT {
		c = ir.Condition{Value: not.X, Taken: !c.Taken}
	}
	if len(q.Fields) == 1 && !c.Taken && q.Fields[0].At.(ssa.Value) == c.Value {
		q.Unset = q.Fields[0].Field
	}
	return q
}

// A Use lists the fields that a function reads and writes, itself or through the functions of the package that it calls.
type Use struct{ reads, Writes map[*types.Var]bool }

// FieldUse finds the fields that a function uses. It is a may analysis; calls through interfaces and func values, and
// what a goroutine or a handler does, are left out.
func (e *Engine) FieldUse(f *Func) *Use {
	if u := e.uses[f]; u != nil {
		return u
	}
	u := &Use{map[*types.Var]bool{}, map[*types.Var]bool{}}
	e.uses[f] = u
	if f.SSA == nil {
		return u
	}
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Store:
				if fa, ok := in.Addr.(*ssa.FieldAddr); ok && !inLiteral(fa) {
					u.Writes[ir.FieldOf(fa.X.Type(), fa.Field)] = true
				}
			case *ssa.UnOp:
				if fa, ok := in.X.(*ssa.FieldAddr); ok && in.Op == token.MUL {
					u.reads[ir.FieldOf(fa.X.Type(), fa.Field)] = true
				}
			case *ssa.Field:
				u.reads[ir.FieldOf(in.X.Type(), in.Field)] = true
			case *ssa.Call:
				fn := in.Call.StaticCallee()
				if fn == nil {
					continue
				}
				if body, _ := e.Resolve(fn); body != nil {
					inner := e.FieldUse(body)
					for field := range inner.reads {
						u.reads[field] = true
					}
					for field := range inner.Writes {
						u.Writes[field] = true
					}
				}
			}
		}
	}
	return u
}

// A FieldWrite is an instruction that changes fields.
type FieldWrite struct {
	At     ssa.Instruction
	Value  ssa.Value // what is stored; nil when a callee does it
	Fields map[*types.Var]bool
}

// FieldWrites lists the writes in a function's own body and by what it calls.
func (e *Engine) FieldWrites(fn *ssa.Function) []FieldWrite {
	var out []FieldWrite
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Store:
				if fa, ok := in.Addr.(*ssa.FieldAddr); ok && !inLiteral(fa) {
					out = append(out, FieldWrite{in, in.Val, map[*types.Var]bool{ir.FieldOf(fa.X.Type(), fa.Field): true}})
				}
			case *ssa.Call:
				callee := in.Call.StaticCallee()
				if callee == nil {
					continue
				}
				if body, _ := e.Resolve(callee); body != nil {
					if w := e.FieldUse(body).Writes; len(w) > 0 {
						out = append(out, FieldWrite{in, nil, w})
					}
				}
			}
		}
	}
	return out
}

// inLiteral reports whether a field belongs to an object that a composite literal has just made: to fill it changes nothing
// that anybody could have asked for.
func inLiteral(fa *ssa.FieldAddr) bool {
	a, ok := ir.Outermost(fa).(*ssa.Alloc)
	return ok && a.Comment == "complit"
}

// fieldUses remembers who reads and writes the fields.
type fieldUses struct {
	uses map[*Func]*Use
}

func newFieldUses() fieldUses {
	return fieldUses{
		uses: map[*Func]*Use{},
	}
}

// PlacesOf returns what holds a value: the variables and fields that it is put into.
func (e *Engine) PlacesOf(v ssa.Value) map[any]bool {
	v = e.MadeBy(v)
	places := map[any]bool{v: true}
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		if fa, ok := load.X.(*ssa.FieldAddr); ok {
			places[ir.FieldOf(fa.X.Type(), fa.Field)] = true
		}
	}
	if refs := v.Referrers(); refs != nil {
		for _, ref := range *refs {
			st, ok := ref.(*ssa.Store)
			if !ok || st.Val != v {
				continue
			}
			if fa, ok := st.Addr.(*ssa.FieldAddr); ok {
				places[ir.FieldOf(fa.X.Type(), fa.Field)] = true
			}
			if g, ok := st.Addr.(*ssa.Global); ok {
				places[g] = true
			}
		}
	}
	return places
}

// SamePlace reports whether a value comes from one of the places.
func (e *Engine) SamePlace(v ssa.Value, places map[any]bool) bool {
	v = e.MadeBy(v)
	if places[v] {
		return true
	}
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		switch x := load.X.(type) {
		case *ssa.FieldAddr:
			return places[ir.FieldOf(x.X.Type(), x.Field)]
		case *ssa.Global:
			return places[x]
		}
	}
	return false
}
