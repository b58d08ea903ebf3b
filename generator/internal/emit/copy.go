package emit

import (
	"crypto/sha256"
	"fmt"
	"go/types"
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"

	"github.com/go-bgkit/bgkit/generator/internal/plan"
)

// A helper is a function that copies values of one type.
type helper struct {
	name   string
	cp     *plan.Copy
	params *types.TypeParamList // of the method that needs it
	memo   bool
	code   jen.Code
	doc    string
}

// A copying writes copies inside one function.
type copying struct {
	*file
	scope  *scope
	params *types.TypeParamList
	memo   string // the variable that knows what was copied already; "" until it is needed
}

// assign writes statements that set dst to a copy of src. Both can be addressed.
func (c *copying) assign(dst, src string, cp *plan.Copy) []jen.Code {
	if value := c.value(src, cp); value != "" {
		return []jen.Code{jen.Id(bare(dst)).Op("=").Id(value)}
	}
	switch cp.Kind {
	case plan.ByMethod, plan.Set:
		value := src + "." + cp.Method + "()"
		if cp.Kind == plan.Set {
			value = "new(" + c.typ(cp.Type.Underlying().(*types.Pointer).Elem()) + ").Set(" + bare(src) + ")"
		}
		return []jen.Code{jen.If(jen.Id(bare(src)).Op("!=").Nil()).Block(jen.Id(bare(dst)).Op("=").Id(value))}
	case plan.Atomic:
		return []jen.Code{jen.Id(dst + ".Store(" + src + ".Load())")}
	case plan.Struct:
		var out []jen.Code
		for _, f := range cp.Fields {
			out = append(out, c.assign(dst+"."+f.Var.Name(), src+"."+f.Var.Name(), f.Copy)...)
		}
		return out
	case plan.Array:
		i := c.scope.name("i")
		return []jen.Code{jen.For(jen.Id(i).Op(":=").Range().Id(src)).Block(c.assign(dst+"["+i+"]", src+"["+i+"]", cp.Elem)...)}
	}
	return nil // a lock: the copy has its own
}

// value writes the copy as an expression, or returns "" when it takes statements.
func (c *copying) value(src string, cp *plan.Copy) string {
	switch cp.Kind {
	case plan.Assign:
		return bare(src)
	case plan.CloneSlice:
		return c.std("slices", "Clone") + "(" + bare(src) + ")"
	case plan.CloneMap:
		return c.std("maps", "Clone") + "(" + bare(src) + ")"
	case plan.ByMethod:
		switch {
		case cp.Guard:
			return ""
		case cp.Indirect:
			return "*" + src + "." + cp.Method + "()"
		}
		return src + "." + cp.Method + "()"
	case plan.ByFunc:
		name := cp.Object.Name()
		if cp.Object.Pkg() != c.pkg {
			name = c.use(cp.Object.Pkg().Path(), cp.Object.Pkg().Name()) + "." + name
		}
		return name + "(" + bare(src) + ")"
	case plan.Slice, plan.Map, plan.Pointer:
		return c.call(bare(src), cp)
	}
	return ""
}

// bare takes the parentheses off a dereferenced variable that stands alone.
func bare(x string) string {
	if strings.HasPrefix(x, "(*") && strings.IndexByte(x, ')') == len(x)-1 {
		return x[1 : len(x)-1]
	}
	return x
}

// call writes the call of a type's helper.
func (c *copying) call(src string, cp *plan.Copy) string {
	h := c.helper(cp, c.params)
	name := h.name
	if h.params.Len() > 0 {
		var args []string
		for i := range h.params.Len() {
			args = append(args, h.params.At(i).Obj().Name())
		}
		name += "[" + strings.Join(args, ", ") + "]"
	}
	if !h.memo {
		return name + "(" + src + ")"
	}
	if c.memo == "" {
		c.memo = c.scope.name("copied")
	}
	return name + "(" + src + ", " + c.memo + ")"
}

