package toolkit

import (
	"cmp"
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// A Mistake is a symbol that a profile names and that its packages have not.
type Mistake struct {
	File         string // the name of the source
	Line, Column int
	Message      string
	Optional     bool // the profile says that not every version has it
}

func (m *Mistake) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", m.File, m.Line, m.Column, m.Message)
}

func (p place) mistake(format string, args ...any) *Mistake {
	return &Mistake{File: p.file, Line: p.line, Column: p.col, Message: fmt.Sprintf(format, args...)}
}

// Unknown returns the symbols that pkgs ought to have and have not, in the order of the sources: each rule whose conditions
// hold in a package must match something that the package itself declares, and an optional one something in one of pkgs.
// It says nothing about a package that export data holds only a part of.
func (s *Set) Unknown(pkgs ...*types.Package) []*Mistake {
	var found []*Mistake
	optional := make(map[*rule]bool) // whether it matched
	for _, pkg := range pkgs {
		in := s.info(pkg)
		if in == nil || !in.complete {
			continue
		}
		for _, r := range in.rules {
			switch ok := matches(pkg, r.sym); {
			case r.optional:
				optional[r] = optional[r] || ok
			case !ok:
				found = append(found, r.at.mistake("%s has no %s%s", pkg.Path(), r.sym, nearest(pkg, r.sym)))
			default:
				found = append(found, r.unknownMethods(pkg)...)
			}
		}
		for _, e := range in.entries {
			for _, i := range e.entry.profile.interfaces {
				if s.holds(i.conds, e.entry.profile, pkg) {
					found = append(found, i.unknown(e, pkg)...)
				}
			}
		}
	}
	for r, ok := range optional {
		if !ok {
			m := r.at.mistake("no version of %s has %s", r.sym.pkg, r.sym)
			m.Optional = true
			found = append(found, m)
		}
	}
	slices.SortFunc(found, func(a, b *Mistake) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message))
	})
	return found
}

// unknownMethods reports the methods next to its own symbol that a rule names (fired_by, bounded) and the type has not.
func (r *rule) unknownMethods(pkg *types.Package) []*Mistake {
	if r.sym.kind != kindMethod {
		return nil
	}
	names := slices.Clone(r.firedBy)
	if r.bounded != "" && r.bounded != "always" {
		names = append(names, rawText{r.at, r.bounded})
	}
	var found []*Mistake
	for _, name := range names {
		sym := r.sym
		sym.name = pattern(name.text)
		if !matches(pkg, sym) {
			found = append(found, name.mistake("%s has no %s%s", pkg.Path(), sym, nearest(pkg, sym)))
		}
	}
	return found
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

func (r *interfaceRule) unknown(e entryKey, pkg *types.Package) []*Mistake {
	var found []*Mistake
	for _, sym := range r.syms {
		if sym.pkg != e.key {
			continue
		}
		obj, _ := pkg.Scope().Lookup(string(sym.name)).(*types.TypeName)
		if obj == nil || !types.IsInterface(obj.Type()) {
			found = append(found, r.mistake("%s has no interface %s%s", pkg.Path(), sym.name, nearest(pkg, sym)))
			continue
		}
		for _, m := range r.methods {
			if lookupMember(obj, m) == nil {
				found = append(found, r.mistake("%s.%s has no method %s; valid: %s", pkg.Path(), sym.name, m, strings.Join(interfaceMethods(obj), ", ")))
			}
		}
	}
	return found
}

func interfaceMethods(obj *types.TypeName) []string {
	var names []string
	iface := obj.Type().Underlying().(*types.Interface)
	for i := range iface.NumMethods() {
		if m := iface.Method(i); m.Exported() {
			names = append(names, m.Name())
		}
	}
	return names
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
