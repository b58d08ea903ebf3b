// Package repair applies the fixes of findings to files.
//
// Fixes are applied in the order of the findings. One that overlaps another is left: when the files are analysed again, it
// fits what they have become, or is not needed any more. Nothing is written before everything is known to parse.
package repair

import (
	"bytes"
	"fmt"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/go-bgkit/bgkit/cmd/bglint/internal/driver"
)

// A Plan is what a number of fixes change.
type Plan struct {
	files map[string]*file
}

// A file is one that some fix edits.
type file struct {
	name          string
	before, after []byte
	imports       int // where the imports end
	edits         []udiff.Edit
	spans         []span
}

type span struct{ start, end int }

// NewPlan returns a plan that changes nothing.
func NewPlan() *Plan { return &Plan{files: make(map[string]*file)} }

// Add adds a fix, and reports whether it goes together with those that are in the plan already.
func (p *Plan) Add(fix driver.Fix) (bool, error) {
	byFile := make(map[string][]udiff.Edit)
	for _, e := range fix.Edits {
		byFile[e.Filename] = append(byFile[e.Filename], udiff.Edit{Start: e.Start, End: e.End, New: e.New})
	}
	type addition struct {
		*file
		edits []udiff.Edit
		spans []span
	}
	var additions []addition
	for name, edits := range byFile {
		f, err := p.file(name)
		if err != nil {
			return false, err
		}
		spans, ok := f.place(edits)
		if !ok {
			return false, nil
		}
		merged, ok := udiff.Merge(f.edits, ordered(edits))
		if !ok {
			return false, nil
		}
		additions = append(additions, addition{f, merged, spans})
	}
	for _, a := range additions {
		a.file.edits = a.edits
		a.file.spans = append(a.file.spans, a.spans...)
	}
	return true, nil
}

// ordered sorts edits by their place, insertions before replacements and otherwise in the order in which they came.
func ordered(edits []udiff.Edit) []udiff.Edit {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b udiff.Edit) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	return edits
}

// place returns the stretch of the file that a fix edits, its imports apart, if nothing else edits there: a fix means what
// stands between its edits, too.
func (f *file) place(edits []udiff.Edit) ([]span, bool) {
	s := span{start: len(f.before)}
	for _, e := range edits {
		if e.Start > e.End || e.End > len(f.before) {
			return nil, false
		}
		if e.End > f.imports {
			s.start, s.end = min(s.start, e.Start), max(s.end, e.End)
		}
	}
	if s.end == 0 {
		return nil, true
	}
	for _, o := range f.spans {
		if s.start <= o.end && o.start <= s.end {
			return nil, false
		}
	}
	return []span{s}, true
}

func (p *Plan) file(name string) (*file, error) {
	if f := p.files[name]; f != nil {
		return f, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	f := &file{name: name, before: data}
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, name, data, parser.ImportsOnly)
	if err != nil {
		return nil, fmt.Errorf("it has changed since it was analysed: %w", err)
	}
	for _, d := range tree.Decls {
		f.imports = fset.Position(d.End()).Offset
	}
	p.files[name] = f
	return f, nil
}

// Finish works out what the files become. Files that were formatted by gofmt still are.
func (p *Plan) Finish() error {
	for _, f := range p.sorted() {
		after, err := udiff.ApplyBytes(f.before, f.edits)
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		windows := bytes.Contains(f.before, []byte("\r\n"))
		formatted, err := format.Source(after)
		if err != nil {
			return fmt.Errorf("%s: a fix does not fit, so nothing was changed (has the file changed since it was analysed?): %w", f.name, err)
		}
		was, err := format.Source(f.before)
		switch {
		case err == nil && bytes.Equal(was, f.before):
			after = formatted
		case windows:
			after = bytes.ReplaceAll(bytes.ReplaceAll(after, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
		}
		f.after = after
	}
	return nil
}

func (p *Plan) sorted() []*file {
	var out []*file
	for _, f := range p.files {
		if len(f.edits) > 0 {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b *file) int { return strings.Compare(a.name, b.name) })
	return out
}

// Diff returns the changes as a patch for the folder root.
func (p *Plan) Diff(root string) string {
	var out strings.Builder
	for _, f := range p.sorted() {
		name := f.name
		if rel, err := filepath.Rel(root, name); err == nil && filepath.IsLocal(rel) {
			name = rel
		}
		name = filepath.ToSlash(name)
		out.WriteString(udiff.Unified("a/"+name, "b/"+name, string(f.before), string(f.after)))
	}
	return out.String()
}

// Write writes the files, each at once or not at all, and returns how many it wrote.
func (p *Plan) Write() (int, error) {
	files := p.sorted()
	for i, f := range files {
		if err := replace(f.name, f.before, f.after); err != nil {
			return i, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return len(files), nil
}

// replace writes a file beside the one to be replaced and renames it, so that a crash leaves the old or the new one. A
// symbolic link stays one.
func replace(name string, before, after []byte) error {
	name, err := filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if now, err := os.ReadFile(name); err != nil || !bytes.Equal(now, before) {
		return fmt.Errorf("not changed, since somebody else has just changed it")
	}
	temp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(after)
	if err == nil {
		err = temp.Chmod(info.Mode().Perm())
	}
	if err == nil {
		err = temp.Sync()
	}
	if closeErr := temp.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), name)
}
