package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-bgkit/bgkit/analyzers"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

var update = flag.Bool("update", false, "rewrite README.md and the golden files")

const root = "../.."

var dir string // of the program

func TestMain(m *testing.M) {
	flag.Parse()
	var err error
	if dir, err = os.MkdirTemp("", "bglint"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// program builds bglint once.
var program = sync.OnceValues(func() (string, error) {
	name := filepath.Join(dir, "bglint")
	out, err := exec.Command("go", "build", "-o", name, ".").CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w: %s", err, out)
	}
	return name, err
})

// run runs the real program at the project's root, as the README says.
func run(t *testing.T, args ...string) (stdout string, code int) {
	t.Helper()
	stdout, stderr, code := runIn(t, root, args...)
	if stderr != "" {
		t.Errorf("stderr: %s", stderr)
	}
	return stdout, code
}

func runIn(t *testing.T, folder string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	name, err := program()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = folder
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// TestDemo: every function and variable of the demo called ...Wrong is reported, and everything that is reported is in one of those
// or in the chain that begins there.
func TestDemo(t *testing.T) {
	stdout, code := run(t, "--format", "json", "./testdata/demo/...")
	var doc struct{ Findings []finding.Finding }
	if err := json.Unmarshal([]byte(stdout), &doc); err != nil || code != 1 {
		t.Fatalf("exit code %d, %v", code, err)
	}
	reported := make(map[string]bool)
	rules := make(map[string]bool)
	wrong := wrongLines(t)
	for _, f := range doc.Findings {
		rules[f.Rule] = true
		found := false
		for _, step := range append(f.Chain, finding.Step{File: f.File, Line: f.Line}) {
			for name, lines := range wrong {
				if step.File == lines.file && lines.from <= step.Line && step.Line <= lines.to {
					reported[name] = true
					found = true
				}
			}
		}
		if !found {
			t.Errorf("%s:%d: %s: no function of the chain is wrong", f.File, f.Line, f.Rule)
		}
	}
	for name := range wrong {
		if !reported[name] {
			t.Errorf("%s is not reported", name)
		}
	}
	for _, r := range analyzers.DefaultRules() {
		if r.ID != "BG001" && !rules[r.ID] {
			t.Errorf("the demo has no %s (%s)", r.ID, r.Name)
		}
	}
}

type lines struct {
	file     string
	from, to int
}

// wrongLines finds the functions and variables of the demo that are wrong on purpose.
func wrongLines(t *testing.T) map[string]lines {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root, "testdata/demo/views/*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	wrong := make(map[string]lines)
	for _, path := range paths {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		file := "testdata/demo/views/" + filepath.Base(path)
		for _, decl := range f.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && strings.HasSuffix(fn.Name.Name, "Wrong") {
				wrong[filepath.Base(path)+": "+fn.Name.Name] = lines{file, fset.Position(fn.Pos()).Line, fset.Position(fn.End()).Line}
			}
			vars, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range vars.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok && strings.HasSuffix(v.Names[0].Name, "Wrong") {
					wrong[filepath.Base(path)+": "+v.Names[0].Name] = lines{file, fset.Position(v.Pos()).Line, fset.Position(v.End()).Line}
				}
			}
		}
	}
	return wrong
}

// TestReadme keeps what README.md shows of bglint true.
func TestReadme(t *testing.T) {
	stdout, code := run(t, "./testdata/demo/...")
	if code != 1 {
		t.Fatalf("exit code %d", code)
	}
	patch, stderr, code := runIn(t, root, "--diff", "./testdata/demo/...")
	if code != 1 {
		t.Fatalf("--diff: exit code %d: %s", code, stderr)
	}
	path := filepath.Join(root, "README.md")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	table.WriteString("\n| rule | finds |\n|---|---|\n")
	for _, r := range analyzers.Rules() {
		fmt.Fprintf(&table, "| %s `%s` | %s |\n", r.ID, r.Name, strings.ReplaceAll(r.Title(), "|", `\|`))
	}
	text := string(data)
	text = fill(t, text, "demo", "\n```\n"+stdout+"```\n\n")
	text = fill(t, text, "repair", "\n```diff\n"+patch+"```\n\n")
	text = fill(t, text, "rules", table.String()+"\n")
	if text == string(data) {
		return
	}
	if !*update {
		t.Fatalf("README.md does not show what bglint says (go test ./cmd/bglint -update):\n%s%s%s", stdout, patch, &table)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// fill puts content between the comments that begin with "<!-- name:" and "<!-- end of name".
func fill(t *testing.T, text, name, content string) string {
	t.Helper()
	rows := strings.SplitAfter(text, "\n")
	from := slices.IndexFunc(rows, func(s string) bool { return strings.HasPrefix(s, "<!-- "+name+":") })
	to := slices.IndexFunc(rows, func(s string) bool { return strings.HasPrefix(s, "<!-- end of "+name) })
	if from < 0 || to < from {
		t.Fatalf("README.md has no place for %s", name)
	}
	return strings.Join(rows[:from+1], "") + content + strings.Join(rows[to:], "")
}
