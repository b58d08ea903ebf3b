package plan

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/affinity/crossing"
	"github.com/go-bgkit/bgkit/generator/internal/load"
)

// A Signature is a method's parameters and results as the wrapper treats them.
type Signature struct {
	Context  bool // the first parameter is a context; it is not in Params
	Params   []*types.Var
	Variadic bool
	Results  []*types.Var // without a last error
	Fields   []string     // of the struct of results, where there are several
	Err      bool         // the last result is an error
}

// signature reads a method's signature and refuses types that another file of the package cannot write.
func (b *builder) signature(m *Method) {
	sig := m.Obj.Signature()
	m.Sig.Variadic = sig.Variadic()
	for i := range sig.Params().Len() {
		v := sig.Params().At(i)
		if i == 0 && crossing.TypeKey(v.Type()) == "context.Context" {
			m.Sig.Context = true
			continue
		}
		m.Sig.Params = append(m.Sig.Params, v)
		b.writable(m, v, "parameter")
	}
	var names []string
	n := sig.Results().Len()
	for i := range n {
		v := sig.Results().At(i)
		if i == n-1 && types.Identical(v.Type(), types.Universe.Lookup("error").Type()) {
			m.Sig.Err = true
			continue
		}
		m.Sig.Results = append(m.Sig.Results, v)
		names = append(names, v.Name())
		b.writable(m, v, "result")
	}
	m.Sig.Fields = load.FieldNames(names)
}

func (b *builder) writable(m *Method, v *types.Var, what string) {
	if why := Unwritable(b.Types, v.Type()); why != "" {
		b.Problem(posOr(v.Pos(), m.Decl.Pos()), fmt.Sprintf("the %s's type %s cannot be written in another file: %s; give it a name in this package", what, b.copies.name(v.Type()), why))
	}
}

func posOr(pos, other token.Pos) token.Pos {
	if pos.IsValid() {
		return pos
	}
	return other
}

// Unwritable says why a type cannot be written down in a package, or "".
func Unwritable(pkg *types.Package, t types.Type) string {
	return unwritable(pkg, t, map[types.Type]bool{})
}

func unwritable(pkg *types.Package, t types.Type, seen map[types.Type]bool) string {
	if t == nil || seen[t] {
		return ""
	}
	seen[t] = true
	all := func(parts ...types.Type) string {
		for _, p := range parts {
			if why := unwritable(pkg, p, seen); why != "" {
				return why
			}
		}
		return ""
	}
	switch t := t.(type) {
	case *types.Alias:
		return unwritableName(pkg, t.Obj(), t.TypeArgs(), seen)
	case *types.Named:
		return unwritableName(pkg, t.Obj(), t.TypeArgs(), seen)
	case *types.Map:
		return all(t.Key(), t.Elem())
	case interface{ Elem() types.Type }: // pointer, slice, array, channel
		return all(t.Elem())
	case *types.Signature:
		return all(t.Params(), t.Results())
	case *types.Tuple:
		for v := range t.Variables() {
			if why := all(v.Type()); why != "" {
				return why
			}
		}
	case *types.Struct:
		for f := range t.Fields() {
			if !f.Exported() && f.Pkg() != pkg {
				return "its field " + f.Name() + " is not exported"
			}
			if why := all(f.Type()); why != "" {
				return why
			}
		}
	case *types.Interface:
		for m := range t.ExplicitMethods() {
			if !m.Exported() && m.Pkg() != pkg {
				return "its method " + m.Name() + " is not exported"
			}
			if why := all(m.Type()); why != "" {
				return why
			}
		}
	}
	return ""
}

// unwritableName is unwritable for a type with a name.
func unwritableName(pkg *types.Package, obj *types.TypeName, args *types.TypeList, seen map[types.Type]bool) string {
	switch {
	case obj.Pkg() == nil:
	case obj.Pkg() != pkg && !obj.Exported():
		return obj.Pkg().Name() + "." + obj.Name() + " is not exported"
	case obj.Pkg() != pkg && internalTo(obj.Pkg().Path(), pkg.Path()):
		return obj.Pkg().Path() + " is internal to others"
	case obj.Parent() != nil && obj.Parent() != obj.Pkg().Scope():
		return obj.Name() + " is declared inside a function"
	}
	for arg := range args.Types() {
		if why := unwritable(pkg, arg, seen); why != "" {
			return why
		}
	}
	return ""
}

// internalTo reports whether a package is internal to a tree that the importing one is not in.
func internalTo(path, from string) bool {
	i := strings.LastIndex("/"+path+"/", "/internal/")
	if i < 0 {
		return false
	}
	root := strings.TrimSuffix(path[:max(0, i-1)], "/")
	return from != root && !strings.HasPrefix(from, root+"/")
}
