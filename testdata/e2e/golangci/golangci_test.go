package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

const root = "../../.." // of the project, whose .bglint.yml says what the demo's screen is

var bin string // the folder with the programs under test

// TestMain builds golangci-lint with the plugin, which takes minutes for the first time, and bglint.
func TestMain(m *testing.M) {
	code, err := buildAndRun(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func buildAndRun(m *testing.M) (int, error) {
	var err error
	if bin, err = os.MkdirTemp("", "golangci"); err != nil {
		return 1, err
	}
	defer os.RemoveAll(bin)
	for _, b := range []struct{ dir, name, pkg string }{{".", "golangci-lint", "."}, {root, "bglint", "./cmd/bglint"}} {
		cmd := exec.Command("go", "build", "-o", filepath.Join(bin, b.name), b.pkg)
		cmd.Dir = b.dir
		if out, err := cmd.CombinedOutput(); err != nil {
			return 1, fmt.Errorf("go build %s: %w\n%s", b.name, err, out)
		}
	}
	return m.Run(), nil
}

// output runs a program in dir and returns what it prints. Exit code 1 means that there are findings.
func output(t *testing.T, dir, name string, args ...string) (stdout, stderr string) {
	t.Helper()
	config, err := filepath.Abs(filepath.Join(root, ".bglint.yml"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOLANGCI_LINT_CACHE="+filepath.Join(bin, "cache"), "BGLINT_CONFIG="+config)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && (cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != 1) {
		t.Fatalf("%s: %v\n%s%s", name, err, &out, &errs)
	}
	return out.String(), errs.String()
}

// An issue is a report in the form that all drivers can be brought to.
type issue struct {
	file         string
	line, column int
	rule         string // the analyzer's name; "" under go vet, which does not say
	text         string
}

func sorted(list []issue) []issue {
	slices.SortFunc(list, func(a, b issue) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return list
}

func bglint(t *testing.T, dir string, args ...string) (list []issue) {
	t.Helper()
	stdout, stderr := output(t, dir, filepath.Join(bin, "bglint"), append([]string{"--format=json"}, args...)...)
	var doc struct{ Findings []finding.Finding }
	if err := json.Unmarshal([]byte(stdout), &doc); err != nil {
		t.Fatalf("%v\n%s", err, stderr)
	}
	for _, f := range doc.Findings {
		list = append(list, issue{f.File, f.Line, f.Column, f.Name, f.Text()})
	}
	return sorted(list)
}

var reportRE = regexp.MustCompile(`(?m)^(\S+):(\d+):(\d+): (.*)$`)

func vet(t *testing.T, dir string, patterns ...string) (list []issue) {
	t.Helper()
	_, stderr := output(t, dir, "go", append([]string{"vet", "-vettool=" + filepath.Join(bin, "bglint")}, patterns...)...)
	for _, m := range reportRE.FindAllStringSubmatch(stderr, -1) {
		i := issue{file: m[1], text: m[4]}
		fmt.Sscan(m[2], &i.line)
		fmt.Sscan(m[3], &i.column)
		list = append(list, i)
	}
	return sorted(list)
}

// settings returns a .golangci.yml with the settings that .bglint.yml has, and further linters.
func settings(t *testing.T, linters ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, ".bglint.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var own map[string]any
	if err := yaml.Unmarshal(data, &own); err != nil {
		t.Fatal(err)
	}
	return configuration(t, own, linters...)
}

func configuration(t *testing.T, own map[string]any, linters ...string) string {
	t.Helper()
	type m = map[string]any
	data, err := yaml.Marshal(m{
		"version": "2",
		"run":     m{"relative-path-mode": "wd"},
		"linters": m{"default": "none", "enable": append([]string{"bglint"}, linters...), "settings": m{
			"custom":     m{"bglint": m{"type": "module", "description": "goroutines of UI programs", "settings": own}},
			"nolintlint": m{"allow-unused": false, "require-specific": true, "require-explanation": true},
		}},
		"issues": m{"max-same-issues": 0, "max-issues-per-linter": 0, "uniq-by-line": false},
	})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), ".golangci.yml")
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func golangci(t *testing.T, dir, config string, patterns ...string) (list []issue) {
	t.Helper()
	stdout, stderr := output(t, dir, filepath.Join(bin, "golangci-lint"),
		append([]string{"run", "--config", config, "--show-stats=false", "--output.json.path=stdout"}, patterns...)...)
	var doc struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal([]byte(stdout), &doc); err != nil {
		t.Fatalf("%v\n%s%s", err, stdout, stderr)
	}
	for _, i := range doc.Issues {
		name, text := i.FromLinter, i.Text
		if name == "bglint" {
			name, text, _ = strings.Cut(i.Text, ": ")
		}
		list = append(list, issue{i.Pos.Filename, i.Pos.Line, i.Pos.Column, name, text})
	}
	return sorted(list)
}

func equal(t *testing.T, what string, got, want []issue) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	text := func(list []issue) (s string) {
		for _, i := range list {
			s += fmt.Sprintf("\t%s:%d:%d: %s: %s\n", i.file, i.line, i.column, i.rule, i.text)
		}
		return s
	}
	t.Errorf("%s says\n%sbglint says\n%s", what, text(got), text(want))
}

// TestSameFindings: the demo has the same findings, to the letter, under bglint, go vet and golangci-lint, though its
// packages depend on each other.
func TestSameFindings(t *testing.T) {
	const demo = "./testdata/demo/..."
	want := bglint(t, root, demo)
	if len(want) < 6 {
		t.Fatalf("the demo has %d findings", len(want))
	}
	config := settings(t)
	equal(t, "golangci-lint", golangci(t, root, config, demo), want)
	equal(t, "golangci-lint, from its cache,", golangci(t, root, config, demo), want)
	for i := range want {
		want[i].rule = ""
	}
	equal(t, "go vet", vet(t, root, demo), sorted(want))
}

// TestDirectives: nolint and ignore comments silence what they should under both, and nolintlint finds no fault with them.
func TestDirectives(t *testing.T) {
	const name = "directives/directives.go"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for i, text := range strings.Split(string(data), "\n") {
		if _, rules, ok := strings.Cut(text, "// want "); ok {
			for rule := range strings.FieldsSeq(rules) {
				want = append(want, fmt.Sprintf("%s:%d %s", name, i+1, rule))
			}
		}
	}
	slices.Sort(want)
	for driver, issues := range map[string][]issue{
		"bglint":        bglint(t, ".", "--config", filepath.Join(root, ".bglint.yml"), "./directives"),
		"golangci-lint": golangci(t, ".", settings(t, "nolintlint"), "./directives"),
	} {
		var got []string
		for _, i := range issues {
			got = append(got, fmt.Sprintf("%s:%d %s", i.file, i.line, i.rule))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q\nwant %q", driver, got, want)
		}
	}
}

// TestSettings: the plugin takes the settings of .bglint.yml, and refuses what it does not know.
func TestSettings(t *testing.T) {
	var own map[string]any
	data, err := os.ReadFile(filepath.Join(root, ".bglint.yml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &own); err != nil {
		t.Fatal(err)
	}
	own["enable"] = []string{"BG101", "capture"}
	own["confidence"] = "certain"
	for _, i := range golangci(t, root, configuration(t, own), "./testdata/demo/...") {
		if i.rule != "blocking" {
			t.Errorf("%+v", i)
		}
	}
	for _, tt := range []struct {
		own  map[string]any
		want []string
	}{
		{map[string]any{"enabled": []string{"BG101"}}, []string{`unknown field "enabled"`, "valid: confidence, disable, enable, tests, toolkits"}},
		{map[string]any{"enable": []string{"BG999"}}, []string{`unknown rule "BG999"`, "BG101 blocking"}},
		{map[string]any{"tags": []string{"x"}, "baseline": "b.yml"}, []string{"run.build-tags", "new-from-merge-base"}},
		{map[string]any{"toolkits": []any{map[string]any{"name": "x", "rolls": 1}}}, []string{`"rolls"`}},
	} {
		cmd := exec.Command(filepath.Join(bin, "golangci-lint"), "run", "--config", configuration(t, tt.own), "./testdata/demo/...")
		cmd.Dir = root
		out, err := cmd.CombinedOutput()
		if err == nil {
			t.Errorf("%v: no error", tt.own)
		}
		for _, want := range tt.want {
			if !strings.Contains(string(out), want) {
				t.Errorf("%v: %s\nwant %q", tt.own, out, want)
			}
		}
	}
}
