// Package driver has packages analysed by the go command, with this very program as its vet tool, and collects what comes
// out.
//
// The go command loads, compiles and caches: a package whose files, dependencies and settings are as before is not
// analysed again, whether or not there was something to report. The driver adds what "go vet" lacks. It goes on when some
// packages do not load, and says which and why. It takes test files out of sight (by an overlay) unless they are wanted,
// so that nobody waits for the tests' dependencies. It merges what several variants of a package say.
package driver

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/graph"
	"github.com/go-bgkit/bgkit/analyzers/usage"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/replaced"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/vettool"
)

// Options say what to analyse.
type Options struct {
	Dir      string   // the working directory; "" is the process's own
	Patterns []string // packages as for go build; none is ./...
	Whole    bool     // without patterns, all packages of the main modules, wherever the working directory is in them
	Graph    bool     // have the packages' graphs too
	Tags     string
	Tests    bool
	Toolkits string // the user's profiles in YAML

	// Progress is called now and then: how many packages of how many are checked, and how many, of them and their
	// dependencies, were analysed because the cache did not have them. It may be nil.
	Progress func(checked, total, analysed int)
}

// An Error is a package that was not analysed.
type Error struct {
	Package string `json:"package"`
	Message string `json:"message"`
}

// A Result is all that was found.
type Result struct {
	Root     string // the folder that the file names of findings are relative to; "" if no package of a main module was asked for
	Findings []*finding.Finding
	Errors   []Error
	Checked  map[string]bool            // import paths of the packages that were analysed
	Graphs   []*graph.Package           // by path, when asked for
	Usage    *usage.Program             // or nil, where nothing tells what the program does not run
	Fixes    map[*finding.Finding][]Fix // the preferred one first
}

// Run analyses packages. Its error says that nothing at all could be analysed.
func Run(ctx context.Context, o Options) (*Result, error) {
	temp, err := os.MkdirTemp("", "bglint")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	r := &run{Options: o, ctx: ctx, temp: temp, findings: make(map[key]*finding.Finding), fixes: make(map[*finding.Finding][]Fix), checked: make(map[string]bool), failed: make(map[string][]string), graphs: make(map[string]*graph.Package), usages: make(map[string]*usage.Package)}
	if len(o.Patterns) == 0 {
		r.Patterns = r.everything()
	}
	if err := r.list(); err != nil {
		return nil, err
	}
	patterns := r.patterns()
	if len(patterns) > 0 {
		if err := r.prepare(); err != nil {
			return nil, err
		}
		if err := r.vet(patterns); err != nil {
			return nil, err
		}
	}
	return r.result()
}

type run struct {
	Options
	ctx  context.Context
	temp string
	env  []string // of the vet tool

	targets map[string]*target
	order   []string // the targets' import paths, as go list gave them
	narrow  bool     // some of what the patterns match must be left out
	foreign bool     // some targets are not of the main module
	overlay string   // file name, or ""
	modules []string // folders of the main modules
	root    string   // the folder that file names are relative to

	findings map[key]*finding.Finding
	fixes    map[*finding.Finding][]Fix
	graphs   map[string]*graph.Package // by import path
	usages   map[string]*usage.Package // by import path
	ignored  []string                  // Go files of the main modules that the build leaves out
	checked  map[string]bool           // by import path: analysed
	failed   map[string][]string       // by import path: why not
	general  []string                  // what the go command said of no package
}

type key struct {
	rule, file   string
	line, column int
	message      string
}

// A target is a package that the patterns match.
type target struct {
	ImportPath     string
	Dir            string
	Standard       bool
	Module         *struct{ Path, Version, Dir string }
	GoFiles        []string
	CgoFiles       []string
	TestGoFiles    []string
	XTestGoFiles   []string
	IgnoredGoFiles []string
	Error          *listError
	DepsErrors     []*listError
	Deps           []string
}

func (t *target) main() bool { return t.Module != nil && t.Module.Version == "" && !t.Standard }

// A listError is how go list reports a package that does not load.
type listError struct {
	ImportStack []string
	Pos         string
	Err         string
}

func (e *listError) String() string {
	text := e.Err
	if e.Pos != "" && !strings.HasPrefix(text, e.Pos) {
		text = e.Pos + ": " + text
	}
	return text
}

// golist runs go list.
func (r *run) golist(args ...string) ([]*target, error) {
	args = append([]string{"list", "-e"}, args...)
	cmd := r.command(args...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		if stderr.Len() > 0 {
			return nil, errors.New(explain(strings.TrimSpace(stderr.String())))
		}
		return nil, fmt.Errorf("go list: %w", err)
	}
	var targets []*target
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		t := new(target)
		if err := dec.Decode(t); err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		targets = append(targets, t)
	}
	return targets, nil
}

// explain adds what to do to errors of the go command that leave a newcomer puzzled.
func explain(message string) string {
	if strings.Contains(message, "go.mod file not found") || strings.Contains(message, "does not contain main module") {
		message += "\nbglint checks the packages of a Go module: run it in a folder with a go.mod (or below one), or name one with -C"
	}
	return message
}

func (r *run) command(args ...string) *exec.Cmd {
	if r.Tags != "" {
		args = slices.Insert(args, 1, "-tags="+r.Tags)
	}
	cmd := exec.CommandContext(r.ctx, "go", args...)
	cmd.Dir = r.Dir
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	return cmd
}

