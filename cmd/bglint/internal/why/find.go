package why

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/go-bgkit/bgkit/analyzers/graph"
)

// find returns the one function that a name means. Names may be short: save, View.save, (*View).save, views.View.save,
// (*views.View).save, the whole import path; a literal is save$1, a field or interface method Clock.OnTick.
func find(m *graph.Module, name string) (*graph.Point, error) {
	want := plain(name)
	var found []*graph.Point
	for _, p := range m.Nodes {
		if p.Kind != graph.Call && (matches(p.Package+"."+localName(p), want) || matches(packageName(p)+"."+localName(p), want) || p.ID == name) {
			found = append(found, p)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, unknown(m, name)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s can be any of %d functions; name one of them:", name, len(found))
	for i, p := range found {
		if i == 20 && len(found) > 21 {
			fmt.Fprintf(&b, "\n... and %d more", len(found)-i)
			break
		}
		fmt.Fprintf(&b, "\n%s  (%s:%d)", qualified(p), p.Pos.File, p.Pos.Line)
	}
	return nil, errors.New(b.String())
}

// plain takes the punctuation of receivers away: "(*views.View).save" is "views.View.save".
func plain(name string) string { return strings.NewReplacer("(", "", ")", "", "*", "").Replace(name) }

// localName is the name of what a point is, without punctuation.
func localName(p *graph.Point) string { return plain(strings.TrimPrefix(p.Name, "the functions in ")) }

// packageName guesses the name of a point's package: the path's last part that is no version.
func packageName(p *graph.Point) string {
	dir, base := path.Split(p.Package)
	if dir != "" && len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		return path.Base(dir)
	}
	return base
}

func matches(full, want string) bool {
	rest, ok := strings.CutSuffix(full, want)
	return ok && want != "" && (rest == "" || strings.HasSuffix(rest, ".") || strings.HasSuffix(rest, "/"))
}

// qualified names a function with as much as find needs: "views.(*View).save".
func qualified(p *graph.Point) string {
	return packageName(p) + "." + strings.TrimPrefix(p.Name, "the functions in ")
}

// unknown says that nothing has the name, and what has a similar one.
func unknown(m *graph.Module, name string) error {
	type near struct {
		name     string
		distance int
	}
	last := func(s string) string { return strings.ToLower(s[strings.LastIndexByte(s, '.')+1:]) }
	want := last(plain(name))
	var all []near
	for _, p := range m.Nodes {
		if p.Kind != graph.Func && p.Kind != graph.Slot {
			continue
		}
		got := last(plain(p.Name))
		d := levenshtein.ComputeDistance(got, want)
		if d == 0 || d <= max(1, len(want)/3) || len(want) > 3 && strings.Contains(got, want) {
			all = append(all, near{qualified(p), d})
		}
	}
	slices.SortStableFunc(all, func(a, b near) int { return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.name, b.name)) })
	all = slices.Compact(all)
	if len(all) == 0 {
		return fmt.Errorf("no function is called %s in the packages that were analysed (of a toolkit's packages only their profile is known); give FILE:LINE, or name the packages after it", name)
	}
	var names []string
	for _, n := range all[:min(6, len(all))] {
		names = append(names, n.name)
	}
	return fmt.Errorf("no function is called %s; similar: %s", name, strings.Join(names, ", "))
}

// A place is a line of a file.
type place struct {
	file string
	line int
}

// parsePlace reads FILE:LINE, also FILE:LINE:COLUMN as tools print it. What is no place is a function's name.
func parsePlace(query string) (place, bool) {
	parts := strings.Split(query, ":")
	if n := len(parts); n > 2 {
		if _, err := strconv.Atoi(parts[n-2]); err == nil {
			parts = parts[:n-1]
		}
	}
	n := len(parts)
	line, err := strconv.Atoi(parts[n-1])
	if n < 2 || err != nil || line < 1 {
		return place{}, false
	}
	return place{strings.Join(parts[:n-1], ":"), line}, true
}

