package generator_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/go-bgkit/bgkit/generator"
)

var update = flag.Bool("update", false, "write what was got into the scenarios as what is wanted")

// A scenario is a file below testdata/scenarios: a comment, the sources of a package with annotations (and of others that
// it imports), and what is expected.
//
//	want     the output
//	errors   what is refused, line by line
//	output   what the package's func Run(w io.Writer) writes when it runs, under the race detector
//	tags     build tags; the scenario is then built with them, and not run
//
// All that succeed are packages of one module, which is built, vetted and run once.
type scenario struct {
	name    string
	file    string
	archive *txtar.Archive
	parts   map[string]string // want, errors, output, tags
}

var expected = []string{"want", "errors", "output", "tags"}

func scenarios(t testing.TB) []*scenario {
	files, err := filepath.Glob("../testdata/scenarios/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var out []*scenario
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s := &scenario{name: strings.TrimSuffix(filepath.Base(file), ".txtar"), file: file, archive: a, parts: map[string]string{}}
		for _, f := range a.Files {
			if slices.Contains(expected, f.Name) {
				s.parts[f.Name] = string(f.Data)
			}
		}
		out = append(out, s)
	}
	return out
}

func (s *scenario) refused() bool { _, ok := s.parts["errors"]; return ok }

func (s *scenario) runs() bool {
	return !s.refused() && s.parts["tags"] == "" && slices.ContainsFunc(s.archive.Files, func(f txtar.File) bool {
		return !strings.Contains(f.Name, "/") && bytes.Contains(f.Data, []byte("func Run("))
	})
}

// write lays the sources out.
func (s *scenario) write(t testing.TB, root string) {
	for _, f := range s.archive.Files {
		if slices.Contains(expected, f.Name) {
			continue
		}
		write(t, filepath.Join(root, s.name, f.Name), string(f.Data))
	}
}

// keep sets a part, for -update.
func (s *scenario) keep(t testing.TB, part, text string) {
	if s.parts[part] == text {
		return
	}
	s.parts[part] = text
	files := slices.DeleteFunc(s.archive.Files, func(f txtar.File) bool { return slices.Contains(expected, f.Name) })
	for _, name := range expected {
		if text, ok := s.parts[name]; ok && text != "" {
			files = append(files, txtar.File{Name: name, Data: []byte(text)})
		}
	}
	s.archive.Files = files
	if err := os.WriteFile(s.file, txtar.Format(s.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// module makes a module that uses this one and a stub of a toolkit.
func module(t testing.TB) string {
	t.Helper()
	t.Setenv("GOFLAGS", "-mod=mod -buildvcs=false")
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOWORK", "off")
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	repo, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(root, "go.mod"), fmt.Sprintf(`module example.com/scenarios

go 1.25.0

require (
	fyne.io/fyne/v2 v2.0.0
	github.com/charmbracelet/lipgloss v1.0.0
	github.com/go-bgkit/bgkit v0.0.0
)

replace (
	fyne.io/fyne/v2 => ./stub/fyne.io/fyne/v2
	github.com/charmbracelet/lipgloss => ./stub/github.com/charmbracelet/lipgloss
	github.com/go-bgkit/bgkit => %s
)
`, repo))
	sum, err := os.ReadFile("../go.sum")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(root, "go.sum"), string(sum))
	for _, module := range []string{"fyne.io/fyne/v2", "github.com/charmbracelet/lipgloss"} {
		stub := filepath.Join(root, "stub", module)
		if err := os.CopyFS(stub, os.DirFS("../testdata/src/"+module)); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(stub, "go.mod"), "module "+module+"\n\ngo 1.25.0\n")
	}
	write(t, filepath.Join(root, "check", "check.go"), checkPackage)
	return root
}

// checkPackage is what the scenarios use to say less.
const checkPackage = `// Package check helps the scenarios.
package check

import (
	"context"
	"fmt"
	"io"

	"github.com/go-bgkit/bgkit/runtime/run"
)

// Ctx is the context of all calls.
var Ctx = context.Background()

// Print waits for a future and writes what it ends with.
func Print[T any](w io.Writer, f *run.Future[T]) {
	v, err := f.Await(Ctx)
	fmt.Fprintf(w, "%+v %v\n", v, err)
}
`

