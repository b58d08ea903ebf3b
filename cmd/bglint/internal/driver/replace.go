package driver

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// replacements returns the modules that a main module replaces by a folder, each with that folder.
//
// Such a package has the same files whether it is analysed as a dependency or, in its own module, as part of the program,
// which are two different analyses. The go command's cache takes them for one, so the tool's identity has to tell them
// apart.
func (r *run) replacements() []string {
	var list []string
	for _, dir := range r.modules {
		file := filepath.Join(dir, "go.mod")
		data, err := os.ReadFile(file)
		if err != nil {
			continue // with -modfile, say: no worse than without this
		}
		mod, err := modfile.Parse(file, data, nil)
		if err != nil {
			continue // the go command will say what is wrong with it
		}
		list = append(list, local(mod.Replace, dir)...)
	}
	if file := r.workFile(); file != "" {
		if data, err := os.ReadFile(file); err == nil {
			if work, err := modfile.ParseWork(file, data, nil); err == nil {
				list = append(list, local(work.Replace, filepath.Dir(file))...)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// workFile returns the name of the workspace's go.work, or "" where there is none.
func (r *run) workFile() string {
	cmd := exec.CommandContext(r.ctx, "go", "env", "GOWORK")
	cmd.Dir = r.Dir
	out, err := cmd.Output()
	if file := strings.TrimSpace(string(out)); err == nil && filepath.IsAbs(file) {
		return file
	}
	return ""
}

// local returns those that replace a module by a folder, which may be relative to dir.
func local(replaced []*modfile.Replace, dir string) (list []string) {
	for _, rep := range replaced {
		if rep.New.Version == "" {
			path := filepath.FromSlash(rep.New.Path)
			if !filepath.IsAbs(path) {
				path = filepath.Join(dir, path)
			}
			list = append(list, rep.Old.Path+" => "+path)
		}
	}
	return list
}
