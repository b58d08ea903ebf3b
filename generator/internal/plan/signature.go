package plan

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"

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
		if i == 0 && typeKey(v.Type()) == "context.Context" {
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
	if seen[t] {
		return ""
	}
	seen[t] = true
	named := func(obj *types.TypeName, args *types.TypeList) string {
		if obj.Pkg() != nil && obj.Pkg() != pkg {
			if !obj.Exported() {
				return obj.Pkg().Name() + "." + obj.Name() + " is not exported"
			}
			if internalTo(obj.Pkg().Path(), pkg.Path()) {
				return obj.Pkg().Path() + " is internal to others"
			}
		}
		if obj.Parent() != nil && obj.Pkg() != nil && obj.Parent() != obj.Pkg().Scope() {
			return obj.Name() + " is declared inside a function"
		}
		for i := range args.Len() {
			if why := unwritable(pkg, args.At(i), seen); why != "" {
				return why
			}
		}
		return ""
	}
	switch t := t.(type) {
	case *types.Alias:
		return named(t.Obj(), t.TypeArgs())
	case *types.Named:
		return named(t.Obj(), t.TypeArgs())
	case *types.Pointer:
		return unwritable(pkg, t.Elem(), seen)
	case *types.Slice:
		return unwritable(pkg, t.Elem(), seen)
	case *types.Array:
		return unwritable(pkg, t.Elem(), seen)
	case *types.Chan:
		return unwritable(pkg, t.Elem(), seen)
	case *types.Map:
		if why := unwritable(pkg, t.Key(), seen); why != "" {
			return why
		}
		return unwritable(pkg, t.Elem(), seen)
	case *types.Signature:
		if why := unwritable(pkg, t.Params(), seen); why != "" {
			return why
		}
		return unwritable(pkg, t.Results(), seen)
	case *types.Tuple:
		for v := range t.Variables() {
			if why := unwritable(pkg, v.Type(), seen); why != "" {
				return why
			}
		}
	case *types.Struct:
		for f := range t.Fields() {
			if !f.Exported() && f.Pkg() != pkg {
				return "its field " + f.Name() + " is not exported"
			}
			if why := unwritable(pkg, f.Type(), seen); why != "" {
				return why
			}
		}
	case *types.Interface:
		for m := range t.ExplicitMethods() {
			if !m.Exported() && m.Pkg() != pkg {
				return "its method " + m.Name() + " is not exported"
			}
			if why := unwritable(pkg, m.Type(), seen); why != "" {
				return why
			}
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
