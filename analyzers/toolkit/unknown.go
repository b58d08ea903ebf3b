package toolkit

import (
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// Unknown reports the symbols that pkgs ought to have and have not: each rule whose conditions hold in a package must
// match something that the package itself declares, and an optional one something in one of pkgs. It says nothing about a
// package that export data holds only a part of.
func (s *Set) Unknown(pkgs ...*types.Package) []error {
	var errs []error
	optional := make(map[*rule]bool) // whether it matched
	for _, pkg := range pkgs {
		in := s.info(pkg)
		if in == nil || !in.complete {
			continue
		}
		for _, r := range in.rules {
			switch found := matches(pkg, r.sym); {
			case r.optional:
				optional[r] = optional[r] || found
			case !found:
				errs = append(errs, r.at.errorf("%s has no %s", pkg.Path(), r.sym))
			}
		}
		for _, e := range in.entries {
			for _, i := range e.entry.profile.interfaces {
				if s.holds(i.conds, e.entry.profile, pkg) {
					errs = append(errs, i.unknown(e, pkg)...)
				}
			}
		}
	}
	for r, found := range optional {
		if !found {
			errs = append(errs, r.at.errorf("no version of %s has %s", r.sym.pkg, r.sym))
		}
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errs
}

func (s symbol) String() string {
	switch s.kind {
	case kindMethod:
		return fmt.Sprintf("method (%s).%s", s.typ, s.name)
	case kindField:
		return fmt.Sprintf("field %s.%s", s.typ, s.name)
	}
	return fmt.Sprintf("function or type %s", s.name)
}

// matches reports whether something that pkg declares has the symbol. Promoted methods and fields do not count: a call
// resolves to the type that declares them, so a rule for the outer type would never be found.
func matches(pkg *types.Package, sym symbol) bool {
	for _, name := range pkg.Scope().Names() {
		obj := pkg.Scope().Lookup(name)
		if sym.kind == kindObject {
			_, isVar := obj.(*types.Var)
			if obj.Exported() && !isVar && sym.name.match(name) {
				return true
			}
			continue
		}
		typ, ok := obj.(*types.TypeName)
		if !ok || typ.IsAlias() || !sym.typ.match(name) {
			continue
		}
		for _, member := range declared(typ, sym.kind) {
			if sym.name.match(member) {
				return true
			}
		}
	}
	return false
}

// declared returns the names of the methods or the fields that a type itself declares.
func declared(typ *types.TypeName, kind symbolKind) []string {
	named, ok := typ.Type().(*types.Named)
	if !ok {
		return nil
	}
	var names []string
	if st, ok := named.Underlying().(*types.Struct); ok && kind == kindField {
		for i := range st.NumFields() {
			names = append(names, st.Field(i).Name())
		}
	}
	if kind != kindMethod {
		return names
	}
	for i := range named.NumMethods() {
		names = append(names, named.Method(i).Name())
	}
	if iface, ok := named.Underlying().(*types.Interface); ok {
		for i := range iface.NumExplicitMethods() {
			names = append(names, iface.ExplicitMethod(i).Name())
		}
	}
	return names
}

func (r *interfaceRule) unknown(e entryKey, pkg *types.Package) []error {
	var errs []error
	for _, sym := range r.syms {
		if sym.pkg != e.key {
			continue
		}
		obj, _ := pkg.Scope().Lookup(string(sym.name)).(*types.TypeName)
		if obj == nil || !types.IsInterface(obj.Type()) {
			errs = append(errs, r.errorf("%s has no interface %s", pkg.Path(), sym.name))
			continue
		}
		for _, m := range r.methods {
			if lookupMember(obj, m) == nil {
				errs = append(errs, r.errorf("%s.%s has no method %s", pkg.Path(), sym.name, m))
			}
		}
	}
	return errs
}

// Packages returns the paths of all packages that rules name, sorted.
func (s *Set) Packages() []string {
	paths := make(map[string]bool)
	for _, p := range s.profiles {
		for _, r := range p.rules {
			paths[r.sym.pkg] = true
		}
		for _, i := range p.interfaces {
			for _, sym := range i.syms {
				paths[sym.pkg] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(paths))
}
