package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// late has three findings with fixes, of which one overlaps another, one without, a generated file and a module that is not
// the user's.
var late = []string{
	"go.mod", "module example.com/app\n\ngo 1.25.0\n\nrequire example.com/dep v1.0.0\n\nreplace example.com/dep => ./dep\n",
	"dep/go.mod", "module example.com/dep\n\ngo 1.25.0\n",
	"dep/dep.go", "package dep\n\nfunc Late(n int) int { return n }\n\nfunc F() { Late(1) }\n",
	"main.go", `package main

import _ "example.com/dep"

func main() {
	Late(1) // one
	Late(Late(2))
	Block()
	Save()
}

func Late(n int) int { return n }
func Soon(n int) int { return n }
func Save()          { Block() }
func Block()         {}
`,
}

// fixedOnce is main of main.go after the first run: the outer of two nested fixes comes first.
const fixedOnce = `	Soon(1 /* soon */) // one
	Soon(Late(2) /* soon */)
`

const fixedTwice = `	Soon(1 /* soon */) // one
	Soon(Soon(2 /* soon */) /* soon */)
`

const saveLeft = "main.go:9:2: Save blocks (BG101 blocking, certain)\n\tmain.go:9:2: here\n"

func TestDiffAndFix(t *testing.T) {
	dir := write(t, late...)
	name := filepath.Join(dir, "main.go")
	if err := os.Chmod(name, 0o640); err != nil {
		t.Fatal(err)
	}
	before := read(t, name)
	depBefore := read(t, filepath.Join(dir, "dep/dep.go"))

	const patch = `--- a/main.go
+++ b/main.go
@@ -3,8 +3,8 @@
 import _ "example.com/dep"
 
 func main() {
-	Late(1) // one
-	Late(Late(2))
+	Soon(1 /* soon */) // one
+	Soon(Late(2) /* soon */)
 	Block()
 	Save()
 }
`
	o := bglint(t, dir, "--diff")
	o.expect(t, Findings, patch, "1 fix overlaps with others and must wait for the next run", "1 finding has no fix")
	if read(t, name) != before {
		t.Fatal("--diff has changed the file")
	}
	apply := exec.Command("git", "apply", "--check", "-")
	apply.Dir, apply.Stdin = dir, strings.NewReader(o.stdout)
	if out, err := apply.CombinedOutput(); err != nil {
		t.Errorf("git apply: %v: %s", err, out)
	}

	const overlap = "main.go:7:7: late (BG103 offloop, certain)\n\tmain.go:7:7: here\n"
	bglint(t, dir, "--fix").expect(t, Findings, overlap+saveLeft, "applied 2 fixes in 1 file", "1 fix overlaps")
	if got := read(t, name); !strings.Contains(got, fixedOnce) {
		t.Errorf("after --fix:\n%s", got)
	}
	bglint(t, dir, "--fix").expect(t, Findings, saveLeft, "applied 1 fix in 1 file", "1 finding has no fix")
	twice := read(t, name)
	if !strings.Contains(twice, fixedTwice) {
		t.Errorf("after the second --fix:\n%s", twice)
	}
	bglint(t, dir, "--fix").expect(t, Findings, saveLeft, "1 finding has no fix")
	bglint(t, dir, "--diff").expect(t, Clean, "", "1 finding has no fix")
	bglint(t, dir, "--diff", "--enable", "BG103").expect(t, Clean, "")
	if read(t, name) != twice || read(t, filepath.Join(dir, "dep/dep.go")) != depBefore {
		t.Error("a file was changed that has nothing to fix")
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode: %v, %v", info.Mode(), err)
	}
	if names, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(names) > 0 {
		t.Errorf("left over: %v, %v", names, err)
	}
}

// The rules that a user does not want repair nothing, and fixes are named in JSON.
func TestFixesFollowTheChoice(t *testing.T) {
	dir := write(t, late...)
	bglint(t, dir, "--diff", "--disable", "offloop").expect(t, Clean, "", "1 finding has no fix")
	if o := bglint(t, dir, "--format", "json"); strings.Count(o.stdout, `"Call Soon"`) != 3 {
		t.Errorf("JSON does not name the fixes:\n%s", o.stdout)
	}
}

// Plain go vet applies fixes, too: to the packages that were asked for and no others.
func TestVetFix(t *testing.T) {
	dir := write(t, append(late, "sub/sub.go", "package sub\n\nfunc Late() {}\nfunc Soon() {}\nfunc F()    { Late() }\n", "cmd/cmd.go",
		"package main\n\nimport \"example.com/app/sub\"\n\nfunc main()    { sub.F(); Late() }\nfunc Late() {}\nfunc Soon() {}\n")...)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	version, err := exec.Command("go", "env", "GOVERSION").Output()
	if err != nil || strings.HasPrefix(string(version), "go1.25") {
		t.Skipf("go vet has no -fix in %s %v", version, err)
	}
	diff := start(t, dir, "go", "vet", "-vettool="+self, "-fix", "-diff", "./cmd")
	if diff.code == 0 || !strings.Contains(diff.stdout, "+func main() { sub.F(); Soon( /* soon */ ) }") {
		t.Errorf("go vet -fix -diff: exit code %d\n%s%s", diff.code, diff.stdout, diff.stderr)
	}
	start(t, dir, "go", "vet", "-vettool="+self, "-fix", "./cmd")
	if got := read(t, filepath.Join(dir, "cmd/cmd.go")); !strings.Contains(got, "Soon( /* soon */ )") {
		t.Errorf("go vet -fix left %s", got)
	}
	if got := read(t, filepath.Join(dir, "sub/sub.go")); strings.Contains(got, "soon") {
		t.Errorf("go vet -fix ./cmd has changed another package: %s", got)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