// helper returns the helper of a type. Those of generic methods have the methods' type parameters where the type
// mentions them.
func (f *file) helper(cp *plan.Copy, params *types.TypeParamList) *helper {
	if params.Len() > 0 && !mentionsParams(cp.Type) {
		params = nil
	}
	key := f.typ(cp.Type)
	if params.Len() > 0 {
		key += " " + f.typeParams(params)
	}
	if h := f.helpers[key]; h != nil {
		return h
	}
	h := &helper{name: f.global("bggenCopy" + mangle(f.typ(cp.Type))), cp: cp, params: params, memo: remembers(cp)}
	f.helpers[key] = h
	h.write(f)
	return h
}

// typeParams writes a list of type parameters with their constraints.
func (n *names) typeParams(params *types.TypeParamList) string {
	if params.Len() == 0 {
		return ""
	}
	var list []string
	for i := range params.Len() {
		p := params.At(i)
		list = append(list, p.Obj().Name()+" "+n.typ(p.Constraint()))
	}
	return "[" + strings.Join(list, ", ") + "]"
}

// write makes the helper's declaration.
func (h *helper) write(f *file) {
	c := &copying{file: f, scope: f.scope(), params: h.params}
	from, to := c.scope.name("from"), c.scope.name("to")
	t := f.typ(h.cp.Type)
	params := []jen.Code{jen.Id(from).Id(t)}
	if h.memo {
		c.memo = c.scope.name("copied")
		params = append(params, jen.Id(c.memo).Id("map[any]any"))
	}
	body := []jen.Code{jen.If(jen.Id(from).Op("==").Nil()).Block(jen.Return(jen.Nil()))}
	var key, make string
	switch h.cp.Kind {
	case plan.Pointer:
		key = from
		make = "new(" + f.typ(h.cp.Type.Underlying().(*types.Pointer).Elem()) + ")"
		if _, plain := types.Unalias(h.cp.Type).(*types.Pointer); !plain {
			make = t + "(" + make + ")"
		}
		h.doc = "copies what a pointer leads to, and each thing once."
	case plan.Slice:
		if recursive(h.cp) {
			body = append(body, jen.If(jen.Len(jen.Id(from)).Op("==").Lit(0)).Block(jen.Return(jen.Id(t+"{}"))))
			key = "[2]any{&" + from + "[0], len(" + from + ")}"
		}
		make = "make(" + t + ", len(" + from + "))"
		h.doc = "copies a slice and its elements."
	case plan.Map:
		if recursive(h.cp) {
			key = f.std("reflect", "ValueOf") + "(" + from + ").UnsafePointer()"
		}
		make = "make(" + t + ", len(" + from + "))"
		h.doc = "copies a map and its elements."
	}
	if key != "" {
		name := key
		if h.cp.Kind != plan.Pointer {
			name = c.scope.name("key")
			body = append(body, jen.Id(name).Op(":=").Id(key))
		}
		known, ok := c.scope.name("known"), c.scope.name("ok")
		body = append(body, jen.If(jen.List(jen.Id(known), jen.Id(ok)).Op(":=").Id(c.memo+"["+name+"]"), jen.Id(ok)).Block(jen.Return(jen.Id(known+".("+t+")"))))
		body = append(body, jen.Id(to).Op(":=").Id(make), jen.Id(c.memo+"["+name+"]").Op("=").Id(to))
	} else {
		body = append(body, jen.Id(to).Op(":=").Id(make))
	}
	body = append(body, c.elements(from, to, h.cp)...)
	body = append(body, jen.Return(jen.Id(to)))
	h.code = jen.Func().Id(h.name + f.typeParams(h.params)).Params(params...).Id(t).Block(body...)
}

// elements copies what is inside.
func (c *copying) elements(from, to string, cp *plan.Copy) []jen.Code {
	switch cp.Kind {
	case plan.Pointer:
		if cp.Elem.Kind == plan.Struct {
			return c.assign(to, from, cp.Elem)
		}
		return c.assign("(*"+to+")", "(*"+from+")", cp.Elem)
	case plan.Slice:
		i := c.scope.name("i")
		return []jen.Code{jen.For(jen.Id(i).Op(":=").Range().Id(from)).Block(c.assign(to+"["+i+"]", from+"["+i+"]", cp.Elem)...)}
	}
	k, v := c.scope.name("k"), c.scope.name("v")
	var body []jen.Code
	part := func(name string, cp *plan.Copy) string {
		if value := c.value(name, cp); value != "" {
			return value
		}
		copied := c.scope.name(name)
		body = append(body, jen.Var().Id(copied).Id(c.typ(cp.Type)))
		body = append(body, c.assign(copied, name, cp)...)
		return copied
	}
	key, elem := part(k, cp.Key), part(v, cp.Elem)
	body = append(body, jen.Id(to+"["+key+"]").Op("=").Id(elem))
	return []jen.Code{jen.For(jen.List(jen.Id(k), jen.Id(v)).Op(":=").Range().Id(from)).Block(body...)}
}

