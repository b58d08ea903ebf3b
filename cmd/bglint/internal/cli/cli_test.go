package cli

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/rule"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/driver"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/vettool"
)

// The test binary is bglint itself, with two stand-ins for rules, so that what is tested here is the driver and not the
// engine: it is started as the go command's vet tool, and with BGLINT_TEST_MAIN as the command line.
func TestMain(m *testing.M) {
	if args := os.Args[1:]; vettool.Requested(args) {
		vettool.Main(args, standIns)
	} else if os.Getenv("BGLINT_TEST_MAIN") != "" {
		os.Exit(Main(args, testRules, os.Stdout, os.Stderr))
	}
	flag.Parse()
	os.Exit(m.Run())
}

var testRules = func() Rules {
	blocking := rule.Info{ID: "BG101", Name: "blocking", Doc: "blocking: calls of Block\n\nThe text."}
	offloop := rule.Info{ID: "BG103", Name: "offloop", Doc: "offloop: calls of Draw\n\nAnother."}
	return Rules{All: []rule.Info{blocking, offloop}, Default: []rule.Info{blocking, offloop}}
}()

// isBlocking is the fact that a function calls Block, so that reports depend on what was found out in other packages.
type isBlocking struct{}

func (*isBlocking) AFact() {}

// standIns reports calls of functions that call a function named Block (BG101, certain), and calls of functions named
// Draw (BG103, possible) or Late (BG103, certain, with a fix). It panics on a function named Crash.
func standIns(s analyzers.Settings) ([]*analysis.Analyzer, error) {
	if s.Confidence == "" {
		s.Confidence = finding.Likely
	}
	report := func(pass *analysis.Pass, n ast.Node, f finding.Finding, fixes ...analysis.SuggestedFix) {
		if !f.Confidence.AtLeast(s.Confidence) {
			return
		}
		p := pass.Fset.Position(n.Pos())
		f.Package, f.Line, f.Column = pass.Pkg.Path(), p.Line, p.Column
		f.File = strings.TrimPrefix(strings.TrimPrefix(pass.Pkg.Path(), pass.Module.Path)+"/"+filepath.Base(p.Filename), "/")
		f.Chain = []finding.Step{{File: f.File, Line: f.Line, Column: f.Column, Text: "here"}}
		for _, fix := range fixes {
			f.Fixes = append(f.Fixes, fix.Message)
		}
		message := f.Text()
		if s.Details {
			message, _ = f.Encode()
		}
		pass.Report(analysis.Diagnostic{Pos: n.Pos(), Category: f.Rule, Message: message, SuggestedFixes: fixes})
	}
	engine := &analysis.Analyzer{
		Name: "engine", Doc: "engine: find functions that block", FactTypes: []analysis.Fact{new(isBlocking)}, ResultType: reflect.TypeFor[int](),
		Run: func(pass *analysis.Pass) (any, error) {
			log(pass.Pkg.Path())
			for _, file := range pass.Files {
				for _, decl := range file.Decls {
					if fn, ok := decl.(*ast.FuncDecl); ok {
						if fn.Name.Name == "Crash" {
							panic("crash of the analyzer")
						}
						ast.Inspect(fn, func(n ast.Node) bool {
							if id, ok := n.(*ast.Ident); ok && id.Name == "Block" && id != fn.Name {
								pass.ExportObjectFact(pass.TypesInfo.Defs[fn.Name], new(isBlocking))
							}
							return true
						})
					}
				}
			}
			return 0, nil
		},
	}
	calls := func(name string, visit func(*analysis.Pass, *ast.CallExpr, *types.Func)) *analysis.Analyzer {
		return &analysis.Analyzer{Name: name, Doc: name + ": stand-in", Requires: []*analysis.Analyzer{engine}, Run: func(pass *analysis.Pass) (any, error) {
			for _, file := range pass.Files {
				ast.Inspect(file, func(n ast.Node) bool {
					if call, ok := n.(*ast.CallExpr); ok {
						id, _ := call.Fun.(*ast.Ident)
						if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
							id = sel.Sel
						}
						if fn, ok := pass.TypesInfo.Uses[id].(*types.Func); ok {
							visit(pass, call, fn)
						}
					}
					return true
				})
			}
			return nil, nil
		}}
	}
	return []*analysis.Analyzer{
		calls("blocking", func(pass *analysis.Pass, call *ast.CallExpr, fn *types.Func) {
			if pass.ImportObjectFact(fn, new(isBlocking)) {
				report(pass, call, finding.Finding{Rule: "BG101", Name: "blocking", Confidence: finding.Certain, Message: fn.Name() + " blocks"})
			}
		}),
		calls("offloop", func(pass *analysis.Pass, call *ast.CallExpr, fn *types.Func) {
			if fn.Name() == "Draw" {
				report(pass, call, finding.Finding{Rule: "BG103", Name: "offloop", Confidence: finding.Possible, Message: fn.Name() + " off the loop"})
			}
			if fn.Name() == "Late" { // with a fix that begins and ends where the call does
				report(pass, call, finding.Finding{Rule: "BG103", Name: "offloop", Confidence: finding.Certain, Message: "late"}, analysis.SuggestedFix{
					Message: "Call Soon", TextEdits: []analysis.TextEdit{
						{Pos: call.Pos(), End: call.Lparen, NewText: []byte("Soon")}, {Pos: call.Rparen, End: call.Rparen, NewText: []byte(" /* soon */")},
					},
				})
			}
		}),
	}, nil
}

