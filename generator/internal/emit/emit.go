// Package emit writes the plan of a package as Go source.
package emit

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"sort"
	"strings"
	"sync"

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
	avoid, clash := map[string]bool{}, false
	for _, name := range first.imports {
		avoid[name] = true
		clash = clash || first.locals[name]
	}
	if !clash {
		return first.assemble(p)
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
	decls    []jen.Code
	ends     []int // of the declarations with their comments, in decls
	helpers  map[string]*helper
	asserted map[string]bool // see wrapper.once
	bytes    *bytesNames     // of the helpers for large byte slices, once they are needed
	zero     string          // the helper for values that cannot be copied, once it is needed
	waiters  string          // the executor of lazy wrappers, once it is needed
}

func write(p *plan.Package, avoid map[string]bool) (*file, error) {
	f := &file{names: newNames(p.Package, avoid), helpers: map[string]*helper{}, asserted: map[string]bool{}}
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
	f.ends = append(f.ends, len(f.decls))
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
	head, err := format.Source(out.Bytes())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", mistake, err)
	}
	parts, err := f.format(p)
	if err != nil {
		return nil, err
	}
	return bytes.Join(append([][]byte{append(bytes.TrimSpace(head), '\n')}, parts...), []byte("\n")), nil
}

const mistake = "bggen wrote what is no Go, which is a mistake of bggen"

// format writes the declarations in groups, several at a time: of a large output, this takes most of the time.
func (f *file) format(p *plan.Package) ([][]byte, error) {
	const size = 300 // statements of jennifer's, comments included
	var groups [][]jen.Code
	for i, start := 0, 0; i < len(f.ends); i++ {
		if end := f.ends[i]; end-start >= size || i == len(f.ends)-1 {
			groups = append(groups, f.decls[start:end])
			start = end
		}
	}
	parts, errs := make([][]byte, len(groups)), make([]error, len(groups))
	var wg sync.WaitGroup
	for i, g := range groups {
		wg.Go(func() { parts[i], errs[i] = formatGroup(p, g) })
	}
	wg.Wait()
	return parts, errors.Join(errs...)
}

func formatGroup(p *plan.Package, decls []jen.Code) ([]byte, error) {
	body := jen.NewFilePathName(p.Path, p.Name)
	body.NoFormat = true // it is formatted once, below
	for _, d := range decls {
		body.Add(d)
	}
	var text bytes.Buffer
	if err := body.Render(&text); err != nil {
		return nil, err
	}
	_, src, _ := bytes.Cut(text.Bytes(), []byte("package "+p.Name+"\n"))
	out, err := format.Source(src)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", mistake, err)
	}
	return append(bytes.TrimSpace(out), '\n'), nil
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