// list finds the packages that the patterns match.
func (r *run) list() error {
	find := func() ([]*target, error) {
		return r.golist(append([]string{"-find", "-json=ImportPath,Dir,Standard,Module,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,IgnoredGoFiles,Error", "--"}, r.Patterns...)...)
	}
	found, err := find()
	if err != nil {
		return err
	}
	if len(found) == 1 && found[0].Error != nil && strings.Contains(found[0].Error.Err, "does not contain modules listed in go.work") {
		if r.expandWorkspace() {
			if found, err = find(); err != nil {
				return err
			}
		}
	}
	r.targets = make(map[string]*target)
	for _, t := range found {
		if r.targets[t.ImportPath] != nil {
			continue
		}
		for _, f := range t.IgnoredGoFiles {
			if t.main() && !strings.HasSuffix(f, "_test.go") {
				r.ignored = append(r.ignored, filepath.Join(t.Dir, f))
			}
		}
		if t.Error != nil {
			r.fail(t.ImportPath, explain(t.Error.String()))
			r.narrow = true
			continue
		}
		files := len(t.GoFiles) + len(t.CgoFiles)
		if r.Tests {
			files += len(t.TestGoFiles) + len(t.XTestGoFiles)
		}
		if files == 0 {
			r.narrow = true
			continue
		}
		if t.ImportPath == "unsafe" {
			continue // the compiler's: its file holds comments, and go vet passes it over
		}
		r.targets[t.ImportPath] = t
		r.order = append(r.order, t.ImportPath)
		if !t.main() && t.ImportPath != "command-line-arguments" {
			r.foreign = true
		}
		if t.main() && !slices.Contains(r.modules, t.Module.Dir) {
			r.modules = append(r.modules, t.Module.Dir)
		}
	}
	if len(found) == 0 {
		return fmt.Errorf("no packages match %s", strings.Join(r.Patterns, " "))
	}
	r.root = commonFolder(r.modules)
	return nil
}

// patterns returns what go vet is to be called with: what the user said, or where some of that must be left out, the
// packages one by one.
func (r *run) patterns() []string {
	if r.narrow {
		return r.order
	}
	return r.Patterns
}

// prepare writes what the go command and the tool will read.
func (r *run) prepare() error {
	_, work := replaced.Files(r.ctx, r.Dir)
	request, err := json.Marshal(vettool.Request{Toolkits: r.Toolkits, Tests: r.Tests, Foreign: r.foreign, Replaced: replaced.Modules(r.modules, work)})
	if err != nil {
		return err
	}
	const limit = 100 << 10 // of an environment variable; Linux has 128 KB
	if len(request) > limit {
		path := filepath.Join(r.temp, "request.json")
		if err := os.WriteFile(path, request, 0o600); err != nil {
			return err
		}
		request = []byte("@" + path)
	}
	r.env = append(os.Environ(), vettool.EnvRequest+"="+string(request))
	if r.Progress != nil {
		path := filepath.Join(r.temp, "progress")
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			return err
		}
		r.env = append(r.env, vettool.EnvProgress+"="+path)
	}
	if r.Tests || strings.Contains(os.Getenv("GOFLAGS"), "-overlay") {
		return nil // with an overlay of the user's own, the tool leaves the test files out
	}
	hidden := make(map[string]string)
	for _, t := range r.targets {
		for _, f := range slices.Concat(t.TestGoFiles, t.XTestGoFiles) {
			hidden[filepath.Join(t.Dir, f)] = ""
		}
	}
	if len(hidden) == 0 {
		return nil
	}
	data, err := json.Marshal(map[string]any{"Replace": hidden})
	if err != nil {
		return err
	}
	r.overlay = filepath.Join(r.temp, "overlay.json")
	return os.WriteFile(r.overlay, data, 0o600)
}

// fail notes why a package was not analysed.
func (r *run) fail(path, message string) {
	if !slices.Contains(r.failed[path], message) {
		r.failed[path] = append(r.failed[path], message)
	}
}

// result sorts everything, and speaks for the packages that the go command passed over in silence.
func (r *run) result() (*Result, error) {
	var silent []string
	for _, path := range r.order {
		if !r.checked[path] && r.failed[path] == nil {
			silent = append(silent, path)
		}
	}
	if len(silent) > 0 {
		if err := r.blame(silent); err != nil {
			return nil, err
		}
	}
	program := r.weaken()
	res := &Result{Root: r.root, Checked: r.checked, Fixes: r.fixes, Usage: program}
	res.Graphs = slices.SortedFunc(maps.Values(r.graphs), func(a, b *graph.Package) int { return cmp.Compare(a.Path, b.Path) })
	for _, f := range r.findings {
		res.Findings = append(res.Findings, f)
	}
	slices.SortFunc(res.Findings, func(a, b *finding.Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	for path, messages := range r.failed {
		res.Errors = append(res.Errors, Error{path, strings.Join(messages, "\n")})
	}
	slices.SortFunc(res.Errors, func(a, b Error) int { return cmp.Compare(a.Package, b.Package) })
	return res, nil
}

// blame finds out for packages that were not analysed which of their dependencies failed.
func (r *run) blame(silent []string) error {
	if len(r.failed) == 0 && len(r.checked) == 0 {
		return errors.New(explain(cmp.Or(strings.Join(r.general, "\n"), "go vet analysed nothing and did not say why")))
	}
	found, err := r.golist(append([]string{"-json=ImportPath,Deps", "--"}, silent...)...)
	if err != nil {
		return err
	}
	culprits := make(map[string]bool)
	for path := range r.failed {
		culprits[path] = true
	}
	for _, t := range found {
		var names []string
		for _, dep := range t.Deps {
			if culprits[dep] {
				names = append(names, dep)
			}
		}
		if len(names) > 0 {
			r.fail(t.ImportPath, "not checked, because it depends on "+strings.Join(names, ", "))
		} else {
			r.fail(t.ImportPath, "not checked: "+cmp.Or(strings.Join(r.general, "\n"), "go vet passed it over"))
		}
	}
	return nil
}