// log notes for the test what the tool analysed.
func log(pkg string) {
	if f, err := os.OpenFile(os.Getenv("BGLINT_TEST_LOG"), os.O_APPEND|os.O_WRONLY|os.O_CREATE, 0o666); err == nil {
		fmt.Fprintln(f, pkg)
		f.Close()
	}
}

// write lays out files, given as name, content, name, content ..., in a new folder.
func write(t *testing.T, files ...string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	add(t, dir, files...)
	return dir
}

func add(t *testing.T, dir string, files ...string) {
	t.Helper()
	for i := 0; i < len(files); i += 2 {
		path := filepath.Join(dir, files[i])
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(files[i+1]), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

type outcome struct {
	code           int
	stdout, stderr string
	analysed       []string
}

// bglint runs the command line in dir, as a process of its own.
func bglint(t *testing.T, dir string, args ...string) outcome {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return start(t, dir, self, args...)
}

func start(t *testing.T, dir, name string, args ...string) outcome {
	t.Helper()
	logFile := filepath.Join(t.TempDir(), "log")
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "BGLINT_TEST_MAIN=1", "BGLINT_TEST_LOG="+logFile, "GOPROXY=off", "GOWORK=",
		"GORACE=atexit_sleep_ms=0") // under the race detector every process would sleep for a second at its end
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	data, _ := os.ReadFile(logFile)
	analysed := strings.Fields(string(data))
	slices.Sort(analysed)
	return outcome{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String(), analysed}
}

func (o outcome) expect(t *testing.T, code int, stdout string, stderr ...string) {
	t.Helper()
	if o.code != code || o.stdout != stdout {
		t.Errorf("exit code %d, want %d; stdout:\n%s\nwant:\n%s\nstderr:\n%s", o.code, code, o.stdout, stdout, o.stderr)
	}
	for _, s := range stderr {
		if !strings.Contains(o.stderr, s) {
			t.Errorf("stderr:\n%s\nwant %q in it", o.stderr, s)
		}
	}
	if len(stderr) == 0 && o.stderr != "" {
		t.Errorf("stderr: %s", o.stderr)
	}
}

var project = []string{
	"go.mod", "module example.com/app\n\ngo 1.25.0\n",
	"main.go", `package main

import "example.com/app/ui"

func main() { ui.Handle() }
`,
	"ui/ui.go", `package ui

import "example.com/app/store"

func Handle() {
	store.Save()
	Draw()
}

func Draw() {}
`,
	"ui/ui_test.go", `package ui

import (
	"testing"

	"example.com/app/store"
)

func TestHandle(t *testing.T) { store.Save() }
`,
	"ui/x_test.go", `package ui_test

import (
	"testing"

	"example.com/app/store"
)

func TestX(t *testing.T) { store.Save() }
`,
	"store/store.go", `package store

import "os"

func Save() { Block() }

func Block() { os.Getpid() }
`,
	"onlytests/x_test.go", "package onlytests\n",
}

const (
	saveFinding = "ui/ui.go:6:2: Save blocks (BG101 blocking, certain)\n\tui/ui.go:6:2: here\n"
	drawFinding = "ui/ui.go:7:2: Draw off the loop (BG103 offloop, possible)\n\tui/ui.go:7:2: here\n"
	testFinding = "ui/ui_test.go:9:33: Save blocks (BG101 blocking, certain)\n\tui/ui_test.go:9:33: here\n"
	xFinding    = "ui/x_test.go:9:28: Save blocks (BG101 blocking, certain)\n\tui_test/x_test.go:9:28: here\n"
)

func TestFindings(t *testing.T) {
	dir := write(t, project...)
	bglint(t, dir).expect(t, Findings, saveFinding)
	for _, tt := range []struct {
		name   string
		args   []string
		code   int
		stdout string
	}{
		{"pattern", []string{"./store"}, Clean, ""},
		{"two patterns", []string{"./store", "./ui"}, Findings, saveFinding},
		{"import path", []string{"example.com/app/ui"}, Findings, saveFinding},
		{"file", []string{"main.go"}, Clean, ""},
		{"only tests", []string{"./onlytests"}, Clean, ""},
		{"only tests among others", []string{"./onlytests", "./ui"}, Findings, saveFinding},
		{"possible", []string{"--confidence", "possible"}, Findings, saveFinding + drawFinding},
		{"certain", []string{"--confidence=certain"}, Findings, saveFinding},
		{"disabled", []string{"--disable", "blocking"}, Clean, ""},
		{"enabled", []string{"--enable", "BG103", "--confidence=possible"}, Findings, drawFinding},
		{"-C", []string{"-C", "ui", "."}, Findings, saveFinding},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := bglint(t, dir, tt.args...)
			o.expect(t, tt.code, tt.stdout)
			if len(o.analysed) > 0 && tt.name != "file" {
				t.Errorf("analysed again: %v", o.analysed)
			}
		})
	}
	t.Run("folder below", func(t *testing.T) {
		bglint(t, filepath.Join(dir, "ui")).expect(t, Findings, saveFinding)
	})
	t.Run("tests", func(t *testing.T) {
		o := bglint(t, dir, "--tests")
		o.expect(t, Findings, saveFinding+testFinding+strings.Replace(xFinding, "ui/", "ui_test/", 1))
	})
}

