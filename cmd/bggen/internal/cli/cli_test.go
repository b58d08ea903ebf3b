package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const source = `package s

//go:generate go tool bggen

type C struct{ n int }

//bg:io
func (c *C) load() int { return c.n }
`

// module makes a module with one package in the folder s.
func module(t *testing.T, text string) string {
	t.Helper()
	t.Setenv("GOFLAGS", "-mod=mod -buildvcs=false")
	t.Setenv("GOPROXY", "off")
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	repo, err := filepath.Abs("../../../..")
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(filepath.Join(repo, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"go.mod": fmt.Sprintf("module example.com/m\n\ngo 1.25.0\n\nrequire github.com/go-bgkit/bgkit v0.0.0\n\nreplace github.com/go-bgkit/bgkit => %s\n", repo),
		"go.sum": string(sum), "s/s.go": text,
	} {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(root)
	return root
}

func bggen(t *testing.T, want int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	if code := Main(args, &out, &errs); code != want {
		t.Errorf("bggen %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), code, want, &out, &errs)
	}
	return out.String(), errs.String()
}

func TestDiff(t *testing.T) {
	root := module(t, source)
	out, _ := bggen(t, Different, "diff", "./...")
	for _, part := range []string{"--- /dev/null\n+++ s/bggen_gen.go\n@@ -0,0 +1,", "+func (c *C) loadAsync("} {
		if !strings.Contains(out, part) {
			t.Errorf("no %q in\n%s", part, out)
		}
	}
	if _, err := os.Stat("s/bggen_gen.go"); err == nil {
		t.Error("diff wrote the file")
	}
	if out, errs := bggen(t, Same, "./..."); out+errs != "" {
		t.Errorf("bggen says %q", out+errs)
	}
	if out, _ := bggen(t, Same, "diff", "./..."); out != "" {
		t.Error(out)
	}
	write(t, root, strings.Replace(source, "load() int", "load() (n int)", 1))
	out, _ = bggen(t, Different, "diff", "-C", "s")
	if !strings.Contains(out, "-\tvar _ func() int = c.load\n+\tvar _ func() (n int) = c.load\n") {
		t.Error(out)
	}
	write(t, root, strings.Replace(source, "return c.n", "c.n++; return c.n", 1))
	_, errs := bggen(t, Trouble, "diff", "./...")
	if !strings.HasPrefix(errs, "s/s.go:8:28: (*C).load writes c.n") {
		t.Error(errs)
	}
	bggen(t, Trouble, "./...")
	write(t, root, strings.Replace(source, "//bg:io\n", "", 1))
	if out, _ = bggen(t, Different, "diff", "./..."); !strings.Contains(out, "+++ /dev/null") {
		t.Error(out)
	}
	bggen(t, Same, "./...")
	if _, err := os.Stat("s/bggen_gen.go"); err == nil {
		t.Error("the file was not removed")
	}
}

func write(t *testing.T, root, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(root, "s", "s.go"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestExplain(t *testing.T) {
	module(t, source)
	for _, at := range []string{"s/s.go:8", "s/s.go:7:3"} {
		out, _ := bggen(t, Same, "explain", at)
		if !strings.Contains(out, "(*C).load  //bg:io") || !strings.Contains(out, "c.n  as it is: a value\n       a int, read at s.go:8") {
			t.Errorf("%s: %s", at, out)
		}
	}
	for at, want := range map[string]string{"s/s.go:1": "no method with //bg:io", "s/s.go": "is not FILE:LINE", "nosuch.go:3": "no such file", "s/s.go:x": "is not FILE:LINE"} {
		if _, errs := bggen(t, Trouble, "explain", at); !strings.Contains(errs, want) {
			t.Errorf("%s: %s", at, errs)
		}
	}
}

func TestTrouble(t *testing.T) {
	module(t, source)
	for _, args := range [][]string{{"--nosuch"}, {"./nosuch"}, {"explain"}, {"-C", "nosuch"}} {
		out, errs := bggen(t, Trouble, args...)
		if out != "" || errs == "" || strings.Contains(errs, "Usage:") {
			t.Errorf("%v: %s%s", args, out, errs)
		}
	}
}

func TestDiffText(t *testing.T) {
	for _, tt := range []struct{ a, b, want string }{
		{"", "x\n", "--- /dev/null\n+++ f\n@@ -0,0 +1,1 @@\n+x\n"},
		{"x\n", "", "--- f\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-x\n"},
		{"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n", "--- f\n+++ f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n"},
	} {
		if got := diff("f", tt.a, tt.b); got != tt.want {
			t.Errorf("%q %q:\n%s", tt.a, tt.b, got)
		}
	}
}
