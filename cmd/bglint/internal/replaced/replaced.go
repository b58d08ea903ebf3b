// Package replaced finds the modules that a program replaces by folders.
//
// Such a module has the same files whether it is analysed as a dependency or, from its own folder, as the program, which
// are two different analyses. The go command's cache takes them for one, so the tool's identity has to tell them apart.
package replaced

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"golang.org/x/mod/modfile"
)

// Modules returns what the main modules in the given folders, and the workspace with the given go.work if any, replace by
// folders: module and folder. A file that cannot be read tells nothing (with -modfile, say): the go command will say what is
// wrong with it.
func Modules(dirs []string, work string) []string {
	var list []string
	for _, dir := range dirs {
		file := filepath.Join(dir, "go.mod")
		if data, err := os.ReadFile(file); err == nil {
			if mod, err := modfile.Parse(file, data, nil); err == nil {
				list = append(list, local(mod.Replace, dir)...)
			}
		}
	}
	if w := readWork(work); w != nil {
		list = append(list, local(w.Replace, filepath.Dir(work))...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Here is Modules for the program that a folder belongs to; "" is the working directory.
func Here(dir string) []string {
	mod, work := Files(context.Background(), dir)
	var dirs []string
	if mod != "" {
		dirs = append(dirs, filepath.Dir(mod))
	}
	if w := readWork(work); w != nil {
		for _, use := range w.Use {
			dirs = append(dirs, absolute(use.Path, filepath.Dir(work)))
		}
	}
	return Modules(dirs, work)
}

// Files returns the names of the go.mod and of the go.work that count in a folder, "" for one that does not exist.
func Files(ctx context.Context, dir string) (mod, work string) {
	cmd := exec.CommandContext(ctx, "go", "env", "-json", "GOMOD", "GOWORK")
	cmd.Dir = dir
	out, err := cmd.Output()
	var env struct{ GOMOD, GOWORK string }
	if err != nil || json.Unmarshal(out, &env) != nil {
		return "", ""
	}
	file := func(name string) string {
		if !filepath.IsAbs(name) || name == os.DevNull {
			return "" // "off", or the null device, which stands for no module
		}
		return name
	}
	return file(env.GOMOD), file(env.GOWORK)
}

func readWork(file string) *modfile.WorkFile {
	if file == "" {
		return nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	work, err := modfile.ParseWork(file, data, nil)
	if err != nil {
		return nil
	}
	return work
}

// local returns those that replace a module by a folder, which may be relative to dir.
func local(replaced []*modfile.Replace, dir string) (list []string) {
	for _, rep := range replaced {
		if rep.New.Version == "" {
			list = append(list, rep.Old.Path+" => "+absolute(rep.New.Path, dir))
		}
	}
	return list
}

func absolute(path, dir string) string {
	path = filepath.FromSlash(path)
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	return path
}
