package toolkits

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// lint runs bglint on packages of this module, and answers its findings as "file:line rule".
func lint(t *testing.T, bglint string, packages ...string) []string {
	t.Helper()
	cmd := exec.Command(bglint, append([]string{"--format=json"}, packages...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if code := cmd.ProcessState.ExitCode(); err != nil && code != 1 {
		t.Fatalf("bglint: %v: %s", err, out)
	}
	var document struct {
		Findings []struct {
			Rule, File string
			Line       int
		}
		Errors []json.RawMessage
	}
	if err := json.Unmarshal(out, &document); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if len(document.Errors) > 0 {
		t.Fatalf("bglint could not check everything: %s", out)
	}
	var list []string
	for _, f := range document.Findings {
		list = append(list, fmt.Sprintf("%s:%d %s", f.File, f.Line, f.Rule))
	}
	slices.Sort(list)
	return list
}

// wanted are the lines of wrong programs that end with a rule's id.
func wanted(t *testing.T, file string) (list []string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(text), "\n") {
		if _, rule, ok := strings.Cut(line, "// BG"); ok {
			list = append(list, fmt.Sprintf("%s:%d BG%s", filepath.ToSlash(file), i+1, rule))
		}
	}
	slices.Sort(list)
	return list
}

// bglint says nothing of the programs, and names each mistake of their twins.
func TestLint(t *testing.T) {
	bglint := filepath.Join(t.TempDir(), "bglint")
	build := exec.Command("go", "build", "-o", bglint, "./cmd/bglint")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, program := range []string{"fyne", "tview", "bubbletea"} {
		if got := lint(t, bglint, "./"+program); len(got) > 0 {
			t.Errorf("%s: bglint reports %v", program, got)
		}
		want := wanted(t, program+"/wrong/wrong.go")
		if len(want) < 3 {
			t.Fatalf("%s: mistakes %v", program, want)
		}
		if got := lint(t, bglint, "./"+program+"/wrong"); !slices.Equal(got, want) {
			t.Errorf("%s/wrong: bglint reports %v, want %v", program, got, want)
		}
	}
}

// The window of the Fyne program compiles, too. Tag ci has Fyne draw in software, which needs no headers.
func TestFyneWindow(t *testing.T) {
	if out, err := exec.Command("go", "vet", "-tags", "gui,ci", "./fyne").CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