func goTool(t testing.TB, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func TestScenarios(t *testing.T) {
	root := module(t)
	all := scenarios(t)
	byTags := map[string][]*scenario{}
	for _, s := range all {
		s.write(t, root)
		tags := strings.TrimSpace(s.parts["tags"])
		byTags[tags] = append(byTags[tags], s)
	}
	for tags, group := range byTags {
		generate(t, root, tags, group)
	}
	if t.Failed() {
		return
	}
	for _, s := range all {
		if s.refused() {
			if err := os.RemoveAll(filepath.Join(root, s.name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for tags := range byTags {
		goTool(t, root, "vet", "-tags="+tags, "./...")
	}
	runAll(t, root, all)
}

// generate runs bggen on all packages of the scenarios at once and compares.
func generate(t *testing.T, root, tags string, group []*scenario) {
	var patterns []string
	for _, s := range group {
		patterns = append(patterns, "./"+s.name+"/...")
	}
	res, err := generator.Run(context.Background(), generator.Config{Dir: root, Tags: tags, Patterns: patterns})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range group {
		t.Run(s.name, func(t *testing.T) {
			dir := filepath.Join(root, s.name) + string(filepath.Separator)
			var errs strings.Builder
			for _, p := range res.Problems {
				if strings.HasPrefix(p.File, dir) {
					fmt.Fprintln(&errs, p.Text(dir))
				}
			}
			var want strings.Builder
			for _, f := range res.Files {
				if !strings.HasPrefix(f.Name, dir) {
					continue
				}
				if filepath.Dir(f.Name)+string(filepath.Separator) == dir {
					want.Write(f.New)
				}
				if f.New == nil {
					if err := os.Remove(f.Name); err != nil {
						t.Error(err)
					}
				} else {
					write(t, f.Name, string(f.New))
				}
			}
			s.compare(t, "errors", errs.String())
			s.compare(t, "want", want.String())
		})
	}
}

func (s *scenario) compare(t *testing.T, part, got string) {
	t.Helper()
	if got == s.parts[part] {
		return
	}
	if *update {
		s.keep(t, part, got)
		return
	}
	t.Errorf("%s differs:\n--- got\n%s--- want\n%s", part, got, s.parts[part])
}

// runAll builds one test program of all packages with a Run, under the race detector.
func runAll(t *testing.T, root string, all []*scenario) {
	var imports, calls strings.Builder
	var running []*scenario
	for i, s := range all {
		if s.runs() {
			fmt.Fprintf(&imports, "\ts%d \"example.com/scenarios/%s\"\n", i, s.name)
			fmt.Fprintf(&calls, "\t%q: s%d.Run,\n", s.name, i)
			running = append(running, s)
		}
	}
	write(t, filepath.Join(root, "all", "all_test.go"), fmt.Sprintf(runner, imports.String(), calls.String()))
	out := goTool(t, root, "test", "-race", "-count=1", "-v", "./all")
	got := map[string]string{}
	for _, block := range strings.Split(out, "\x01")[1:] {
		name, rest, _ := strings.Cut(block, "\x02")
		text, _, _ := strings.Cut(rest, "\x03")
		got[name] = text
	}
	sort.Slice(running, func(i, j int) bool { return running[i].name < running[j].name })
	for _, s := range running {
		t.Run("run/"+s.name, func(t *testing.T) { s.compare(t, "output", got[s.name]) })
	}
}

const runner = `package all

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"testing"

	"github.com/go-bgkit/bgkit/runtime/process"

%s)

var runs = map[string]func(io.Writer){
%s}

func TestMain(m *testing.M) {
	process.Main()
	os.Exit(m.Run())
}

func Test(t *testing.T) {
	for name, run := range runs {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			run(&out)
			fmt.Printf("\x01%%s\x02%%s\x03", name, out.String())
		})
	}
}
`
