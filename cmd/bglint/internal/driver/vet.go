package driver

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/graph"
	"github.com/go-bgkit/bgkit/analyzers/usage"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/vettool"
)

// vet has the packages analysed. When some do not even load, the go command analyses none; then those are found, noted and
// left out.
func (r *run) vet(patterns []string) error {
	if err := r.govet(patterns); err != nil {
		return err
	}
	if len(r.checked) > 0 || len(r.failed) > 0 && len(r.general) == 0 {
		return nil
	}
	args := []string{"-json=ImportPath,EmbedFiles,Error,DepsErrors"} // EmbedFiles: embedding is looked at only where it is asked for
	if r.Tests {
		args = append(args, "-test")
	}
	if r.overlay != "" {
		args = append(args, "-overlay="+r.overlay)
	}
	found, err := r.golist(append(append(args, "--"), patterns...)...)
	if err != nil {
		return err
	}
	broken := false
	for _, t := range found {
		path := basePath(t.ImportPath)
		if t.Error != nil {
			r.fail(path, t.Error.String())
			broken = true
		}
		for _, e := range t.DepsErrors {
			message := e.String()
			if n := len(e.ImportStack); n > 0 && basePath(e.ImportStack[n-1]) != path && t.Error == nil {
				message = "imports " + e.ImportStack[n-1] + ": " + message
			}
			r.fail(path, message)
			broken = true
		}
	}
	if !broken {
		return nil // result says what the go command said
	}
	var rest []string
	for _, path := range r.order {
		if r.failed[path] == nil {
			rest = append(rest, path)
		}
	}
	if len(rest) == 0 {
		return nil
	}
	r.general = nil
	return r.govet(rest)
}

// basePath returns the import path of a package without the mark of its test variant: "p [p.test]", "p_test [p.test]",
// "p.test".
func basePath(id string) string {
	path, variant, isVariant := strings.Cut(id, " [")
	if isVariant {
		return strings.TrimSuffix(variant, ".test]")
	}
	return strings.TrimSuffix(path, ".test")
}

// govet runs go vet once. That some packages fail is no error.
func (r *run) govet(patterns []string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args := []string{"vet", "-json", "-vettool=" + self}
	if r.overlay != "" {
		args = append(args, "-overlay="+r.overlay)
	}
	cmd := r.command(append(append(args, "--"), patterns...)...)
	cmd.Env = r.env
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("the go command: %w", err)
	}
	o := &output{run: r}
	defer r.report(o)()
	var wg sync.WaitGroup
	var errs [2]error
	wg.Go(func() { errs[0] = o.read(stdout) })
	wg.Go(func() { errs[1] = o.read(stderr) })
	wg.Wait()
	if err := cmd.Wait(); err != nil && r.ctx.Err() != nil {
		return r.ctx.Err()
	}
	return errors.Join(errs[:]...)
}

// report starts to call Progress, and returns the function that ends it.
func (r *run) report(o *output) (stop func()) {
	if r.Progress == nil {
		return func() {}
	}
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
			}
			analysed := 0
			if info, err := os.Stat(filepath.Join(r.temp, "progress")); err == nil {
				analysed = int(info.Size())
			}
			o.mu.Lock()
			checked := len(r.checked)
			o.mu.Unlock()
			r.Progress(checked, len(r.order), analysed)
		}
	})
	return func() { close(done); wg.Wait() }
}

// An output takes apart what go vet prints. Since go 1.26 the tool's JSON comes on standard output; before, on standard
// error among other things. There it goes in sections, each with a line "# package" before it.
type output struct {
	mu sync.Mutex
	*run
}