// TestCache has every package analysed once, and again only where something that matters has changed.
func TestCache(t *testing.T) {
	dir := write(t, project...)
	for _, step := range []struct {
		name     string
		change   []string
		args     []string
		analysed []string
	}{
		{"a program, its packages as dependencies", nil, []string{"."}, []string{"example.com/app", "example.com/app/store", "example.com/app/ui"}},
		{"its packages for themselves", nil, nil, nil},
		{"again", nil, nil, nil},
		{"other rules", nil, []string{"--disable", "offloop", "--confidence", "possible"}, nil},
		{"a configuration with the same rules", []string{".bglint.yml", "disable: [offloop]\nconfidence: certain\n"}, nil, nil},
		{"a test", []string{"ui/ui_test.go", "package ui\n"}, nil, nil},
		{"a package", []string{"ui/ui.go", strings.Replace(project[5], "Draw() {}", "Draw() { println() }", 1)}, nil, []string{"example.com/app", "example.com/app/ui"}},
		{"a toolkit", []string{".bglint.yml", userToolkit}, nil, []string{"example.com/app", "example.com/app/store", "example.com/app/ui"}},
		{"the toolkit's comment", []string{".bglint.yml", "# a comment\n" + userToolkit}, nil, nil},
	} {
		add(t, dir, step.change...)
		o := bglint(t, dir, step.args...)
		if !slices.Equal(o.analysed, step.analysed) {
			t.Errorf("%s: analysed %v, want %v", step.name, o.analysed, step.analysed)
		}
		if step.name != "a program, its packages as dependencies" && o.stdout != saveFinding {
			t.Errorf("%s: %s%s", step.name, o.stdout, o.stderr)
		}
	}
}

// TestCacheOfQuestions: what was checked is not analysed again to say why.
func TestCacheOfQuestions(t *testing.T) {
	dir := write(t, project...)
	bglint(t, dir).expect(t, Findings, saveFinding)
	for _, args := range [][]string{{"why", "Handle"}, {"map", "-o", "-"}} {
		if o := bglint(t, dir, args...); len(o.analysed) > 0 {
			t.Errorf("%s: analysed %v", args[0], o.analysed)
		}
	}
}

const userToolkit = `toolkits:
  - name: mine
    packages:
      - path: example.com/kit
    roles:
      - role: ui
        symbols: [example.com/kit.Draw]
`

