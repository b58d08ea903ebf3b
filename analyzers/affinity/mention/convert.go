package mention

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/toolkit"
	"github.com/go-bgkit/bgkit/analyzers/usage"
)

// typeParameter stands for the interface that a generic body knows its type arguments by.
const typeParameter = "type parameter"

// conversions lists the types that the package puts behind interfaces, and the interfaces that it changes for others.
func (l *lister) conversions() {
	for _, in := range l.Instructions() {
		switch in := in.(type) {
		case *ssa.MakeInterface:
			if _, ok := types.Unalias(in.X.Type()).(*types.TypeParam); ok {
				l.change(typeParameter, l.name(in.Type()))
			} else {
				l.put(in.X.Type(), l.name(in.Type()))
			}
		case *ssa.ChangeInterface:
			l.change(l.name(in.X.Type()), l.name(in.Type()))
		case *ssa.TypeAssert:
			if types.IsInterface(in.AssertedType) {
				l.change(l.name(in.X.Type()), l.name(in.AssertedType))
			}
		}
	}
	for _, inst := range l.Pass.TypesInfo.Instances {
		for t := range inst.TypeArgs.Types() {
			if !types.IsInterface(t) {
				l.put(t, typeParameter)
			}
		}
	}
	for _, t := range l.types {
		if len(t.Methods) > 0 {
			slices.Sort(t.Behind)
			l.out.Types = append(l.out.Types, *t)
		}
	}
	slices.SortFunc(l.out.Types, func(a, b usage.Type) int { return slices.Compare(a.Methods, b.Methods) })
	slices.SortFunc(l.out.Changes, func(a, b usage.Change) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
}

func (l *lister) change(from, to string) {
	c := usage.Change{From: from, To: to}
	if from != to && from != usage.Outside && !slices.Contains(l.out.Changes, c) {
		l.out.Changes = append(l.out.Changes, c)
	}
}

// name is the name of an interface of the program or its toolkits; Outside for others. Its methods are noted.
func (l *lister) name(t types.Type) string {
	l.interfaceMethods(t)
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		if it, ok := t.Underlying().(*types.Interface); ok && it.NumMethods() > 0 {
			return it.String()
		}
		return usage.Outside
	}
	pkg := n.Obj().Pkg()
	if pkg == nil || !l.inside(pkg) && l.Set.Owner(pkg) == nil {
		return usage.Outside
	}
	return pkg.Path() + "." + n.Obj().Name()
}

// inside reports whether a package belongs to the module.
func (l *lister) inside(pkg *types.Package) bool {
	if m := l.Pass.Module; m != nil && m.Path != "" {
		return pkg == l.Pass.Pkg || pkg.Path() == m.Path || strings.HasPrefix(pkg.Path(), m.Path+"/")
	}
	return !toolkit.IsStd(pkg.Path())
}

// put notes that a type is behind an interface, and where that is Outside, what its exported fields and elements lead to:
// reflection follows them.
func (l *lister) put(t types.Type, behind string) {
	n, ok := types.Unalias(deref(t)).(*types.Named)
	if ok && n.Obj().Pkg() != nil && toolkit.IsStd(n.Obj().Pkg().Path()) {
		return
	}
	key := types.TypeString(deref(t), nil)
	known := l.types[key]
	if known == nil {
		known = &usage.Type{Methods: methods(t)}
		l.types[key] = known
	}
	if slices.Contains(known.Behind, behind) {
		return
	}
	known.Behind = append(known.Behind, behind)
	if behind == usage.Outside {
		l.parts(deref(t).Underlying())
	}
}

// parts puts the types that the exported fields and the elements of one lead to behind Outside.
func (l *lister) parts(t types.Type) {
	part := func(t types.Type) {
		if types.IsInterface(t) {
			l.change(l.name(t), usage.Outside)
		} else {
			l.put(t, usage.Outside)
		}
	}
	switch t := t.(type) {
	case *types.Struct:
		for f := range t.Fields() {
			if f.Exported() {
				part(f.Type())
			}
		}
	case *types.Map:
		part(t.Key())
		part(t.Elem())
	case interface{ Elem() types.Type }: // pointers, slices, arrays, channels
		part(t.Elem())
	}
}

func methods(t types.Type) []string {
	var out []string
	set := types.NewMethodSet(types.NewPointer(deref(t)))
	for sel := range set.Methods() {
		if fn, ok := sel.Obj().(*types.Func); ok && fn.Pkg() != nil && !toolkit.IsStd(fn.Pkg().Path()) {
			out = append(out, id(fn))
		}
	}
	return out
}

func deref(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}
