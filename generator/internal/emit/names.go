package emit

import (
	"fmt"
	"go/token"
	"go/types"
	"sort"
	"strings"

	"github.com/go-bgkit/bgkit/generator/internal/load"
)

// names hands out names that shadow nothing. Which packages a file imports is known when it is
// written; when a parameter or variable bears the name of one, it is written again, with these names avoided.
type names struct {
	pkg     *types.Package
	taken   map[string]bool   // of the package, the language and what is written
	imports map[string]string // path -> name in the file
	titles  map[string]string // path -> name of the package
	avoid   map[string]bool   // names of the imports of the first writing
	locals  map[string]bool   // names in functions
}

func newNames(p *load.Package, avoid map[string]bool) *names {
	n := &names{pkg: p.Types, taken: map[string]bool{}, imports: map[string]string{}, titles: map[string]string{}, avoid: avoid, locals: map[string]bool{}}
	for _, name := range types.Universe.Names() {
		n.taken[name] = true
	}
	for _, name := range p.Types.Scope().Names() {
		n.taken[name] = true
	}
	for _, f := range p.Files { // a file's imports and the package's declarations must differ, too
		for _, imp := range f.Imports {
			if imp.Name != nil && imp.Name.Name != "_" && imp.Name.Name != "." {
				n.taken["import "+imp.Name.Name] = true
			}
		}
	}
	// Every wrapper needs these two: they keep their names, and others of that name give way.
	n.std("context", "")
	n.runtime("run", "")
	return n
}

// use imports a package and returns its name in the file.
func (n *names) use(path, title string) string {
	if name, ok := n.imports[path]; ok {
		return name
	}
	name := title
	for i := 2; n.taken[name] || n.importName(name); i++ {
		name = fmt.Sprint(title, i)
	}
	n.imports[path], n.titles[path] = name, title
	return name
}

func (n *names) importName(name string) bool {
	for _, other := range n.imports {
		if other == name {
			return true
		}
	}
	return false
}

// std and runtime import the packages that the wrappers themselves need.
func (n *names) std(path, name string) string {
	return n.use(path, path[strings.LastIndexByte(path, '/')+1:]) + "." + name
}

func (n *names) runtime(pkg, name string) string {
	return n.use(load.Runtime+"/"+pkg, pkg) + "." + name
}

// typ writes a type as it is written in the file.
func (n *names) typ(t types.Type) string { return types.TypeString(t, n.qualify) }

func (n *names) qualify(p *types.Package) string {
	if p == n.pkg {
		return ""
	}
	return n.use(p.Path(), p.Name())
}

// global is a free name of the package, near the wanted one.
func (n *names) global(want string) string {
	name := want
	for i := 2; n.taken[name] || n.taken["import "+name]; i++ {
		name = fmt.Sprint(want, i)
	}
	n.taken[name] = true
	return name
}

// A scope hands out the names inside of one function.
type scope struct {
	*names
	local map[string]bool
}

func (n *names) scope() *scope { return &scope{n, map[string]bool{}} }

// name is a free name in the function, near the wanted one.
func (s *scope) name(want string) string {
	name := want
	for i := 2; s.taken[name] || s.local[name] || s.avoid[name] || token.IsKeyword(name); i++ {
		name = fmt.Sprint(want, i)
	}
	s.local[name], s.locals[name] = true, true
	return name
}

// block writes the imports: the standard library's first.
func (n *names) block() string {
	var std, other []string
	for path, name := range n.imports {
		line := fmt.Sprintf("\t%q\n", path)
		if name != n.titles[path] || name != lastElem(path) {
			line = fmt.Sprintf("\t%s %q\n", name, path)
		}
		if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") || first == n.module() {
			other = append(other, line)
		} else {
			std = append(std, line)
		}
	}
	byPath := func(list []string) {
		sort.Slice(list, func(i, j int) bool {
			return list[i][strings.IndexByte(list[i], '"'):] < list[j][strings.IndexByte(list[j], '"'):]
		})
	}
	byPath(std)
	byPath(other)
	switch {
	case len(std)+len(other) == 0:
		return ""
	case len(std) == 0 || len(other) == 0:
		return "import (\n" + strings.Join(std, "") + strings.Join(other, "") + ")\n\n"
	}
	return "import (\n" + strings.Join(std, "") + "\n" + strings.Join(other, "") + ")\n\n"
}

// module is the first element of the package's own path: modules need no dot in their name.
func (n *names) module() string {
	first, _, _ := strings.Cut(n.pkg.Path(), "/")
	return first
}

// lastElem is the name that a reader expects of a path: without it the import says the name.
func lastElem(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }
