package affinity

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A condition is one that holds wherever control comes to an instruction: a branch that dominates it.
type condition struct {
	value ssa.Value
	taken bool // the branch that leads there
}

// conditionsOf lists the conditions of a block. It is a must analysis: what only some of the ways there ask is left out.
func conditionsOf(b *ssa.BasicBlock) []condition {
	var out []condition
	for d := b.Idom(); d != nil; d = d.Idom() {
		last, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		for i, s := range d.Succs {
			if len(s.Preds) == 1 && s.Dominates(b) {
				out = append(out, condition{last.Cond, i == 0})
			}
		}
	}
	return out
}

// A fieldRead is a field that a condition asks, and where it was loaded.
type fieldRead struct {
	field *types.Var
	at    ssa.Instruction
}

// An inquiry is what a condition looks at.
type inquiry struct {
	fields []fieldRead
	params []*ssa.Parameter // plain values that the caller has handed in
	unset  *types.Var       // the field of type bool that it asks to be false, if it is that simple
}

// inquire takes a condition apart.
func (e *engine) inquire(c condition) inquiry {
	q := inquiry{}
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
				q.params = append(q.params, x)
			}
			return
		case *ssa.Const, *ssa.Function, *ssa.Global, *ssa.FreeVar, *ssa.Alloc, *ssa.MakeClosure:
			return
		case *ssa.UnOp:
			if fa, ok := x.X.(*ssa.FieldAddr); ok && x.Op == token.MUL {
				q.fields = append(q.fields, fieldRead{fieldOf(fa.X.Type(), fa.Field), x})
				visit(fa.X, depth+1)
				return
			}
		case *ssa.Field:
			q.fields = append(q.fields, fieldRead{fieldOf(x.X.Type(), x.Field), x})
		case *ssa.FieldAddr:
			q.fields = append(q.fields, fieldRead{fieldOf(x.X.Type(), x.Field), x})
		case *ssa.Call:
			if fn := x.Call.StaticCallee(); fn != nil {
				if body, _ := e.resolve(fn); body != nil {
					for field := range e.fieldUse(body).reads {
						q.fields = append(q.fields, fieldRead{field, x})
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
	visit(c.value, 0)
	if not, ok := c.value.(*ssa.UnOp); ok && not.Op == token.NOT {
		c = condition{not.X, !c.taken}
	}
	if len(q.fields) == 1 && !c.taken && q.fields[0].at.(ssa.Value) == c.value {
		q.unset = q.fields[0].field
	}
	return q
}

func fieldOf(t types.Type, index int) *types.Var {
	_, st := structOf(t)
	return st.Field(index).Origin()
}

// A use lists the fields that a function reads and writes, itself or through the functions of the package that it calls.
type use struct{ reads, writes map[*types.Var]bool }

// fieldUse finds the fields that a function uses. It is a may analysis; calls through interfaces and func values, and
// what a goroutine or a handler does, are left out.
func (e *engine) fieldUse(f *Func) *use {
	if u := e.uses[f]; u != nil {
		return u
	}
	u := &use{map[*types.Var]bool{}, map[*types.Var]bool{}}
	e.uses[f] = u
	if f.SSA == nil {
		return u
	}
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Store:
				if fa, ok := in.Addr.(*ssa.FieldAddr); ok {
					u.writes[fieldOf(fa.X.Type(), fa.Field)] = true
				}
			case *ssa.UnOp:
				if fa, ok := in.X.(*ssa.FieldAddr); ok && in.Op == token.MUL {
					u.reads[fieldOf(fa.X.Type(), fa.Field)] = true
				}
			case *ssa.Field:
				u.reads[fieldOf(in.X.Type(), in.Field)] = true
			case *ssa.Call:
				fn := in.Call.StaticCallee()
				if fn == nil {
					continue
				}
				if body, _ := e.resolve(fn); body != nil {
					inner := e.fieldUse(body)
					for field := range inner.reads {
						u.reads[field] = true
					}
					for field := range inner.writes {
						u.writes[field] = true
					}
				}
			}
		}
	}
	return u
}

// A fieldWrite is an instruction that changes fields.
type fieldWrite struct {
	at     ssa.Instruction
	value  ssa.Value // what is stored; nil when a callee does it
	fields map[*types.Var]bool
}

// fieldWrites lists the writes in a function's own body and by what it calls.
func (e *engine) fieldWrites(fn *ssa.Function) []fieldWrite {
	var out []fieldWrite
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Store:
				if fa, ok := in.Addr.(*ssa.FieldAddr); ok {
					out = append(out, fieldWrite{in, in.Val, map[*types.Var]bool{fieldOf(fa.X.Type(), fa.Field): true}})
				}
			case *ssa.Call:
				callee := in.Call.StaticCallee()
				if callee == nil {
					continue
				}
				if body, _ := e.resolve(callee); body != nil {
					if w := e.fieldUse(body).writes; len(w) > 0 {
						out = append(out, fieldWrite{in, nil, w})
					}
				}
			}
		}
	}
	return out
}

// together reports whether one run of a function can come to both instructions.
func together(a, b ssa.Instruction) bool {
	return a == b || reaches(a, b, nil) || reaches(b, a, nil)
}
