package toolkit

import (
	"path"
	"strings"
)

// A Described is a place in a source that speaks of packages: a package entry, or the first symbol in a package that
// another source lists.
type Described struct {
	File         string // the name of the source
	Line, Column int
	Paths        []string // of the same code, as an entry has them: "x/..." is a tree
}

// Covers reports whether an import path is one of those.
func (d Described) Covers(importPath string) bool {
	for _, p := range d.Paths {
		root, tree := strings.CutSuffix(p, "/...")
		if p == importPath || tree && inTree(importPath, root) {
			return true
		}
	}
	return false
}

// Described returns the packages that a source speaks of.
func (s *Set) Described(source string) []Described {
	var out []Described
	for _, p := range s.profiles {
		here := make(map[string]bool) // entries and packages that were mentioned
		add := func(at place, paths ...string) {
			if !here[paths[0]] {
				here[paths[0]] = true
				out = append(out, Described{at.file, at.line, at.col, paths})
			}
		}
		for _, e := range p.packages {
			if e.file == source && e.path != "std" {
				add(e.place, append([]string{e.path}, e.also...)...)
			}
		}
		for _, r := range p.rules {
			if r.at.file != source {
				continue
			}
			for _, e := range p.packages {
				switch key, ok := e.matchPath(r.sym.pkg); {
				case ok && key == e.path && e.path != "std":
					add(r.at, append([]string{e.path}, e.also...)...)
				case ok && !here[e.path]:
					add(r.at, r.sym.pkg)
				}
			}
		}
	}
	return out
}

// Symbols returns how many symbols a source names.
func (s *Set) Symbols(source string) int {
	n := 0
	for _, p := range s.profiles {
		for _, r := range p.rules {
			if r.at.file == source {
				n++
			}
		}
		for _, i := range p.interfaces {
			if i.file == source {
				n += len(i.syms)
			}
		}
	}
	return n
}

// Text returns the embedded profile of a name as it is written.
func Text(name string) ([]byte, bool) {
	data, err := embedded.ReadFile(path.Join("profiles", name+".yaml"))
	return data, err == nil
}