// Hidden returns the folder of a FILE:LINE that "./..." does not look into, as a pattern for the go command, or "".
func Hidden(query, dir string) string {
	at, ok := parsePlace(query)
	if !ok || filepath.IsAbs(at.file) {
		return ""
	}
	if _, err := os.Stat(filepath.Join(dir, at.file)); err != nil {
		return ""
	}
	folder := path.Dir(filepath.ToSlash(at.file))
	for _, part := range strings.Split(folder, "/") {
		if part == "testdata" || strings.HasPrefix(part, "_") || strings.HasPrefix(part, ".") && strings.Trim(part, ".") != "" {
			return "./" + folder
		}
	}
	return ""
}

// locate names the file of a place as the graph does: the user's name is relative to dir, or to the root, or only its end.
func locate(m *graph.Module, at place, dir, root string) (place, error) {
	files := make(map[string]bool)
	for _, p := range m.Nodes {
		if p.Pos.File != "" {
			files[p.Pos.File] = true
		}
	}
	abs := at.file
	if !filepath.IsAbs(abs) {
		abs = filepath.Join(dir, at.file)
	}
	if abs, err := filepath.Abs(abs); err == nil {
		if rel, err := filepath.Rel(root, abs); err == nil && files[filepath.ToSlash(rel)] {
			return place{filepath.ToSlash(rel), at.line}, nil
		}
	}
	name := path.Clean(filepath.ToSlash(at.file))
	var found []string
	for file := range files {
		if file == name {
			return place{file, at.line}, nil
		}
		if strings.HasSuffix(file, "/"+name) {
			found = append(found, file)
		}
	}
	slices.Sort(found)
	switch len(found) {
	case 1:
		return place{found[0], at.line}, nil
	case 0:
		if _, err := os.Stat(abs); err == nil {
			return place{}, fmt.Errorf("%s has no function, or its package was not analysed: name the package after it, as in %q", at.file, fmt.Sprintf("bglint why %s:%d ./%s", at.file, at.line, path.Dir(name)))
		}
		return place{}, fmt.Errorf("no file %s in the packages that were analysed", at.file)
	}
	return place{}, fmt.Errorf("%s can be any of %d files; name one of them:\n%s", at.file, len(found), strings.Join(found, "\n"))
}

// at returns the functions that a line belongs to: the innermost one around it, and those that begin or do something on
// it.
func (at place) points(m *graph.Module) []*graph.Point {
	var out []*graph.Point
	var inner *graph.Point
	for _, p := range m.Nodes {
		if p.Foreign || p.Kind == graph.Slot || p.Pos.File != at.file && !variables(p) {
			continue
		}
		if p.Pos.File == at.file && p.Pos.Line <= at.line && at.line <= p.End && p.Kind != graph.Call && (inner == nil || p.End-p.Pos.Line <= inner.End-inner.Pos.Line) {
			inner = p
		}
		if p.Kind == graph.Literal && p.Pos.Line == at.line || len(columnsOf(p, at)) > 0 {
			out = append(out, p)
		}
	}
	if inner != nil && !slices.Contains(out, inner) {
		out = append(out, inner)
	}
	return out
}

// variables reports whether a point is the initialisation of a package's variables, which has no file of its own: only of
// what it leads to are the places known.
func variables(p *graph.Point) bool {
	return p.Kind == graph.Func && p.Name == "init" && p.Pos.Line == 0
}

// columnsOf returns the columns of a line at which a point does something.
func columnsOf(p *graph.Point, at place) []int {
	var columns []int
	own := *p.Node
	if variables(p) {
		own.Calls, own.Ops, own.Accesses = nil, nil, nil
	}
	for _, c := range own.Calls {
		if c.Line == at.line {
			columns = append(columns, c.Column)
		}
	}
	for _, op := range own.Ops {
		if op.Line == at.line {
			columns = append(columns, op.Column)
		}
	}
	for _, a := range own.Accesses {
		if a.Line == at.line {
			columns = append(columns, a.Column)
		}
	}
	for _, l := range p.Out {
		if len(l.Steps) > 0 && l.Steps[0].Line == at.line && l.Steps[0].File == at.file {
			columns = append(columns, l.Steps[0].Column)
		}
	}
	slices.Sort(columns)
	return slices.Compact(columns)
}
