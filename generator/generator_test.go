package generator_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-bgkit/bgkit/generator"
)

const component = `package s

import "context"

type Item struct {
	Name string
	tags []string
}

type C struct {
	n     int
	items []Item
	other string
}

//bg:io
func (c *C) load(ctx context.Context, id int) (int, error) { return c.n + len(c.items), nil }
`

func run(t *testing.T, root string, patterns ...string) *generator.Result {
	t.Helper()
	res, err := generator.Run(context.Background(), generator.Config{Dir: root, Patterns: patterns})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func mustWrite(t *testing.T, res *generator.Result) []generator.File {
	t.Helper()
	for _, p := range res.Problems {
		t.Error(p)
	}
	files, err := res.Write()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestDeterministic(t *testing.T) {
	root := module(t)
	for _, s := range scenarios(t) {
		if !s.refused() && (strings.HasPrefix(s.name, "copy-") || strings.HasPrefix(s.name, "sig-")) {
			s.write(t, root)
		}
	}
	var first []generator.File
	for i := range 20 {
		files := run(t, root, "./copy-...", "./sig-...").Files
		if i == 0 {
			first = files
			continue
		}
		for j, f := range files {
			if !bytes.Equal(f.New, first[j].New) {
				t.Fatalf("%s differs in run %d", f.Name, i)
			}
		}
	}
}

func TestWrite(t *testing.T) {
	root := module(t)
	source, output := filepath.Join(root, "s", "s.go"), filepath.Join(root, "s", generator.Output)
	write(t, source, component)
	if files := mustWrite(t, run(t, root, "./...")); len(files) != 1 {
		t.Fatalf("wrote %v", files)
	}
	before, err := os.Stat(output)
	if err != nil {
		t.Fatal(err)
	}
	if files := mustWrite(t, run(t, root, "./...")); len(files) != 0 {
		t.Errorf("wrote %v, which had not changed", files)
	}
	if after, err := os.Stat(output); err != nil || !os.SameFile(before, after) || after.ModTime() != before.ModTime() {
		t.Errorf("the file was touched: %v", err)
	}
	write(t, source, strings.ReplaceAll(component, "//bg:io\n", ""))
	if files := mustWrite(t, run(t, root, "./...")); len(files) != 1 {
		t.Errorf("changed %v, want the output removed", files)
	}
	if _, err := os.Stat(output); !os.IsNotExist(err) {
		t.Errorf("the output is still there: %v", err)
	}
}

// TestNothingOnRefusal: one refusal, in another package, and nothing is written.
func TestNothingOnRefusal(t *testing.T) {
	root := module(t)
	write(t, filepath.Join(root, "a", "s.go"), component)
	write(t, filepath.Join(root, "b", "s.go"), strings.Replace(component, "return c.n", "c.n = 1; return c.n", 1))
	res := run(t, root, "./...")
	if len(res.Problems) != 1 {
		t.Fatalf("problems: %v", res.Problems)
	}
	if files, err := res.Write(); err != nil || len(files) != 0 {
		t.Errorf("wrote %v, %v", files, err)
	}
	if _, err := os.Stat(filepath.Join(root, "a", generator.Output)); !os.IsNotExist(err) {
		t.Errorf("a package was written: %v", err)
	}
}

func TestForeignFileStays(t *testing.T) {
	root := module(t)
	write(t, filepath.Join(root, "s", "s.go"), component)
	write(t, filepath.Join(root, "s", generator.Output), "package s\n\nvar mine int\n")
	_, err := generator.Run(context.Background(), generator.Config{Dir: root, Patterns: []string{"./s"}})
	if err == nil || !strings.Contains(err.Error(), "was not written by bggen") {
		t.Errorf("error %v", err)
	}
}

// TestStale: the compiler notices what makes the output wrong.
func TestStale(t *testing.T) {
	root := module(t)
	source := filepath.Join(root, "s", "s.go")
	write(t, source, component)
	mustWrite(t, run(t, root, "./..."))
	goTool(t, root, "build", "./s")
	for _, change := range []struct{ name, old, new string }{
		{"a parameter", "id int", "id string"},
		{"a result", "(int, error) { return c.n + len(c.items), nil }", "(int64, error) { return int64(c.n + len(c.items)), nil }"},
		{"the type of a captured field", "n     int", "n     []int"},
		{"a field of a copied struct", "tags []string", "tags []string\n\tmore []int"},
		{"the type of a field of a copied struct", "tags []string", "tags []*string"},
		{"the name of a field", "n     int", "m     int"},
		{"the component, which has one more field", "other string", "other, more string"},
		{"the method's name", "load(", "fetch("},
	} {
		text := strings.Replace(component, change.old, change.new, 1)
		if change.name == "the name of a field" {
			text = strings.Replace(text, "c.n +", "c.m +", 1)
		}
		if change.name == "the type of a captured field" {
			text = strings.Replace(text, "c.n +", "len(c.n) +", 1)
		}
		write(t, source, text)
		cmd := exec.Command("go", "build", "./s")
		cmd.Dir = root
		if out, err := cmd.CombinedOutput(); err == nil || !bytes.Contains(out, []byte(generator.Output)) {
			t.Errorf("after a change of %s the old output compiles: %s", change.name, out)
		}
		mustWrite(t, run(t, root, "./..."))
		goTool(t, root, "build", "./s")
		write(t, source, component)
		mustWrite(t, run(t, root, "./..."))
	}
}

func TestExplain(t *testing.T) {
	root := module(t)
	file := filepath.Join(root, "s", "s.go")
	write(t, file, component)
	res := run(t, root, "./...")
	for line, want := range map[int]bool{15: false, 16: true, 17: true, 5: false} {
		text, ok := res.Explain(file, line)
		if ok != want {
			t.Errorf("line %d: %v", line, ok)
		}
		for _, part := range []string{"(*C).load", "loadAsync", "c.items  copied deeply", "a []Item, read at s.go:17", "c.n      as it is"} {
			if want && !strings.Contains(text, part) {
				t.Errorf("line %d: no %q in\n%s", line, part, text)
			}
		}
	}
}

// TestNoRuntime: a module without bgkit is told what is missing.
func TestNoRuntime(t *testing.T) {
	root := module(t)
	write(t, filepath.Join(root, "go.mod"), "module example.com/scenarios\n\ngo 1.25.0\n")
	write(t, filepath.Join(root, "s", "s.go"), component)
	_, err := generator.Run(context.Background(), generator.Config{Dir: root, Patterns: []string{"./s"}})
	if err == nil || !strings.Contains(err.Error(), "go get github.com/go-bgkit/bgkit") {
		t.Errorf("error %v", err)
	}
}
