package toolkit

import (
	"fmt"
	"strings"
)

// A pattern is a name with at most one star, which stands for any text.
type pattern string

func (p pattern) exact() bool { return !strings.Contains(string(p), "*") }

func (p pattern) match(name string) bool {
	before, after, star := strings.Cut(string(p), "*")
	if !star {
		return string(p) == name
	}
	return len(name) >= len(before)+len(after) && strings.HasPrefix(name, before) && strings.HasSuffix(name, after)
}

// weight orders patterns: an exact name before one with a star, and among these the one that says more.
func (p pattern) weight() uint64 {
	n := min(uint64(len(p)), 0x7f)
	if p.exact() {
		return 0x80 | n
	}
	return n
}

type symbolKind int

const (
	kindObject symbolKind = iota // a function or a type of the package
	kindMethod
	kindField
)

// A symbol is what a profile writes to name functions, types, methods and fields.
type symbol struct {
	pkg  string // the path as the profile lists it; in a tree ("x/...") the package's own path
	typ  pattern
	name pattern
	kind symbolKind
}

func (s symbol) exact() bool { return s.typ.exact() && s.name.exact() }

func (s symbol) match(kind symbolKind, typ, name string) bool {
	return s.kind == kind && s.name.match(name) && s.typ.match(typ)
}

// rank orders rules by how exact their symbol is. order, the place of the rule in the sources, decides the rest.
func (s symbol) rank(order int) uint64 {
	return s.typ.weight()<<48 | s.name.weight()<<40 | uint64(order)
}

const symbolForms = "path.Func, path.Type, (*path.Type).Method, path.Type.Field"

// parseSymbol reads a symbol whose package is one of packages. Knowing them first is what makes import paths with dots in
// the last element (gopkg.in/yaml.v3) unambiguous, and what finds a misspelled path.
func parseSymbol(text string, packages []*packageEntry) (symbol, error) {
	body, method, kind := text, "", kindObject
	if rest, ok := strings.CutPrefix(text, "("); ok {
		inner, name, ok := strings.Cut(rest, ").")
		if !ok {
			return symbol{}, fmt.Errorf("symbol %q is not complete; valid: %s", text, symbolForms)
		}
		body, method, kind = strings.TrimPrefix(inner, "*"), name, kindMethod
	}
	path, rest := splitPackage(body, packages)
	if path == "" {
		return symbol{}, fmt.Errorf("symbol %q is in no package of this toolkit; valid: %s", text, listPackages(packages))
	}
	s := symbol{pkg: path, name: pattern(rest), kind: kind}
	switch typ, name, dotted := strings.Cut(rest, "."); {
	case kind == kindMethod:
		s.typ, s.name = pattern(rest), pattern(method)
	case dotted:
		s.typ, s.name, s.kind = pattern(typ), pattern(name), kindField
	}
	if (s.kind != kindObject && !validName(s.typ)) || !validName(s.name) {
		return symbol{}, fmt.Errorf("symbol %q has no form that is known; valid: %s", text, symbolForms)
	}
	return s, nil
}

// splitPackage cuts the package's path off a symbol. The longest path wins: a package can lie inside a tree.
func splitPackage(body string, packages []*packageEntry) (path, rest string) {
	for _, e := range packages {
		if p, r, ok := e.cut(body); ok && len(p) > len(path) {
			path, rest = p, r
		}
	}
	return path, rest
}

func listPackages(packages []*packageEntry) string {
	paths := make([]string, len(packages))
	for i, e := range packages {
		paths[i] = e.path
	}
	if len(paths) == 0 {
		return "list its packages first"
	}
	return strings.Join(paths, ", ")
}

// validName reports whether p is an identifier, or one with one star in it.
func validName(p pattern) bool {
	stars := 0
	for i, c := range string(p) {
		switch {
		case c == '*':
			stars++
		case c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c > 0x7f:
		case i > 0 && c >= '0' && c <= '9':
		default:
			return false
		}
	}
	return p != "" && stars <= 1
}
