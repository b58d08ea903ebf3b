package toolkits

import (
	"go/types"
	"os"
	"strings"
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/toolkit"
	"golang.org/x/tools/go/packages"
)

// unavailable are packages of profiles whose symbols were read in the source: no proxy had them at the time of writing.
var unavailable = []string{
	"fyne.io/x/fyne/",
	"github.com/Jeffail/tunny",
}

// load returns the packages with the types of their export data, as go vet shows them to an analyzer.
func load(t *testing.T, dir string, patterns ...string) map[string]*types.Package {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{
		Dir:  dir,
		Mode: packages.NeedName | packages.NeedImports | packages.NeedTypes | packages.NeedExportFile,
		Env:  append(os.Environ(), "CGO_ENABLED=0"),
	}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]*types.Package)
	for _, p := range pkgs {
		for _, err := range p.Errors {
			t.Errorf("%s: %v", p.PkgPath, err)
		}
		if p.Types != nil {
			found[p.PkgPath] = p.Types
		}
	}
	return found
}

// imports returns what the package in dir imports.
func imports(t *testing.T, dir string) []string {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Dir: dir, Mode: packages.NeedName | packages.NeedImports}, ".")
	if err != nil || len(pkgs) != 1 {
		t.Fatal(len(pkgs), err)
	}
	var paths []string
	for path := range pkgs[0].Imports {
		paths = append(paths, path)
	}
	return paths
}

// TestEverySymbolExists: a rule for a symbol that the toolkit has not, or has no more, is a rule that nobody obeys. The
// versions in old show what holds before the rules of a toolkit changed.
func TestEverySymbolExists(t *testing.T) {
	set := toolkit.Default()
	var own, std []string
	for _, path := range set.Packages() {
		switch {
		case toolkit.IsStd(path):
			std = append(std, path)
		case strings.HasPrefix(path, "github.com/go-bgkit/bgkit/"):
			own = append(own, path)
		}
	}
	known := make(map[string]bool)
	var pkgs []*types.Package
	for _, pkg := range sources(t) {
		known[pkg.Path()] = true
		pkgs = append(pkgs, pkg)
	}
	for _, found := range []map[string]*types.Package{
		load(t, ".", append(imports(t, "."), std...)...),
		load(t, "old", imports(t, "old")...),
		load(t, "../../..", own...),
	} {
		for path, pkg := range found {
			known[path] = true
			pkgs = append(pkgs, pkg)
		}
	}
	for _, err := range set.Unknown(pkgs...) {
		t.Error(err)
	}
	for _, path := range set.Packages() {
		if !known[path] && !hasPrefix(path, unavailable) {
			t.Errorf("no package %s was loaded: its symbols are not checked", path)
		}
	}
}

func hasPrefix(path string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(path, p) {
			return true
		}
	}
	return false
}
