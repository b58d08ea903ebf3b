package toolkit

import (
	"go/types"
	"strings"
)

// A packageEntry says which packages a profile describes.
type packageEntry struct {
	place
	path string   // exact, "x/..." for x and all below it, or "std"
	also []string // more paths of the same code
	like *shape

	profile *Profile
}

// A shape recognises forks and copies: any package of that name that has these members (Type, Func or Type.Member).
type shape struct {
	name string
	has  []string
}

func (e *packageEntry) tree() (root string, ok bool) { return strings.CutSuffix(e.path, "/...") }

// matchPath reports whether the entry names path, and under which path its symbols are written.
func (e *packageEntry) matchPath(path string) (key string, ok bool) {
	if e.path == path {
		return path, true
	}
	if root, tree := e.tree(); tree && inTree(path, root) || e.path == "std" && IsStd(path) {
		return path, true
	}
	for _, p := range e.also {
		if p == path {
			return e.path, true
		}
	}
	return "", false
}

func inTree(path, root string) bool {
	return strings.HasPrefix(path, root) && (len(path) == len(root) || path[len(root)] == '/')
}

// cut splits path.Name or path.Type.Name if its path is one of the entry's.
func (e *packageEntry) cut(body string) (path, rest string, ok bool) {
	root, tree := e.tree()
	if !tree && e.path != "std" {
		rest, ok = strings.CutPrefix(body, e.path+".")
		return e.path, rest, ok
	}
	if !tree {
		root = ""
	} else if !strings.HasPrefix(body, root+".") && !strings.HasPrefix(body, root+"/") {
		return "", "", false
	}
	// Below a root, the path ends at the first dot of its last element.
	below := body[len(root):]
	slash := strings.LastIndex(below, "/") + 1
	dot := strings.Index(below[slash:], ".")
	if dot < 0 {
		return "", "", false
	}
	path, rest = body[:len(root)+slash+dot], below[slash+dot+1:]
	return path, rest, tree || IsStd(path)
}

// match reports whether pkg has the shape. A package that export data holds only a part of has it when something of it
// is there.
func (s *shape) match(pkg *types.Package) bool {
	if pkg.Name() != s.name {
		return false
	}
	found := 0
	for _, member := range s.has {
		if hasMember(pkg, member) {
			found++
		}
	}
	return found == len(s.has) || found > 0 && !pkg.Complete()
}

// hasMember reports whether pkg has the type, the function, or the method or field Type.Member.
func hasMember(pkg *types.Package, member string) bool {
	name, of, nested := strings.Cut(member, ".")
	obj := pkg.Scope().Lookup(name)
	if obj == nil || !nested {
		return obj != nil
	}
	return lookupMember(obj, of) != nil
}

// lookupMember finds a method or a field of a type, promoted ones included.
func lookupMember(typ types.Object, name string) types.Object {
	if _, ok := typ.(*types.TypeName); !ok {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(typ.Type(), true, typ.Pkg(), name)
	return obj
}

// cleanPath is the import path that a profile would write: without the vendor folder of GOPATH mode and without what the
// go command appends to the path of a test variant.
func cleanPath(path string) string {
	if i := strings.LastIndex(path, "/vendor/"); i >= 0 {
		path = path[i+len("/vendor/"):]
	}
	path, _, _ = strings.Cut(path, " ")
	return path
}

// Packages returns the import paths that the profile describes, as it writes them ("x/..." is a tree), forks excepted that
// only their shape tells.
func (p *Profile) Packages() []string {
	var paths []string
	for _, e := range p.packages {
		paths = append(append(paths, e.path), e.also...)
	}
	return paths
}
