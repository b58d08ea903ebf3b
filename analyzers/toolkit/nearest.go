package toolkit

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// nearest names what the author of a symbol may have meant, for the end of an error message: the type that does have the
// method, when it is only promoted; else the symbols of the package whose names are most like it.
func nearest(pkg *types.Package, sym symbol) string {
	if from := promoted(pkg, sym); from != "" {
		return "; " + from + " declares it: name that type"
	}
	var candidates []string
	want := string(sym.name)
	typ, _ := pkg.Scope().Lookup(string(sym.typ)).(*types.TypeName)
	switch {
	case sym.kind == kindObject:
		for _, name := range pkg.Scope().Names() {
			if _, isVar := pkg.Scope().Lookup(name).(*types.Var); !isVar && pkg.Scope().Lookup(name).Exported() {
				candidates = append(candidates, name)
			}
		}
	case typ == nil: // the type is the mistake
		want = string(sym.typ)
		for _, name := range pkg.Scope().Names() {
			if _, isType := pkg.Scope().Lookup(name).(*types.TypeName); isType && pkg.Scope().Lookup(name).Exported() {
				candidates = append(candidates, name)
			}
		}
	default:
		candidates = declared(typ, sym.kind)
	}
	candidates = slices.DeleteFunc(candidates, func(name string) bool {
		return name == want || distance(want, name) > max(2, len(name)/2)
	})
	if len(candidates) == 0 {
		return ""
	}
	slices.SortFunc(candidates, func(a, b string) int {
		return cmp.Or(cmp.Compare(distance(want, a), distance(want, b)), cmp.Compare(common(want, b), common(want, a)), cmp.Compare(a, b))
	})
	return "; nearest: " + strings.Join(candidates[:min(4, len(candidates))], ", ")
}

// promoted returns the type from which a type has a method or field only by embedding it.
func promoted(pkg *types.Package, sym symbol) string {
	typ, _ := pkg.Scope().Lookup(string(sym.typ)).(*types.TypeName)
	if typ == nil || sym.kind == kindObject || !sym.name.exact() {
		return ""
	}
	obj, index, _ := types.LookupFieldOrMethod(typ.Type(), true, pkg, string(sym.name))
	if obj == nil || len(index) < 2 {
		return ""
	}
	t := typ.Type()
	for _, i := range index[:len(index)-1] {
		st, ok := pointee(t).Underlying().(*types.Struct)
		if !ok {
			return ""
		}
		t = st.Field(i).Type()
	}
	return pointee(t).String()
}

func pointee(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// common is how many letters two names begin with in common.
func common(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// distance is the number of letters to insert, remove or replace that turn a into b, without regard to case.
func distance(a, b string) int {
	return levenshtein.ComputeDistance(strings.ToLower(a), strings.ToLower(b))
}
