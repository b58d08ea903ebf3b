package driver

import (
	"go/build"
	"go/scanner"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/usage"
)

// addUsage notes what the functions of a package mention.
func (r *run) addUsage(path, message, posn string) {
	u, err := usage.Decode(message)
	if err != nil {
		r.fail(path, err.Error())
		return
	}
	if m := positionRE.FindStringSubmatch(posn); m != nil && len(r.modules) > 1 {
		u.Rename(r.widener(m[1]))
	}
	r.usages[u.Path] = u
}

// widener returns widenFile for what the analysis says of the file at.
func (r *run) widener(at string) func(file string) string {
	names := make(map[string]string)
	return func(file string) string {
		if _, known := names[file]; !known {
			names[file] = r.widenFile(file, at)
		}
		return names[file]
	}
}

// weaken lowers the confidence of findings that need a function which nothing in the program runs, and returns what it
// knows of that. What the cache holds of
// a package does not depend on it.
//
// It takes a whole program to say so: all packages of the main modules, each of them analysed. With tests, those run it.
func (r *run) weaken() (program *usage.Program) {
	if !r.Tests && len(r.failed) == 0 && len(r.usages) == len(r.order) && r.whole() {
		program = usage.New(slices.Collect(maps.Values(r.usages)), r.leftOut())
		for _, f := range r.findings {
			program.Weaken(f)
		}
	}
	for _, f := range r.findings {
		f.Proof = 0
	}
	return program
}

// whole reports whether the patterns match all packages of the main modules.
func (r *run) whole() bool {
	if !slices.ContainsFunc(slices.Collect(maps.Values(r.usages)), func(u *usage.Package) bool { return u.Main }) {
		return false
	}
	dirs := r.moduleDirs()
	for _, dir := range dirs {
		if !slices.ContainsFunc(r.Patterns, func(pattern string) bool { return r.covers(pattern, dir) }) {
			return false
		}
	}
	return len(dirs) > 0
}

// covers reports whether a pattern stands for all packages in a folder and below.
func (r *run) covers(pattern, dir string) bool {
	base, all := strings.CutSuffix(pattern, "/...")
	if !all || !filepath.IsAbs(base) && !build.IsLocalImport(base) {
		return false
	}
	if !filepath.IsAbs(base) {
		base = filepath.Join(r.Dir, base)
	}
	base, err := filepath.Abs(base)
	if err != nil {
		return false
	}
	if real, err := filepath.EvalSymlinks(base); err == nil {
		base = real
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	return within(base, dir)
}

// leftOut returns a function that reports whether a name occurs in a file of the program that this build leaves out: for
// another system, say, whose code may call what nobody calls here.
func (r *run) leftOut() func(name string) bool {
	names := make(map[string]bool)
	for _, path := range r.ignored {
		src, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		var s scanner.Scanner
		s.Init(token.NewFileSet().AddFile(path, -1, len(src)), src, nil, 0)
		for _, tok, text := s.Scan(); tok != token.EOF; _, tok, text = s.Scan() {
			if tok == token.IDENT {
				names[text] = true
			}
		}
	}
	return func(name string) bool { return names[name] }
}
