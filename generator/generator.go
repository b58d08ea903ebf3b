// Package generator writes capture-before-thread wrappers for methods with the directives //bg:io and //bg:cpu: see
// command bggen, which is its command line.
//
// It works in three steps, a package below internal each: load finds the annotated methods and type-checks their packages;
// plan decides what is captured and how, and refuses what cannot be; emit writes the plan as Go. Nothing is written when
// anything is refused.
package generator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/toolkit"
	"github.com/go-bgkit/bgkit/generator/internal/emit"
	"github.com/go-bgkit/bgkit/generator/internal/load"
	"github.com/go-bgkit/bgkit/generator/internal/plan"
)

// Output is the name of the file that is written for a package.
const Output = load.Output

// Config says what to work on.
type Config struct {
	Dir      string   // "" is the working directory
	Tags     string   // build tags, separated by commas
	Patterns []string // as for go build
}

// A File is the output of one package.
type File struct {
	Name     string // absolute
	Package  string
	Old, New []byte // nil: there is none
}

// Changed reports whether writing the file changes anything.
func (f File) Changed() bool { return !bytes.Equal(f.Old, f.New) || (f.Old == nil) != (f.New == nil) }

// A Problem is a reason to write nothing.
type Problem struct {
	File         string // absolute
	Line, Column int
	Message      string
}

// Error writes the problem as compilers do, with the file relative to the working directory where it is below it.
func (p Problem) Error() string { return p.Text("") }

// Text is Error with the file relative to dir.
func (p Problem) Text(dir string) string {
	if p.File == "" {
		return p.Message
	}
	if p.Line == 0 {
		return Relative(dir, p.File) + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", Relative(dir, p.File), p.Line, p.Column, p.Message)
}

// Relative shortens a path below dir ("": the working directory).
func Relative(dir, path string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return path
	}
	rel, err := filepath.Rel(abs, path)
	if err != nil || strings.HasPrefix(rel, "..") {
		return path
	}
	return rel
}

// A Result is the output of all packages, or all reasons to write nothing.
type Result struct {
	Files    []File // also those that are as they should be
	Problems []Problem
	Scanned  int // packages whose text was looked at

	plans []*plan.Package
}

// Run plans and writes in memory. The error says that it could not run at all.
func Run(ctx context.Context, cfg Config) (*Result, error) {
	go toolkit.Default() // it is needed later, and takes as long as the go command lets us wait
	pkgs, scanned, problems, err := load.Load(ctx, load.Config{Dir: cfg.Dir, Tags: cfg.Tags, Patterns: cfg.Patterns})
	if err != nil {
		return nil, err
	}
	res := &Result{Scanned: scanned}
	add := func(list []load.Problem) {
		for _, p := range list {
			res.Problems = append(res.Problems, Problem{p.Pos.Filename, p.Pos.Line, p.Pos.Column, p.Message})
		}
	}
	add(problems)
	for _, p := range pkgs {
		pl := plan.New(p)
		add(p.Problems)
		res.plans = append(res.plans, pl)
		if len(p.Problems) > 0 {
			continue
		}
		f := File{Name: filepath.Join(p.Dir, Output), Package: p.Path, Old: p.Old}
		if len(pl.Methods) > 0 {
			if f.New, err = emit.File(pl); err != nil {
				return nil, fmt.Errorf("%s: %w", p.Path, err)
			}
			if err := foreign(f); err != nil {
				return nil, err
			}
		}
		res.Files = append(res.Files, f)
	}
	res.sort()
	return res, nil
}

// foreign refuses to overwrite a file that bggen has not written.
func foreign(f File) error {
	if f.Old != nil {
		return nil
	}
	text, err := os.ReadFile(f.Name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(bytes.TrimSpace(text)) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("%s was not written by bggen (its first line is not %q): rename it", f.Name, load.Header)
}

func (r *Result) sort() {
	sort.SliceStable(r.Problems, func(i, j int) bool {
		a, b := r.Problems[i], r.Problems[j]
		switch {
		case a.File != b.File:
			return a.File < b.File
		case a.Line != b.Line:
			return a.Line < b.Line
		case a.Column != b.Column:
			return a.Column < b.Column
		}
		return a.Message < b.Message
	})
	seen := map[Problem]bool{}
	var out []Problem
	for _, p := range r.Problems {
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	r.Problems = out
}

// Write writes the files that have changed and removes those of packages without annotations, unless there are
// problems. It returns the files that it has changed.
func (r *Result) Write() ([]File, error) {
	if len(r.Problems) > 0 {
		return nil, nil
	}
	var done []File
	for _, f := range r.Files {
		if !f.Changed() {
			continue
		}
		var err error
		if f.New == nil {
			err = os.Remove(f.Name)
		} else {
			err = replace(f.Name, f.New)
		}
		if err != nil {
			return done, err
		}
		done = append(done, f)
	}
	return done, nil
}

// replace writes a file in one step, so that a compiler that runs meanwhile sees the old one or the new one.
func replace(name string, text []byte) error {
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	temp, err := os.CreateTemp(filepath.Dir(name), ".bggen*")
	if err != nil {
		return err
	}
	_, err = temp.Write(text)
	err = errors.Join(err, temp.Chmod(mode), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), name)
	}
	if err != nil {
		os.Remove(temp.Name())
	}
	return err
}