func (o *output) read(r io.Reader) error {
	in := bufio.NewReader(r)
	section := ""
	for {
		line, err := in.ReadString('\n')
		switch text := strings.TrimRight(line, "\r\n"); {
		case text == "{":
			object := []string{text}
			for err == nil && text != "}" {
				line, err = in.ReadString('\n')
				text = strings.TrimRight(line, "\r\n")
				object = append(object, text)
			}
			if err := o.object([]byte(strings.Join(object, "\n"))); err != nil {
				io.Copy(io.Discard, in)
				return err
			}
		case text == "" || text == "{}" || strings.HasPrefix(text, "# ["):
		case strings.HasPrefix(text, "# "):
			section = basePath(text[2:])
		default:
			o.complaint(section, text)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// complaint notes a line that is not the tool's output.
func (o *output) complaint(section, text string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if section == "" {
		if !strings.HasPrefix(text, "go: downloading ") {
			o.general = append(o.general, text)
		}
		return
	}
	text = strings.TrimPrefix(strings.TrimPrefix(text, "vet: "), "bglint: ")
	const most = 10 // of a crash, the message and the first calls tell enough
	if n := len(o.failed[section]); text != "" && n < most {
		o.fail(section, text)
	} else if n == most {
		o.fail(section, "...")
	}
}

// object takes one JSON object: package id -> analyzer -> diagnostics or an error.
func (o *output) object(data []byte) error {
	var tree map[string]map[string]json.RawMessage
	if err := json.Unmarshal(data, &tree); err != nil {
		return fmt.Errorf("go vet: %w", err)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	for id, analyzers := range tree {
		path := basePath(id)
		if o.targets[path] == nil {
			path = strings.TrimSuffix(path, "_test") // an external test has its mark only if there are in-package tests too
		}
		if o.targets[path] == nil {
			continue // a dependency in the main module, which the patterns do not match
		}
		for name, raw := range analyzers {
			if name == vettool.Marker {
				o.checked[path] = true
				continue
			}
			var diagnostics []struct {
				Posn, Message string
				Fixes         []Fix `json:"suggested_fixes"`
			}
			if err := json.Unmarshal(raw, &diagnostics); err != nil {
				var failure struct{ Error string }
				if err := json.Unmarshal(raw, &failure); err != nil {
					return fmt.Errorf("go vet: %w", err)
				}
				o.fail(path, "the analysis "+name+" failed: "+failure.Error)
				continue
			}
			if name == graph.Analyzer || name == usage.Analyzer {
				for _, d := range diagnostics {
					switch {
					case name == usage.Analyzer:
						o.addUsage(path, d.Message, d.Posn)
					case o.Graph:
						o.addGraph(id, path, d.Message, d.Posn)
					}
				}
				continue
			}
			for _, d := range diagnostics {
				f, err := finding.Decode(d.Message)
				if err != nil {
					o.fail(path, "the analysis "+name+" said: "+d.Message)
					continue
				}
				if o.add(f, d.Posn) {
					o.addFixes(f, d.Fixes)
				}
			}
		}
	}
	return nil
}

var positionRE = regexp.MustCompile(`^(.*):(\d+):(\d+)$`)

// add notes a finding, once. posn is where it is on this machine. It reports whether the finding is new.
func (r *run) add(f *finding.Finding, posn string) bool {
	if m := positionRE.FindStringSubmatch(posn); m != nil {
		if !r.Tests && strings.HasSuffix(m[1], "_test.go") {
			return false
		}
		if f.File == "" {
			f.File = r.relative(m[1])
			f.Line, _ = strconv.Atoi(m[2])
			f.Column, _ = strconv.Atoi(m[3])
		}
		if len(r.modules) > 1 {
			r.widen(f, m[1])
		}
	}
	k := key{f.Rule, f.File, f.Line, f.Column, f.Message}
	if r.findings[k] != nil {
		return false
	}
	r.findings[k] = f
	return true
}

// addGraph notes a package's graph. Of a package and its variant with tests, the variant says more.
func (r *run) addGraph(id, path, message, posn string) {
	g, err := graph.Decode(message)
	if err != nil {
		r.fail(path, err.Error())
		return
	}
	if r.graphs[g.Path] != nil && !strings.Contains(id, " [") {
		return
	}
	if m := positionRE.FindStringSubmatch(posn); m != nil && len(r.modules) > 1 {
		g.Rename(r.widener(m[1]))
	}
	r.graphs[g.Path] = g
}

// relative returns the file's name relative to the root.
func (r *run) relative(file string) string {
	if r.root != "" && within(r.root, file) {
		file, _ = filepath.Rel(r.root, file)
	}
	return filepath.ToSlash(file)
}

// widen makes the file names of a finding in a workspace relative to the folder of all its modules. at is the finding's
// file on this machine.
func (r *run) widen(f *finding.Finding, at string) {
	f.File = r.relative(at)
	for i, step := range f.Chain {
		f.Chain[i].File = r.widenFile(step.File, at)
	}
}

// widenFile makes a file name relative to the folder of all modules. The analysis knows one module at a time, so that what
// it says of the file at may name files of that module, or of another one.
func (r *run) widenFile(file, at string) string {
	own := ""
	for _, dir := range r.modules {
		if within(dir, at) && len(dir) > len(own) {
			own = dir
		}
	}
	for _, dir := range append([]string{own}, r.modules...) {
		if dir == "" {
			continue
		}
		path := filepath.Join(dir, filepath.FromSlash(file))
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			return r.relative(path)
		}
	}
	return file
}
