package toolkit

import (
	"go/types"
	"strings"
)

// A condition is a symbol that must exist, or must not.
type condition struct {
	sym symbol
	not bool
}

func parseCondition(text string, packages []*packageEntry) (condition, error) {
	text, not := strings.CutPrefix(text, "!")
	sym, err := parseSymbol(text, packages)
	if err == nil && !sym.exact() {
		err = errStarInCondition
	}
	return condition{sym: sym, not: not}, err
}

// holds evaluates conditions in the packages around pkg, all of which must hold. What cannot be seen, because export data
// has only a part of its package or because no import leads to it, is taken for the newest version: there.
func (s *Set) holds(conds []condition, p *Profile, pkg *types.Package) bool {
	for _, c := range conds {
		exists := true
		if in := s.find(p, c.sym.pkg, pkg); in != nil && in.Complete() {
			exists = declares(in, c.sym)
		}
		if exists == c.not {
			return false
		}
	}
	return true
}

// find returns the package whose symbols p writes under key: pkg itself, or one that it imports.
func (s *Set) find(p *Profile, key string, pkg *types.Package) *types.Package {
	var found *types.Package
	walkImports(pkg, func(q *types.Package) bool {
		for _, e := range s.entries(q) {
			if e.entry.profile == p && e.key == key {
				found = q
			}
		}
		return found == nil
	})
	return found
}

func declares(pkg *types.Package, sym symbol) bool {
	if sym.kind == kindObject {
		return pkg.Scope().Lookup(string(sym.name)) != nil
	}
	obj := pkg.Scope().Lookup(string(sym.typ))
	return obj != nil && lookupMember(obj, string(sym.name)) != nil
}

// walkImports calls visit for pkg and everything that it imports, nearest first, until visit returns false.
func walkImports(pkg *types.Package, visit func(*types.Package) bool) {
	seen := map[*types.Package]bool{pkg: true}
	for queue := []*types.Package{pkg}; len(queue) > 0; queue = queue[1:] {
		if !visit(queue[0]) {
			return
		}
		for _, imp := range queue[0].Imports() {
			if !seen[imp] {
				seen[imp] = true
				queue = append(queue, imp)
			}
		}
	}
}