// writeHelpers appends the helpers in the order of their names.
func (f *file) writeHelpers() {
	byName := map[string]*helper{}
	for _, h := range f.helpers {
		byName[h.name] = h
	}
	for _, name := range sorted(byName) {
		f.add([]string{name + " " + byName[name].doc}, byName[name].code)
	}
}

// remembers reports whether a copy meets pointers, or slices and maps that can contain themselves: what was copied must
// then be remembered, so that what is shared stays shared and cycles end.
func remembers(cp *plan.Copy) bool {
	return reaches(cp, func(c *plan.Copy) bool {
		return c.Kind == plan.Pointer || (c.Kind == plan.Slice || c.Kind == plan.Map) && recursive(c)
	})
}

// recursive reports whether a type leads back to itself.
func recursive(cp *plan.Copy) bool {
	for _, next := range parts(cp) {
		if reaches(next, func(c *plan.Copy) bool { return c == cp }) {
			return true
		}
	}
	return false
}

func parts(cp *plan.Copy) []*plan.Copy {
	var out []*plan.Copy
	if cp.Key != nil {
		out = append(out, cp.Key)
	}
	if cp.Elem != nil {
		out = append(out, cp.Elem)
	}
	for _, f := range cp.Fields {
		out = append(out, f.Copy)
	}
	return out
}

func reaches(cp *plan.Copy, want func(*plan.Copy) bool) bool {
	seen := map[*plan.Copy]bool{}
	var walk func(*plan.Copy) bool
	walk = func(c *plan.Copy) bool {
		if seen[c] {
			return false
		}
		seen[c] = true
		if want(c) {
			return true
		}
		for _, p := range parts(c) {
			if walk(p) {
				return true
			}
		}
		return false
	}
	return walk(cp)
}

// mentionsParams reports whether a type is written with type parameters.
func mentionsParams(t types.Type) bool {
	found := false
	var walk func(types.Type)
	seen := map[types.Type]bool{}
	walk = func(t types.Type) {
		if found || seen[t] {
			return
		}
		seen[t] = true
		switch t := types.Unalias(t).(type) {
		case *types.TypeParam:
			found = true
		case *types.Named:
			for i := range t.TypeArgs().Len() {
				walk(t.TypeArgs().At(i))
			}
		case *types.Pointer:
			walk(t.Elem())
		case *types.Slice:
			walk(t.Elem())
		case *types.Array:
			walk(t.Elem())
		case *types.Chan:
			walk(t.Elem())
		case *types.Map:
			walk(t.Key())
			walk(t.Elem())
		case *types.Struct:
			for f := range t.Fields() {
				walk(f.Type())
			}
		case *types.Signature:
			for v := range t.Params().Variables() {
				walk(v.Type())
			}
			for v := range t.Results().Variables() {
				walk(v.Type())
			}
		}
	}
	walk(t)
	return found
}

// mangle makes a piece of an identifier of a type: *Node is PtrNode, []*Node is SlicePtrNode. Long ones end in a hash.
func mangle(t string) string {
	t = strings.NewReplacer("map[", " map ", "[]", " slice ", "*", " ptr ", "struct{", " struct ").Replace(t)
	var out strings.Builder
	upper := true
	for _, r := range t {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			upper = true
		case upper:
			out.WriteRune(unicode.ToUpper(r))
			upper = false
		default:
			out.WriteRune(r)
		}
	}
	if s := out.String(); len(s) <= 40 {
		return s
	}
	return fmt.Sprintf("%s%x", out.String()[:24], sha256.Sum256([]byte(t)))[:32]
}