// TestVettool runs plain go vet, twice, and gets the same findings as bglint does.
func TestVettool(t *testing.T) {
	dir := write(t, project...)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range []string{"cold", "warm"} {
		o := start(t, dir, "go", "vet", "-vettool="+self, "./...")
		if got := reports(o.stderr); o.code != 1 || !slices.Equal(got, []string{"ui/ui.go:6:2: Save blocks [ui/ui.go:6 here]"}) {
			t.Errorf("%s: exit code %d, %q\n%s", run, o.code, got, o.stderr)
		}
		if run == "warm" && len(o.analysed) > 0 {
			t.Errorf("analysed again: %v", o.analysed)
		}
	}
	t.Run("configuration", func(t *testing.T) {
		config := filepath.Join(dir, "lint.yml")
		add(t, dir, "lint.yml", "confidence: possible\ntests: true\n")
		t.Setenv(vettool.EnvConfig, config)
		o := start(t, dir, "go", "vet", "-vettool="+self, "./ui")
		if got := reports(o.stderr); o.code != 1 || len(got) != 4 {
			t.Errorf("exit code %d, %q", o.code, got)
		}
		t.Setenv(vettool.EnvConfig, "lint.yml")
		if o := start(t, dir, "go", "vet", "-vettool="+self, "./ui"); o.code == 0 || !strings.Contains(o.stderr, "absolute path") {
			t.Errorf("relative: exit code %d, %s", o.code, o.stderr)
		}
		add(t, dir, "lint.yml", "confidnce: possible\n")
		t.Setenv(vettool.EnvConfig, config)
		if o := start(t, dir, "go", "vet", "-vettool="+self, "./ui"); o.code == 0 || !strings.Contains(o.stderr, `lint.yml:1:1: unknown key "confidnce"`) {
			t.Errorf("wrong key: exit code %d, %s", o.code, o.stderr)
		}
	})
	t.Run("one analyzer", func(t *testing.T) {
		if o := start(t, dir, "go", "vet", "-vettool="+self, "-offloop", "./..."); o.code != 0 {
			t.Errorf("exit code %d, %s", o.code, o.stderr)
		}
	})
}

