package emit

import (
	"go/types"

	"github.com/dave/jennifer/jen"

	"github.com/go-bgkit/bgkit/generator/internal/plan"
)

// assert writes a function that nobody calls and that does not compile when the wrapper no longer fits: the method's
// signature, the types of the captured fields, and the shape of the package's own types that are copied are written out
// and compared. Structs of which single fields are captured are written out field by field: a field that is added to a
// component is often one that the body begins to read. That the body begins to read a field that was there before cannot
// be seen by the compiler: bggen diff sees it.
func (w *wrapper) assert() {
	s := w.file.scope()
	recv := s.name(w.m.RecvName())
	body := []jen.Code{jen.Var().Id("_").Id(w.typ(w.m.Obj.Signature())).Op("=").Id(recv).Dot(w.m.Decl.Name.Name)}
	shapes := map[string]string{}
	for _, n := range append(w.m.Root.Leaves(), w.m.Root) {
		if n.Shared || n.Copy == nil || n.Copy.Kind == plan.Fresh {
			continue
		}
		if n.Field != nil && plan.Unwritable(w.pkg.Types, n.Type) == "" && w.once(n.Path()) {
			body = append(body, jen.Var().Id("_").Op("*").Id(w.typ(n.Type)).Op("=").Op("&").Id(recv).Dot(n.Path()))
		}
		w.shapes(n.Copy.Type, shapes, map[types.Type]bool{})
	}
	body = append(body, w.fieldLists(recv, w.m.Root)...)
	for _, name := range sorted(shapes) {
		if !w.once("shape " + name) {
			continue
		}
		body = append(body, jen.Id("_").Op("=").Parens(jen.Op("*").Id(shapes[name])).Parens(jen.Parens(jen.Op("*").Id(name)).Parens(jen.Nil())))
	}
	w.add([]string{"Does not compile when " + w.m.Wrapper + " is older than what it wraps: run go generate."},
		jen.Func().Id("_"+w.file.typeParams(w.typeParams())).Params(jen.Id(recv).Id(w.star()+w.recvType())).Block(body...))
}

// once reports whether something about the receiver's type is asserted for the first time in the file.
func (w *wrapper) once(what string) bool {
	key := w.recvType() + w.file.typeParams(w.typeParams()) + " " + what
	if w.asserted[key] {
		return false
	}
	w.asserted[key] = true
	return true
}

// fieldLists writes composite literals with the fields of all structs of the package that are captured in parts, in their
// order. They do not compile when a field is added, removed or moved.
func (w *wrapper) fieldLists(recv string, n *plan.Node) []jen.Code {
	if n.Copy != nil || len(n.Kids) == 0 {
		return nil
	}
	t := n.Type
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	var out []jen.Code
	at := recv
	if n.Field != nil {
		at += "." + n.Path()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if ok && named.Obj().Pkg() == w.pkg.Types && plan.Unwritable(w.pkg.Types, t) == "" && w.once("fields "+w.typ(t)) {
		if values := w.fieldList(at, named); values != nil {
			out = append(out, jen.Id("_").Op("=").Id(w.typ(t)).Values(values...))
		}
	}
	for _, k := range n.Kids {
		out = append(out, w.fieldLists(recv, k)...)
	}
	return out
}

// fieldList selects all fields of a struct, or returns nil where one has no name. Those with locks must not be copied,
// not even here.
func (w *wrapper) fieldList(at string, t *types.Named) []jen.Code {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var values []jen.Code
	for f := range st.Fields() {
		switch {
		case f.Name() == "_":
			return nil
		case plan.HasLock(f.Type()):
			values = append(values, jen.Id(w.zeroHelper()).Call(jen.Op("&").Id(at).Dot(f.Name())))
		default:
			values = append(values, jen.Id(at).Dot(f.Name()))
		}
	}
	return values
}

// zeroHelper declares a function that gives a zero value of the type that a pointer leads to.
func (f *file) zeroHelper() string {
	if f.zero == "" {
		f.zero = f.global("bggenZero")
		f.add([]string{f.zero + " stands for a value that cannot be copied."},
			jen.Func().Id(f.zero+"[T any]").Params(jen.Op("*").Id("T")).Params(jen.Id("zero").Id("T")).Block(jen.Return()))
	}
	return f.zero
}

// shapes collects the underlying types of the package's own types that a value holds.
func (w *wrapper) shapes(t types.Type, out map[string]string, seen map[types.Type]bool) {
	if seen[t] {
		return
	}
	seen[t] = true
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if t.Obj().Pkg() != w.pkg.Types || types.IsInterface(t) {
			return
		}
		if t.Origin() != w.m.Type && plan.Unwritable(w.pkg.Types, t.Underlying()) == "" && plan.Unwritable(w.pkg.Types, t) == "" {
			out[w.typ(t)] = w.typ(t.Underlying())
		}
		w.shapes(t.Underlying(), out, seen)
	case *types.Pointer:
		w.shapes(t.Elem(), out, seen)
	case *types.Slice:
		w.shapes(t.Elem(), out, seen)
	case *types.Array:
		w.shapes(t.Elem(), out, seen)
	case *types.Map:
		w.shapes(t.Key(), out, seen)
		w.shapes(t.Elem(), out, seen)
	case *types.Struct:
		for f := range t.Fields() {
			w.shapes(f.Type(), out, seen)
		}
	}
}
