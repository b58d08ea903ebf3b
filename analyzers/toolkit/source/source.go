// Package source loads packages from their source alone: without compiling anything, without C headers, and for another
// operating system where a toolkit needs one. That is enough to know what a package declares, which is what a profile is
// held against; function bodies are not looked at. The analyzers do not use it.
package source

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"slices"

	"golang.org/x/tools/go/packages"
)

// Config says where and how to look.
type Config struct {
	Dir  string   // in the module whose requirements count; "" is here
	Env  []string // added to the environment: "GOOS=windows"
	Tags string   // build tags, separated by commas
}

// Load returns the packages that match the patterns, sorted by path, and what is wrong with them. A package that imports
// something which cannot be found is there all the same, with everything that can be known about it; one that has no Go
// file is not.
func Load(ctx context.Context, c Config, patterns ...string) ([]*types.Package, []error) {
	cfg := &packages.Config{
		Context: ctx,
		Dir:     c.Dir,
		Mode:    packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule,
		// Files that need cgo declare a part of the package, though nobody is going to run cgo.
		Env: append(append(os.Environ(), "CGO_ENABLED=1"), c.Env...),
	}
	if c.Tags != "" {
		cfg.BuildFlags = []string{"-tags=" + c.Tags}
	}
	roots, err := packages.Load(cfg, patterns...)
	if err != nil {
		return nil, []error{err}
	}
	l := &loader{fset: token.NewFileSet(), done: make(map[string]*types.Package)}
	var pkgs []*types.Package
	var errs []error
	for _, root := range roots {
		if len(root.GoFiles) == 0 {
			for _, err := range root.Errors {
				errs = append(errs, fmt.Errorf("%s: %s", root.PkgPath, err.Msg))
			}
			continue
		}
		pkgs = append(pkgs, l.load(root))
	}
	slices.SortFunc(pkgs, func(a, b *types.Package) int {
		if a.Path() < b.Path() {
			return -1
		}
		return 1
	})
	return pkgs, errs
}

type loader struct {
	fset *token.FileSet
	done map[string]*types.Package
}

// load type-checks a package after what it imports. Errors are dropped: what has one is missing from the scope, or has a
// part whose type is invalid, and cgo's C is never known.
func (l *loader) load(p *packages.Package) *types.Package {
	if p.PkgPath == "unsafe" {
		return types.Unsafe
	}
	if pkg, ok := l.done[p.ID]; ok {
		return pkg
	}
	l.done[p.ID] = nil // an import cycle ends here
	var files []*ast.File
	for _, name := range p.GoFiles {
		if f, _ := parser.ParseFile(l.fset, name, nil, parser.SkipObjectResolution); f != nil {
			files = append(files, f)
		}
	}
	cfg := &types.Config{
		Importer:         importer{l, p},
		FakeImportC:      true,
		IgnoreFuncBodies: true,
		Error:            func(error) {},
		Sizes:            types.SizesFor("gc", "amd64"),
	}
	pkg, _ := cfg.Check(p.PkgPath, l.fset, files, nil)
	l.done[p.ID] = pkg
	return pkg
}

// An importer finds what one package imports.
type importer struct {
	*loader
	of *packages.Package
}

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if p := i.of.Imports[path]; p != nil && len(p.GoFiles) > 0 {
		if pkg := i.load(p); pkg != nil {
			return pkg, nil
		}
	}
	return nil, fmt.Errorf("no package %s", path)
}
