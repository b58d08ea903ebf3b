package receiver

import (
	"go/token"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// step goes from a path to a field of what it leads to. Where a field comes again, or a struct for the third time, the
// type is a recursive one: there the path ends, and is read as a whole; ok is false.
func (u *usage) step(r ref, owner types.Type, index int) (next ref, ok bool) {
	st, isStruct := ir.Deref(owner).Underlying().(*types.Struct)
	if !isStruct {
		return r, false
	}
	field := st.Field(index)
	times := 0
	for i, f := range r.vars {
		if f.Origin() == field.Origin() {
			return ref{kind: refContent, path: cut(r.path, i+1), vars: r.vars[:i+1]}, false
		}
		if memberOf(f, st) {
			times++
		}
	}
	if times > 1 {
		return content(r), false
	}
	vars := append(r.vars[:len(r.vars):len(r.vars)], field)
	return ref{kind: r.kind, path: r.path + strconv.Itoa(index) + ".", vars: vars}, true
}

func memberOf(f *types.Var, st *types.Struct) bool {
	for g := range st.Fields() {
		if f.Origin() == g.Origin() {
			return true
		}
	}
	return false
}

// cut keeps the first n indices of a path.
func cut(path string, n int) string {
	for i := range path {
		if path[i] == '.' {
			if n--; n == 0 {
				return path[:i+1]
			}
		}
	}
	return path
}

// field connects v, a field or its address, that an instruction takes out of x.
func (u *usage) field(v ssa.Value, x ssa.Value, index int, r ref, kind refKind) {
	if r.kind == refContent || r.kind == refOwn {
		u.add(v, r)
		return
	}
	next, ok := u.step(r, x.Type(), index)
	if !ok {
		u.say(UseRead, next, v.Pos(), v.Parent(), "")
		u.add(v, next)
		return
	}
	next.kind = kind
	u.add(v, next)
}

// whole is a use of a value that no narrower rule knows: it is read, with all that it leads to. The receiver itself is
// then out of sight, and so is the address of a field.
func (u *usage) whole(v ssa.Value, r ref, pos token.Pos, fn *ssa.Function, text string) {
	if !pos.IsValid() {
		pos = position(v)
	}
	switch {
	case r.kind == refContent || r.kind == refOwn:
		// Said when it was loaded.
	case r.kind == refAddr:
		u.say(UseAddress, r, pos, fn, text)
	case r.kind == refValue && len(r.vars) == 0 && pointer(v.Type()) && pointer(u.root.Type()):
		u.say(UseEscape, r, pos, fn, text)
	default:
		u.read(v, r, fn)
	}
}

// read notes that the value at the path is read, where the selector stands.
func (u *usage) read(v ssa.Value, r ref, fn *ssa.Function) {
	if r.kind != refContent && r.kind != refOwn {
		u.say(UseRead, r, position(v), fn, "")
	}
}

func pointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// position is where a value stands in the source: the selector for a field, or the nearest thing with a position.
func position(v ssa.Value) token.Pos {
	for range 10 {
		switch x := v.(type) {
		case *ssa.UnOp:
			v = x.X
			continue
		case *ssa.ChangeType:
			if !x.Pos().IsValid() {
				v = x.X
				continue
			}
		case *ssa.Alloc, *ssa.FreeVar, *ssa.Parameter:
			if refs := v.Referrers(); refs != nil {
				for _, in := range *refs {
					if in.Pos().IsValid() {
						return in.Pos()
					}
				}
			}
		}
		break
	}
	if v.Pos().IsValid() {
		return v.Pos()
	}
	if in, ok := v.(ssa.Instruction); ok && in.Parent() != nil {
		return in.Parent().Pos()
	}
	return v.Pos()
}
