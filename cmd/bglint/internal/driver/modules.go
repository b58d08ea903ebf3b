package driver

import (
	"path/filepath"
	"slices"
	"strings"
)

// everything returns the patterns that stand for none.
func (r *run) everything() []string {
	if r.Whole {
		if dirs := r.moduleDirs(); len(dirs) > 0 {
			for i, dir := range dirs {
				dirs[i] = filepath.ToSlash(dir) + "/..."
			}
			return dirs
		}
	}
	return []string{"./..."}
}

// moduleDirs returns the folders of the main modules, or nil where there is none.
func (r *run) moduleDirs() []string {
	out, err := r.command("list", "-m", "-f={{.Dir}}").Output()
	if err != nil {
		return nil
	}
	return strings.FieldsFunc(string(out), func(c rune) bool { return c == '\n' || c == '\r' })
}

// expandWorkspace replaces the pattern ./... , which the go command refuses in a workspace's folder that is no module
// itself, by one such pattern for each module below. It reports whether there are any.
func (r *run) expandWorkspace() bool {
	if !slices.Equal(r.Patterns, []string{"./..."}) {
		return false
	}
	here, err := filepath.Abs(r.Dir)
	if err != nil {
		return false
	}
	var patterns []string
	for _, dir := range r.moduleDirs() {
		if rel, err := filepath.Rel(here, dir); err == nil && filepath.IsLocal(rel) {
			patterns = append(patterns, "./"+filepath.ToSlash(rel)+"/...")
		}
	}
	if len(patterns) == 0 {
		return false
	}
	r.Patterns = patterns
	return true
}

// commonFolder returns the innermost folder above all of dirs.
func commonFolder(dirs []string) string {
	if len(dirs) == 0 {
		return ""
	}
	root := dirs[0]
	for _, dir := range dirs[1:] {
		for !within(root, dir) && filepath.Dir(root) != root {
			root = filepath.Dir(root)
		}
	}
	return root
}

func within(root, path string) bool {
	rel, err := filepath.Rel(root, path)
	return err == nil && filepath.IsLocal(rel)
}
