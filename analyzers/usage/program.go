package usage

import (
	"go/token"
	"slices"
	"strings"
)

// A Program knows which functions of some packages nothing runs.
//
// It is a must analysis of being dead, made safe by what it takes for a call: every mention of a function by one that is
// not dead itself, by the initialisation of a package, or by a package that no main package imports; every method of a type
// that is put behind an interface, if some interface in sight has a method of that name, or if it is exported and the
// interface is one of a module that was not analysed; every function whose name occurs in a file that this build leaves out.
// Lost is what only looks alive through that: it is reported as before.
type Program struct {
	bodies map[string][]*Body // by file
	alive  map[*Body]bool
	off    map[place]string // what is behind an option that nothing sets
}

// New looks at all packages of a program. elsewhere reports whether a name is mentioned in files that were not analysed.
//
// Where nothing tells what the program is, nothing is dead: without a main package, with main packages that are only
// examples of a library, and with one that has no function main, since files must be missing. Nothing is in a package that no
// main package imports; and the exported functions of one at the top of its module are for other modules to call.
func New(packages []*Package, elsewhere func(name string) bool) *Program {
	p := &Program{bodies: map[string][]*Body{}, alive: map[*Body]bool{}, off: map[place]string{}}
	byPath := map[string]*Package{}
	program, broken := false, false
	for _, pkg := range packages {
		byPath[pkg.Path] = pkg
		program = program || pkg.Main && !example(pkg.Path)
		broken = broken || pkg.Main && !slices.ContainsFunc(pkg.Bodies, func(b *Body) bool { return b.Name == "main" })
	}
	if !program || broken {
		return p
	}
	m := &marking{bodies: map[string]*Body{}, alive: p.alive}
	for _, pkg := range packages {
		for _, b := range pkg.Bodies {
			m.bodies[b.ID] = b
			if b.File != "" {
				p.bodies[b.File] = append(p.bodies[b.File], b)
			}
		}
	}
	m.roots(packages, linked(packages, byPath), elsewhere)
	m.behindInterfaces(packages)
	m.spread()
	p.switchedOff(packages, m.bodies, elsewhere)
	return p
}

// At returns the function that a line stands in, or nil.
func (p *Program) At(file string, line int) *Body {
	for _, b := range p.bodies[file] {
		if b.Line <= line && line <= b.End {
			return b
		}
	}
	return nil
}

// Dead returns the function that a line stands in, if nothing runs it. A Program that is nil knows nothing.
func (p *Program) Dead(file string, line int) *Body {
	if p == nil {
		return nil
	}
	if b := p.At(file, line); b != nil && !p.alive[b] {
		return b
	}
	return nil
}

// example reports whether a main package shows how to use others.
func example(path string) bool {
	return slices.ContainsFunc(strings.Split(path, "/"), func(part string) bool {
		switch strings.TrimLeft(part, "_") {
		case "example", "examples", "demo", "demos", "sample", "samples", "testdata":
			return true
		}
		return false
	})
}

// linked returns the packages that main packages, the examples among them, import. The others may belong to a program whose
// main package is not here: nothing of them is dead, and what they mention is not.
func linked(packages []*Package, byPath map[string]*Package) map[*Package]bool {
	in := map[*Package]bool{}
	var queue []*Package
	for _, pkg := range packages {
		if pkg.Main || pkg.Top {
			in[pkg] = true
			queue = append(queue, pkg)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, path := range queue[0].Imports {
			if dep := byPath[path]; dep != nil && !in[dep] {
				in[dep] = true
				queue = append(queue, dep)
			}
		}
	}
	return in
}

// A marking finds what is alive.
type marking struct {
	bodies map[string]*Body
	alive  map[*Body]bool
	queue  []*Body
}

func (m *marking) mark(b *Body) {
	if b != nil && !m.alive[b] {
		m.alive[b] = true
		m.queue = append(m.queue, b)
	}
}

func (m *marking) roots(packages []*Package, linked map[*Package]bool, elsewhere func(string) bool) {
	for _, pkg := range packages {
		for _, b := range pkg.Bodies {
			if b.Root || !linked[pkg] || pkg.Top && !pkg.Main && b.Exported || elsewhere(last(b.ID)) {
				m.mark(b)
			}
		}
	}
}

// behindInterfaces marks the methods that may be called without being mentioned.
func (m *marking) behindInterfaces(packages []*Package) {
	names := map[string]bool{}
	behind := map[string][]string{} // for each interface, those from which values come to it
	for _, pkg := range packages {
		for _, name := range pkg.Methods {
			names[name] = true
		}
		for _, c := range pkg.Changes {
			behind[c.To] = append(behind[c.To], c.From)
		}
	}
	leaks := map[string]bool{Outside: true}
	for queue := []string{Outside}; len(queue) > 0; queue = queue[1:] {
		for _, from := range behind[queue[0]] {
			if !leaks[from] {
				leaks[from] = true
				queue = append(queue, from)
			}
		}
	}
	for _, pkg := range packages {
		for _, t := range pkg.Types {
			leaked := slices.ContainsFunc(t.Behind, func(name string) bool { return leaks[name] })
			for _, id := range t.Methods {
				if name := last(id); names[name] || leaked && token.IsExported(name) {
					m.mark(m.bodies[id])
				}
			}
		}
	}
}

func (m *marking) spread() {
	for ; len(m.queue) > 0; m.queue = m.queue[1:] {
		for _, id := range m.queue[0].Mentions {
			m.mark(m.bodies[id])
		}
	}
}

// last is the name of a function without its package and type.
func last(id string) string { return id[strings.LastIndexByte(id, '.')+1:] }
