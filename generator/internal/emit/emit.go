// Package emit writes the plan of a package as Go source.
package emit

import (
	"bytes"
	"fmt"
	"go/format"
	"sort"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/go-bgkit/bgkit/generator/internal/load"
	"github.com/go-bgkit/bgkit/generator/internal/plan"
)

// File returns the output for a package with at least one method.
func File(p *plan.Package) ([]byte, error) {
	first, err := write(p, map[string]bool{})
	if err != nil {
		return nil, err
	}
	avoid := map[string]bool{}
	for _, name := range first.imports {
		avoid[name] = true
	}
	second, err := write(p, avoid)
	if err != nil {
		return nil, err
	}
	return second.assemble(p)
}

// A file is an output that is being written.
type file struct {
	*names
	decls   []jen.Code
	helpers map[string]*helper
	bytes   *bytesNames // of the helpers for large byte slices, once they are needed
	waiters string      // the executor of lazy wrappers, once it is needed
}

func write(p *plan.Package, avoid map[string]bool) (*file, error) {
	f := &file{names: newNames(p.Package, avoid), helpers: map[string]*helper{}}
	for _, m := range p.Methods {
		w := &wrapper{file: f, m: m, pkg: p}
		w.write()
	}
	f.writeHelpers()
	return f, nil
}

// add appends a declaration with its comment.
func (f *file) add(doc []string, decl jen.Code) {
	for _, line := range doc {
		f.decls = append(f.decls, jen.Comment(strings.TrimRight("// "+line, " ")))
	}
	f.decls = append(f.decls, decl, jen.Line())
}

// assemble puts the parts together. The imports are written here and not by jennifer, which cannot group them and gives
// every package an alias.
func (f *file) assemble(p *plan.Package) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(load.Header + "\n\n")
	if p.Constraint != "" {
		out.WriteString("//go:build " + p.Constraint + "\n\n")
	}
	fmt.Fprintf(&out, "package %s\n\n", p.Name)
	out.WriteString(f.block())
	body := jen.NewFilePathName(p.Path, p.Name)
	for _, d := range f.decls {
		body.Add(d)
	}
	var text bytes.Buffer
	if err := body.Render(&text); err != nil {
		return nil, fmt.Errorf("bggen wrote what is no Go, which is a mistake of bggen: %w", err)
	}
	_, decls, _ := bytes.Cut(text.Bytes(), []byte("package "+p.Name+"\n"))
	out.Write(decls)
	return format.Source(out.Bytes())
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
