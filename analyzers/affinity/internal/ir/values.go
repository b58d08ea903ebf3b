package ir

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"
	"time"

	"golang.org/x/tools/go/ssa"
)

// Deref is what a pointer points to; other types are themselves.
func Deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// Captured reports whether a literal refers to the variable. A method value holds the object, not the variable.
func Captured(a *ssa.Alloc) bool {
	for _, ref := range *a.Referrers() {
		if mc, ok := ref.(*ssa.MakeClosure); ok && !strings.HasPrefix(mc.Fn.(*ssa.Function).Synthetic, "bound method") {
			return true
		}
	}
	return false
}

// ParamCopy reports whether a variable is a parameter that literals capture: the receiver of a value method is a copy
// that nobody else has.
func ParamCopy(a *ssa.Alloc) bool {
	for _, v := range StoredIn(a) {
		if _, ok := v.(*ssa.Parameter); ok {
			return true
		}
	}
	return false
}

// FromTimer reports whether a channel is that of a timer: time.After(d), t.C.
func FromTimer(ch ssa.Value) bool {
	switch ch := ch.(type) {
	case *ssa.Call:
		if fn := ch.Call.StaticCallee(); fn != nil {
			return PkgPath(fn) == "time"
		}
	case *ssa.UnOp:
		if fa, ok := ch.X.(*ssa.FieldAddr); ok {
			owner, _ := StructOf(fa.X.Type())
			return owner != nil && owner.Pkg() != nil && owner.Pkg().Path() == "time"
		}
	}
	return false
}

// Unused reports whether nothing reads a value.
func Unused(v ssa.Value) bool {
	refs := v.Referrers()
	return refs == nil || len(*refs) == 0
}

// AlignArgs lets arguments stand under parameters: a method value's call has no receiver.
func AlignArgs(args []ssa.Value, params int) []ssa.Value {
	switch {
	case len(args) == params:
		return args
	case len(args) == params-1:
		return append([]ssa.Value{nil}, args...)
	}
	return make([]ssa.Value, params)
}

// SameAddress reports whether two addresses are the same variable, or the same field of what looks like the same object.
func SameAddress(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	fa, ok := a.(*ssa.FieldAddr)
	fb, okb := b.(*ssa.FieldAddr)
	if ok && okb {
		return fa.Field == fb.Field && (fa.X == fb.X || SameAddress(LoadedFrom(fa.X), LoadedFrom(fb.X)))
	}
	return false
}

// LoadedFrom is the address that a value is loaded from, or else the value.
func LoadedFrom(v ssa.Value) ssa.Value {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		return load.X
	}
	return v
}

// Outermost is the object that a field belongs to, through structs that it holds by value.
func Outermost(fa *ssa.FieldAddr) ssa.Value {
	for {
		inner, ok := fa.X.(*ssa.FieldAddr)
		if !ok {
			return fa.X
		}
		fa = inner
	}
}

// ConstDuration is a constant as a duration.
func ConstDuration(c *ssa.Const) (time.Duration, bool) {
	if c.Value == nil || c.Value.Kind() != constant.Int {
		return 0, false
	}
	n, exact := constant.Int64Val(c.Value)
	return time.Duration(n), exact
}

// FromContext reports whether a channel is a context's Done.
func FromContext(ch ssa.Value) bool {
	call, ok := ch.(*ssa.Call)
	return ok && call.Call.IsInvoke() && call.Call.Method.Name() == "Done"
}

// LiteralElements returns what is stored in the elements of an array or slice literal of this function, given the address
// of one of them. The literal is new, what it holds need not be.
func LiteralElements(addr ssa.Value) []ssa.Value {
	ia, ok := addr.(*ssa.IndexAddr)
	if !ok {
		return nil
	}
	base := ia.X
	if sl, ok := base.(*ssa.Slice); ok {
		base = sl.X
	}
	a, ok := base.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var out []ssa.Value
	for _, ref := range *a.Referrers() {
		elem, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, use := range *elem.Referrers() {
			if st, ok := use.(*ssa.Store); ok && st.Addr == elem {
				out = append(out, st.Val)
			}
		}
	}
	return out
}

// Reference reports whether values of a type share what they lead to with their copies.
func Reference(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array, *types.Basic:
		return false
	}
	return true
}

// StoredIn returns the values that are stored into a variable.
func StoredIn(a *ssa.Alloc) []ssa.Value {
	var out []ssa.Value
	for _, ref := range *a.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Addr == a {
			out = append(out, st.Val)
		}
	}
	return out
}

// NilConst reports whether a value is nil.
func NilConst(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}