// reports returns the lines of go vet's output that begin with a position.
func reports(text string) (lines []string) {
	for line := range strings.Lines(text) {
		if regexp.MustCompile(`^\S+:\d+:\d+: `).MatchString(line) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

func TestBroken(t *testing.T) {
	for _, tt := range []struct {
		name   string
		files  []string
		stdout string
		stderr []string
	}{
		{"type error", []string{"bad/bad.go", "package bad\n\nfunc f() { undefined() }\n"}, saveFinding,
			[]string{"bglint: example.com/app/bad: bad/bad.go:3:12: undefined: undefined\n"}},
		{"syntax error", []string{"bad/bad.go", "package bad\n\nfunc f( {\n"}, saveFinding,
			[]string{"bglint: example.com/app/bad: bad/bad.go:3:9: expected"}},
		{"no package clause", []string{"bad/bad.go", "import\n"}, saveFinding,
			[]string{"bglint: example.com/app/bad: bad/bad.go:1:1: expected 'package'"}},
		{"two packages", []string{"bad/bad.go", "package bad\n", "bad/good.go", "package good\n"}, saveFinding,
			[]string{"bglint: example.com/app/bad: found packages bad (bad.go) and good (good.go) in "}},
		{"missing import", []string{"bad/bad.go", "package bad\n\nimport _ \"example.com/missing\"\n"}, saveFinding,
			[]string{"bglint: example.com/app/bad: bad/bad.go:3:8: no required module provides package example.com/missing"}},
		{"missing import of an import", []string{"bad/bad.go", "package bad\n\nimport _ \"example.com/missing\"\n", "worse/worse.go", "package worse\n\nimport _ \"example.com/app/bad\"\n"}, saveFinding,
			[]string{"bglint: example.com/app/bad: bad/bad.go:3:8: no required module", "bglint: example.com/app/worse: imports example.com/app/bad: bad/bad.go:3:8: no required module"}},
		{"type error in an import", []string{"bad/bad.go", "package bad\n\nvar X int = \"\"\n", "worse/worse.go", "package worse\n\nimport _ \"example.com/app/bad\"\n"}, saveFinding,
			[]string{"bglint: example.com/app/bad: bad/bad.go:3:13: cannot use", "bglint: example.com/app/worse: not checked, because it depends on example.com/app/bad\n"}},
		{"import cycle", []string{"bad/bad.go", "package bad\n\nimport _ \"example.com/app/worse\"\n", "worse/worse.go", "package worse\n\nimport _ \"example.com/app/bad\"\n"}, saveFinding,
			[]string{"bglint: example.com/app/bad: import cycle not allowed", "bglint: example.com/app/worse: "}},
		{"missing file to embed", []string{"bad/bad.go", "package bad\n\nimport _ \"embed\"\n\n//go:embed nosuch.txt\nvar S string\n"}, saveFinding,
			[]string{"bglint: example.com/app/bad: bad/bad.go:5:12: pattern nosuch.txt: no matching files found"}},
		{"crash", []string{"bad/bad.go", "package bad\n\nfunc Crash() {}\n"}, saveFinding,
			[]string{"bglint: example.com/app/bad: panic: crash of the analyzer\n\tgoroutine", "\t...\n"}},
		{"two of them", []string{"bad/bad.go", "package bad\n\nfunc f( {\n", "worse/worse.go", "package worse\n\nimport _ \"example.com/missing\"\n"}, saveFinding,
			[]string{"bglint: example.com/app/bad: bad/bad.go:3:9: expected", "bglint: example.com/app/worse: worse/worse.go:3:8: no required module"}},
		{"test files do not matter", []string{"ui/bad_test.go", "package ui\n\nimport _ \"example.com/missing\"\n\nfunc f( {\n"}, saveFinding, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := write(t, append(slices.Clone(project), tt.files...)...)
			code := Failed
			if tt.stderr == nil {
				code = Findings
			}
			bglint(t, dir).expect(t, code, tt.stdout, tt.stderr...)
		})
	}
}

func TestCannotRun(t *testing.T) {
	for _, tt := range []struct {
		name   string
		files  []string
		args   []string
		stderr []string
	}{
		{"no module", []string{"a.go", "package a\n"}, nil, []string{"go.mod", "run it in a folder with a go.mod"}},
		{"no packages", project[:2], nil, []string{"no packages match ./..."}},
		{"no such package", project, []string{"./nosuch"}, []string{"bglint: ./nosuch: ", "directory not found"}},
		{"no such folder", project, []string{"-C", "nosuch"}, []string{"nosuch"}},
		{"bad go.mod", []string{"go.mod", "modul x\n"}, nil, []string{"go.mod:1: unknown directive: modul"}},
		{"flag", project, []string{"--nosuch"}, []string{"unknown flag: --nosuch\n\trun \"bglint --help\" for the flags\n"}},
		{"rule", project, []string{"--enable", "BG999,blocking", "--disable=nosuch"}, []string{`unknown rules "nosuch", "BG999"; valid: BG101 blocking, BG103 offloop, all, default`}},
		{"command", project, []string{"exlpain"}, []string{`"exlpain" is no command and no folder here; did you mean explain?`}},
		{"fix and diff", project, []string{"--fix", "--diff"}, []string{"--fix changes the files and --diff only shows how"}},
		{"baseline", project, []string{"--baseline=."}, []string{". is a folder; name the baseline's file in it, commonly .bglint-baseline.yml"}},
		{"no rule", project, []string{"--disable", "all"}, []string{"no rule is left"}},
		{"several", project, []string{"--confidence=sure", "--format=xml", "--enable=x"}, []string{`unknown confidence "sure"; valid: certain, likely, possible`, `unknown format "xml"; valid: text, json, sarif, github`, `unknown rule "x"`}},
		{"no configuration", project, []string{"--config=nosuch.yml"}, []string{"open nosuch.yml"}},
		{"configuration", slices.Concat(project, []string{".bglint.yml", "tests: maybe\nenabled: [x]\nenable: [nosuch]\n"}), nil,
			[]string{".bglint.yml:1:8: tests must be true or false", `.bglint.yml:2:1: unknown key "enabled"; valid: baseline, confidence, disable, enable, tags, tests, toolkits`, `unknown rule "nosuch"`}},
		{"toolkit", slices.Concat(project, []string{".bglint.yml", "confidence: certain\n" + strings.Replace(userToolkit, "role: ui", "role: you", 1)}), nil,
			[]string{".bglint.yml:7:15: ", "you", "valid"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			bglint(t, write(t, tt.files...), tt.args...).expect(t, Failed, "", tt.stderr...)
		})
	}
}

func TestLayouts(t *testing.T) {
	second := []string{
		"go.mod", "module example.com/lib\n\ngo 1.25.0\n",
		"lib.go", "package lib\n\nfunc Wait() { Block() }\n\nfunc Block() {}\n\nfunc Use() { Wait() }\n",
	}
	in := func(folder string, files []string) (moved []string) {
		for i := 0; i < len(files); i += 2 {
			moved = append(moved, filepath.Join(folder, files[i]), files[i+1])
		}
		return moved
	}
	replacing := []string{
		"go.mod", "module example.com/app\n\ngo 1.25.0\n\nrequire example.com/lib v1.0.0\n\nreplace example.com/lib => ../lib\n",
		"app.go", "package app\n\nimport \"example.com/lib\"\n\nfunc f() { lib.Wait() }\n",
	}
	const libFinding = "lib.go:7:14: Wait blocks (BG101 blocking, certain)\n\tlib.go:7:14: here\n"
	t.Run("workspace", func(t *testing.T) {
		dir := write(t, slices.Concat(in("app", project), in("lib", second), []string{"go.work", "go 1.25.0\n\nuse (\n\t./app\n\t./lib\n)\n"})...)
		app := strings.ReplaceAll(saveFinding, "ui/ui.go", "app/ui/ui.go")
		lib := strings.ReplaceAll(libFinding, "lib.go", "lib/lib.go")
		bglint(t, dir, "./app/...", "./lib/...").expect(t, Findings, app+lib)
		bglint(t, dir).expect(t, Findings, app+lib)
		bglint(t, filepath.Join(dir, "lib")).expect(t, Findings, libFinding)
	})
	t.Run("a module that another one replaces", func(t *testing.T) {
		dir := write(t, slices.Concat(in("lib", second), in("app", replacing))...)
		const app = "app.go:5:12: Wait blocks (BG101 blocking, certain)\n\tapp.go:5:12: here\n"
		bglint(t, filepath.Join(dir, "app")).expect(t, Findings, app)
		bglint(t, filepath.Join(dir, "lib")).expect(t, Findings, libFinding) // not what is in the cache of it as a dependency
		bglint(t, filepath.Join(dir, "app")).expect(t, Findings, app)
	})
	t.Run("a module that another one replaces, with go vet", func(t *testing.T) {
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		dir := write(t, slices.Concat(in("lib", second), in("app", replacing))...)
		add(t, dir, "app/below/below.go", "package below\n\nimport \"example.com/lib\"\n\nfunc f() { lib.Wait() }\n")
		for _, run := range []struct{ folder, want string }{
			{"app/below", "below.go:5:12: Wait blocks [below/below.go:5 here]"},
			{"app", "app.go:5:12: Wait blocks [app.go:5 here]"},
			{"lib", "lib.go:7:14: Wait blocks [lib.go:7 here]"},
		} {
			o := start(t, filepath.Join(dir, run.folder), "go", "vet", "-vettool="+self, ".")
			if got := reports(o.stderr); !slices.Equal(got, []string{run.want}) {
				t.Errorf("%s: %q, want %q\n%s", run.folder, got, run.want, o.stderr)
			}
		}
	})
	t.Run("vendor", func(t *testing.T) {
		dir := write(t, slices.Concat(project, in("vendor/example.com/lib", second), []string{
			"go.mod", "module example.com/app\n\ngo 1.25.0\n\nrequire example.com/lib v1.0.0\n",
			"vendor/modules.txt", "# example.com/lib v1.0.0\n## explicit; go 1.25.0\nexample.com/lib\n",
			"uselib/uselib.go", "package uselib\n\nimport \"example.com/lib\"\n\nfunc f() { lib.Wait() }\n",
		})...)
		bglint(t, dir).expect(t, Findings, saveFinding+"uselib/uselib.go:5:12: Wait blocks (BG101 blocking, certain)\n\tuselib/uselib.go:5:12: here\n")
	})
	t.Run("tags", func(t *testing.T) {
		dir := write(t, slices.Concat(second, []string{"tagged.go", "//go:build fast || slow\n\npackage lib\n\nfunc g() { Wait() }\n"})...)
		tagged := strings.ReplaceAll(libFinding, "lib.go:7:14", "tagged.go:5:12")
		bglint(t, dir).expect(t, Findings, libFinding)
		bglint(t, dir, "--tags", "fast").expect(t, Findings, libFinding+tagged)
		add(t, dir, ".bglint.yml", "tags: [slow, other]\n")
		bglint(t, dir).expect(t, Findings, libFinding+tagged)
		bglint(t, dir, "--tags=").expect(t, Findings, libFinding)
	})
	t.Run("standard library", func(t *testing.T) {
		bglint(t, write(t, project...), "errors").expect(t, Clean, "")
	})
}

var update = flag.Bool("update", false, "rewrite the golden files")

func TestJSON(t *testing.T) {
	dir := write(t, append(slices.Clone(project), "bad/bad.go", "package bad\n\nfunc f() { undefined() }\n")...)
	o := bglint(t, dir, "--format=json", "--confidence=possible")
	if o.code != Failed || o.stderr != "" {
		t.Errorf("exit code %d, stderr %s", o.code, o.stderr)
	}
	golden(t, "findings.json", o.stdout)
	var doc struct {
		Version  int
		Findings []finding.Finding
		Errors   []driver.Error
	}
	if err := json.Unmarshal([]byte(o.stdout), &doc); err != nil || doc.Version != 1 || len(doc.Findings) != 2 || len(doc.Errors) != 1 {
		t.Errorf("%v, %+v", err, doc)
	}
	golden(t, "clean.json", bglint(t, dir, "--format=json", "./store").stdout)
}

func TestFormats(t *testing.T) {
	dir := write(t, project...)
	var log struct {
		Runs []struct{ Results []struct{ RuleID string } }
	}
	o := bglint(t, dir, "--format=sarif")
	if err := json.Unmarshal([]byte(o.stdout), &log); err != nil || o.code != Findings || len(log.Runs) != 1 || len(log.Runs[0].Results) != 1 || log.Runs[0].Results[0].RuleID != "BG101" {
		t.Errorf("sarif: exit code %d, %v, %s%s", o.code, err, o.stdout, o.stderr)
	}
	bglint(t, dir, "--format=github").expect(t, Findings, "::error file=ui/ui.go,line=6,col=2,title=BG101 blocking (certain)::Save blocks%0Aui/ui.go:6:2: here\n")
}

func TestTexts(t *testing.T) {
	dir := t.TempDir()
	golden(t, "help.txt", bglint(t, dir, "--help").stdout)
	golden(t, "rules.txt", bglint(t, dir, "rules").stdout)
	golden(t, "explain.txt", bglint(t, dir, "explain", "--all").stdout)
	bglint(t, dir, "explain", "offloop").expect(t, Clean, "BG103 offloop: calls of Draw\n\nAnother.\n\nhttps://github.com/go-bgkit/bgkit/blob/main/docs/rules/offloop.md\n")
	bglint(t, dir, "explain").expect(t, Failed, "", "name the rules to explain")
	bglint(t, dir, "explain", "nosuch").expect(t, Failed, "", `unknown rule "nosuch"`)
	bglint(t, dir, "rules", "x").expect(t, Failed, "", "unknown command")
	if o := bglint(t, dir, "version"); o.code != Clean || !strings.HasPrefix(o.stdout, "bglint ") {
		t.Errorf("version: %+v", o)
	}
	bglint(t, dir, "man", "man1").expect(t, Clean, "")
	for name, want := range map[string]string{"bglint.1": "freezes, self-deadlocks", "bglint-baseline-check.1": "entries that are stale", "bglint-explain.1": ".TH"} {
		if page, err := os.ReadFile(filepath.Join(dir, "man1", name)); err != nil || !strings.Contains(string(page), want) {
			t.Errorf("%s: %v\n%s", name, err, page)
		}
	}
	if o := bglint(t, dir, "__complete", "baseline", "check", "--format", ""); !strings.Contains(o.stdout, "sarif\n") {
		t.Errorf("completion: %s", o.stdout)
	}
	if o := bglint(t, dir, "__complete", "--enable", "off"); !strings.Contains(o.stdout, "offloop\tBG103: calls of Draw") {
		t.Errorf("completion: %s", o.stdout)
	}
	if o := bglint(t, dir, "completion", "bash"); o.code != Clean || !strings.Contains(o.stdout, "bash completion") {
		t.Errorf("completion: %+v", o)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s:\n%s\nwant:\n%s", name, got, want)
	}
}
