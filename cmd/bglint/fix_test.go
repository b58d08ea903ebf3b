package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// repairable is a view of the demo in which everything that is wrong can be repaired.
const repairable = `package views

import (
	"github.com/go-bgkit/bgkit/testdata/demo/album"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

// NewRepairable adds buttons that work in the background and on the screen at once.
func NewRepairable(w *screen.Window) {
	label := screen.NewLabel(w)
	w.Button("off", func() {
		go func() {
			names, err := album.Names(".")
			if err != nil {
				label.SetText(err.Error()) // what went wrong
				return
			}
			label.SetText(album.Index(names, "found"))
		}()
	})
	w.Button("wait", func() {
		w.DoAndWait(func() { label.SetText("waiting") })
	})
}
`

// TestDemoFix repairs a copy of the demo, with the view above and what the demo has of the kind: the patch is what --fix does, the result compiles, what was repaired is not reported
// again, and a second run has nothing to do.
func TestDemoFix(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum", ".bglint.yml"} {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"runtime", "testdata/demo"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "testdata/demo/views/repairable.go"), []byte(repairable), 0o666); err != nil {
		t.Fatal(err)
	}
	tool := filepath.Join(dir, "bglint.exe")
	if out, err := exec.Command("go", "build", "-o", tool, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	in := func(name string, args ...string) (stdout, stderr string, code int) {
		t.Helper()
		cmd := exec.Command(name, args...)
		cmd.Dir = dir
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
			t.Fatal(err)
		}
		return out.String(), errs.String(), cmd.ProcessState.ExitCode()
	}
	const demo = "./testdata/demo/..."
	patch, _, code := in(tool, "--diff", demo)
	if code != 1 || !strings.Contains(patch, "+++ b/testdata/demo/views/repairable.go") || !strings.Contains(patch, "+\t\t\t\tw.Do(func() {") || !strings.Contains(patch, "+\t\t\tv.window.Do(func() {") {
		t.Fatalf("--diff: exit code %d:\n%s", code, patch)
	}
	before, _, _ := in(tool, "--format", "json", demo)
	left, told, code := in(tool, "--fix", "--format", "json", demo)
	if code != 1 || !strings.Contains(told, "applied ") {
		t.Errorf("--fix: exit code %d: %s", code, told)
	}
	if out, errs, code := in("go", "vet", demo); code != 0 {
		t.Errorf("the repaired demo does not compile: %s%s\n%s", out, errs, patch)
	}
	count := func(doc string) int { return strings.Count(doc, `"rule": `) }
	after, _, _ := in(tool, "--format", "json", demo)
	if count(left) != count(before)-3 || count(after) > count(left) {
		t.Errorf("%d findings, %d were left by --fix, %d are there now", count(before), count(left), count(after))
	}
	if patch, _, code := in(tool, "--diff", demo); code != 0 {
		t.Errorf("--diff after --fix: exit code %d:\n%s", code, patch)
	}
}
