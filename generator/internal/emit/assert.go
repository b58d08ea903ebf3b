package emit

import (
	"go/types"
	"sort"

	"github.com/dave/jennifer/jen"

	"github.com/go-bgkit/bgkit/generator/internal/plan"
)

// assert writes a function that nobody calls and that does not compile when the wrapper no longer fits: the method's
// signature, the types of the captured fields, and the shape of the package's own types that are copied are written out
// and compared. That the body reads another field than before cannot be seen by the compiler: bggen diff sees it.
func (w *wrapper) assert() {
	s := w.file.scope()
	recv := s.name(w.m.RecvName())
	body := []jen.Code{jen.Var().Id("_").Id(w.typ(w.m.Obj.Signature())).Op("=").Id(recv).Dot(w.m.Decl.Name.Name)}
	shapes := map[string]string{}
	for _, n := range append(w.m.Root.Leaves(), w.m.Root) {
		if n.Shared || n.Copy == nil || n.Copy.Kind == plan.Fresh {
			continue
		}
		if n.Field != nil && plan.Unwritable(w.pkg.Types, n.Type) == "" {
			body = append(body, jen.Var().Id("_").Op("*").Id(w.typ(n.Type)).Op("=").Op("&").Id(recv).Dot(n.Path()))
		}
		w.shapes(n.Copy.Type, shapes, map[types.Type]bool{})
	}
	keys := make([]string, 0, len(shapes))
	for name := range shapes {
		keys = append(keys, name)
	}
	sort.Strings(keys)
	for _, name := range keys {
		body = append(body, jen.Id("_").Op("=").Parens(jen.Op("*").Id(shapes[name])).Parens(jen.Parens(jen.Op("*").Id(name)).Parens(jen.Nil())))
	}
	name := "_"
	w.add([]string{"Does not compile when " + w.m.Wrapper + " is older than what it wraps: run go generate."},
		jen.Func().Id(name+w.file.typeParams(w.typeParams())).Params(jen.Id(recv).Id(w.star()+w.recvType())).Block(body...))
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
