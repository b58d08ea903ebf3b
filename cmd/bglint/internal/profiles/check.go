// Package profiles holds a user's description of a toolkit against the toolkit's real packages.
package profiles

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/go-bgkit/bgkit/analyzers/toolkit"
	"github.com/go-bgkit/bgkit/analyzers/toolkit/source"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/config"
)

// A Result is what a check found out.
type Result struct {
	Problems []string // each with its place
	Notes    []string
	Symbols  int      // that were looked for
	Packages []string // that were looked into
}

// Check reads the file, which holds a profile, a list of them or a whole configuration file, and looks for the packages and
// symbols that it names in the module in dir. The error says why the file could not be read at all.
func Check(ctx context.Context, file, dir, tags string) (*Result, error) {
	sources, err := read(file)
	if err != nil {
		return nil, err
	}
	res := new(Result)
	set, err := toolkit.New(sources...)
	for err := range each(err) {
		res.Problems = append(res.Problems, err.Error())
	}
	name := filepath.Base(file)
	entries := set.Described(name)
	if len(entries) == 0 {
		return res, nil
	}
	var patterns []string
	for _, e := range entries {
		patterns = append(patterns, e.Paths...)
	}
	pkgs, errs := source.Load(ctx, source.Config{Dir: dir, Tags: tags}, patterns...)
	res.found(entries, pkgs, errs)
	for _, m := range set.Unknown(pkgs...) {
		switch {
		case m.File != name:
		case m.Optional:
			res.Notes = append(res.Notes, m.Error()+" (optional)")
		default:
			res.Problems = append(res.Problems, m.Error())
		}
	}
	slices.SortStableFunc(res.Problems, func(a, b string) int { return place(a) - place(b) })
	res.Symbols = set.Symbols(name)
	for _, p := range pkgs {
		res.Packages = append(res.Packages, p.Path())
	}
	return res, nil
}

// read returns the profiles in a file under the file's name.
func read(file string) ([]toolkit.Source, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	name := filepath.Base(file)
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err == nil && len(doc.Content) == 1 && hasKey(doc.Content[0], "toolkits") {
		conf, err := config.Parse(name, data)
		if conf == nil || len(conf.Toolkits) == 0 {
			return nil, cmp.Or(err, errors.New(name+" has no toolkits"))
		}
		return conf.Toolkits, nil // what is wrong with them is found again
	}
	return []toolkit.Source{{Name: name, Data: data}}, nil
}

func hasKey(n *yaml.Node, key string) bool {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return true
		}
	}
	return false
}

// found says which entries have no package in the module, so that nothing of them could be checked. One of the paths of an
// entry is enough: a program uses one fork.
func (r *Result) found(entries []toolkit.Described, pkgs []*types.Package, errs []error) {
	for _, e := range entries {
		if slices.ContainsFunc(pkgs, func(p *types.Package) bool { return e.Covers(p.Path()) }) {
			continue
		}
		at := fmt.Sprintf("%s:%d:%d", e.File, e.Line, e.Column)
		why := "no module of this program has it; add it with go get, or run the check in a program that uses it"
		for _, err := range errs {
			for _, p := range e.Paths {
				if text, ok := strings.CutPrefix(err.Error(), p+": "); ok && strings.Contains(text, "build constraints exclude") {
					why = "it has no Go file for this system; set GOOS to check it"
				}
			}
		}
		r.Problems = append(r.Problems, fmt.Sprintf("%s: package %s: %s", at, strings.Join(e.Paths, ", "), why))
	}
}

// place is a number for the line and column in "file:line:col: message", to sort by.
func place(problem string) int {
	var line, col int
	if parts := strings.SplitN(problem, ":", 4); len(parts) == 4 {
		line, _ = strconv.Atoi(parts[1])
		col, _ = strconv.Atoi(parts[2])
	}
	return line*1000 + col
}

// each yields the errors that are joined in one.
func each(err error) func(func(error) bool) {
	return func(yield func(error) bool) {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				for inner := range each(e) {
					if !yield(inner) {
						return
					}
				}
			}
		} else if err != nil {
			yield(err)
		}
	}
}
