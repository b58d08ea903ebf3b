package toolkit

import (
	"go/types"
	"slices"
	"strings"
)

// Handlers returns the interfaces, in pkg or in anything that it imports, whose methods a toolkit calls on values of the
// program. They are sorted by package, name and the place of the rule.
func (s *Set) Handlers(pkg *types.Package) []Handler {
	var hs []Handler
	walkImports(pkg, func(q *types.Package) bool {
		for _, e := range s.entries(q) {
			for _, r := range e.entry.profile.interfaces {
				if s.holds(r.conds, e.entry.profile, q) {
					hs = append(hs, r.handlers(e, q)...)
				}
			}
		}
		return true
	})
	slices.SortStableFunc(hs, func(a, b Handler) int {
		if c := strings.Compare(a.Name.Pkg().Path(), b.Name.Pkg().Path()); c != 0 {
			return c
		}
		return strings.Compare(a.Name.Name(), b.Name.Name())
	})
	return hs
}

func (r *interfaceRule) handlers(e entryKey, pkg *types.Package) []Handler {
	var hs []Handler
	for _, sym := range r.syms {
		if sym.pkg != e.key {
			continue
		}
		name, _ := pkg.Scope().Lookup(string(sym.name)).(*types.TypeName)
		if name == nil {
			continue
		}
		iface, ok := name.Type().Underlying().(*types.Interface)
		if !ok {
			continue
		}
		h := Handler{Iface: iface, Name: name, Run: r.run, Results: r.results, Profile: e.entry.profile}
		for i := range iface.NumMethods() {
			m := iface.Method(i)
			if m.Exported() && (r.methods == nil || slices.Contains(r.methods, m.Name())) {
				h.Methods = append(h.Methods, m.Name())
			}
		}
		if len(h.Methods) > 0 {
			slices.Sort(h.Methods)
			hs = append(hs, h)
		}
	}
	return hs
}
