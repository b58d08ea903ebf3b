package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// edit replaces text in a file of a project.
func edit(t *testing.T, dir, name, old, new string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil || !strings.Contains(string(data), old) {
		t.Fatalf("no %q in %s: %v", old, name, err)
	}
	add(t, dir, name, strings.ReplaceAll(string(data), old, new))
}

const file = ".bglint-baseline.yml"

func TestBaseline(t *testing.T) {
	dir := write(t, project...)
	bglint(t, dir, "baseline", "check").expect(t, Failed, "", "no baseline "+file+`: "bglint baseline write" writes it`)
	bglint(t, dir, "--baseline", file).expect(t, Failed, "", `"bglint baseline write" writes it`)
	bglint(t, dir, "baseline").expect(t, Failed, "", "write or check")
	o := bglint(t, dir, "baseline", "write")
	o.expect(t, Clean, file+": 1 finding; put \"baseline: "+file+"\" into .bglint.yml to have it used\n")
	written, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil || !strings.Contains(string(written), "rule: BG101\n    package: example.com/app/ui\n    message: Save blocks\n") {
		t.Fatalf("%v\n%s", err, written)
	}
	bglint(t, dir, "baseline", "check").expect(t, Clean, "")
	bglint(t, dir).expect(t, Findings, saveFinding) // nobody said that there is one

	add(t, dir, ".bglint.yml", "baseline: "+file+"\n")
	edit(t, dir, "ui/ui.go", "package ui\n", "package ui\n\n// moved\n")
	bglint(t, dir).expect(t, Clean, "")
	bglint(t, filepath.Join(dir, "ui")).expect(t, Clean, "") // relative to the configuration
	bglint(t, dir, "baseline", "check", "--confidence=possible", "--format=github").expect(t, Findings,
		"::notice file=ui/ui.go,line=9,col=2,title=BG103 offloop (possible)::Draw off the loop%0Aui/ui.go:9:2: here\n")

	edit(t, dir, "ui/ui.go", "store.Save()", "store.Save(); store.Save()")
	second := strings.ReplaceAll(saveFinding, "6:2", "8:16")
	bglint(t, dir).expect(t, Findings, second)
	bglint(t, dir, "baseline", "write").expect(t, Clean, file+": 2 findings\n")
	bglint(t, dir, "baseline", "check").expect(t, Clean, "")
	edit(t, dir, "ui/ui.go", "store.Save(); store.Save()", "store.Save()")
	const stale = `stale: lower the count, or run "bglint baseline write": found 1 times, not 2: BG101 in example.com/app/ui: Save blocks`
	bglint(t, dir, "baseline", "check").expect(t, Findings, file+":5: "+stale+"\n")
	bglint(t, dir, "baseline", "check", "--disable=blocking").expect(t, Findings, file+":5: "+stale+"\n")
	bglint(t, dir, "baseline", "check", "--format=github").expect(t, Findings, "::error file="+file+",line=5,title=bglint's baseline::"+stale+"\n")
	bglint(t, dir, "baseline", "check", "./store").expect(t, Clean, "")
	bglint(t, dir).expect(t, Clean, "", file+` has 1 stale entry: "bglint baseline check" says which`)
}

// TestBaselineOfSome: what a run did not look at is neither dropped nor stale.
func TestBaselineOfSome(t *testing.T) {
	dir := write(t, slices.Concat(project, []string{"more/more.go", strings.ReplaceAll(project[5], "package ui", "package more"),
		".bglint.yml", "baseline: " + file + "\n"})...)
	bglint(t, dir, "baseline", "write", "--tests").expect(t, Clean, file+": 4 findings\n")
	for _, tt := range []struct {
		name       string
		args       []string
		code, left int // findings that a check with --tests knows afterwards
		change     func()
	}{
		{"one package", []string{"write", "./more"}, Clean, 4, func() {}},
		{"without tests", []string{"write"}, Clean, 4, func() {}},
		{"a package that does not compile", []string{"write"}, Failed, 4, func() { add(t, dir, "more/more.go", "package more\n\nvar x int = \"\"\n") }},
		{"a package that is gone, not looked for", []string{"write", "./ui"}, Clean, 4, func() { os.RemoveAll(filepath.Join(dir, "more")) }},
		{"a package that is gone", []string{"write"}, Clean, 3, func() {}},
	} {
		tt.change()
		if o := bglint(t, dir, append([]string{"baseline"}, tt.args...)...); o.code != tt.code {
			t.Errorf("%s: %+v", tt.name, o)
		}
		data, err := os.ReadFile(filepath.Join(dir, file))
		if n := strings.Count(string(data), "- rule:"); err != nil || n != tt.left {
			t.Errorf("%s: %d entries left, want %d\n%s", tt.name, n, tt.left, data)
		}
	}
}

func TestNewFrom(t *testing.T) {
	dir := write(t, project...)
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.com"}, args...)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	bglint(t, dir, "--new-from=HEAD").expect(t, Failed, "", "--new-from HEAD: git: ", "not a git repository")
	git("init", "-q")
	git("add", "-A")
	git("commit", "-q", "-m", "x")
	bglint(t, dir, "--new-from=nosuch").expect(t, Failed, "", `git knows no commit "nosuch"`)
	bglint(t, dir, "--new-from=HEAD").expect(t, Clean, "")
	edit(t, dir, "ui/ui.go", "store.Save()", "store.Save() // again")
	bglint(t, dir, "--new-from=HEAD", "--confidence=possible").expect(t, Findings, saveFinding)
	bglint(t, filepath.Join(dir, "ui"), "--new-from=HEAD").expect(t, Findings, saveFinding)
	add(t, dir, "ui/new.go", "package ui\n\nfunc f() { Draw() }\n")
	bglint(t, dir, "--new-from=HEAD", "--confidence=possible", "--disable=blocking").expect(t, Findings,
		"ui/new.go:3:12: Draw off the loop (BG103 offloop, possible)\n\tui/new.go:3:12: here\n")
}
