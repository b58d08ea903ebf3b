// Package generator measures bggen against stringer and moq. It is a module of its own, so that what the peers need
// stays out of everyone's way.
//
//	go test -run Ratios -ratios -v
package generator

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
)

var (
	ratios = flag.Bool("ratios", false, "print the table of ratios")
	rounds = flag.Int("rounds", 7, "how often each tool runs")
)

// A scene is a module on which the tools run, each on input of its own kind: bggen wraps a method where moq mocks one and
// stringer prints a constant.
type scene struct {
	name  string
	files func() map[string]string
	tools []tool
}

type tool struct {
	name string
	args func(bin string) [][]string // command lines; all are run
}

// TestRatios prints how long each tool takes and how many times bggen's time that is. The tools take turns and the median
// round counts. The go command's cache is warm: each tool has run once before.
func TestRatios(t *testing.T) {
	if !*ratios {
		t.Skip("run with -ratios")
	}
	bin := build(t)
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "scene\ttool\tms\ttimes bggen\t")
	for _, s := range scenes {
		dir := lay(t, s.files())
		times := make([][]time.Duration, len(s.tools))
		for round := range *rounds + 1 {
			for i, tool := range s.tools {
				start := time.Now()
				for _, args := range tool.args(bin) {
					command(t, dir, args...)
				}
				if round > 0 {
					times[i] = append(times[i], time.Since(start))
				}
			}
		}
		var first time.Duration
		for i, tool := range s.tools {
			slices.Sort(times[i])
			median := times[i][len(times[i])/2]
			if i == 0 {
				first = median
			}
			fmt.Fprintf(table, "%s\t%s\t%d\t%.2f\t\n", s.name, tool.name, median.Milliseconds(), float64(median)/float64(first))
		}
	}
	table.Flush()
}

var scenes = []scene{
	{"one package, 200 of each", func() map[string]string { return one(200) }, []tool{
		{"bggen", func(bin string) [][]string { return [][]string{{bin + "/bggen", "./a"}} }},
		{"bggen, written anew", func(bin string) [][]string {
			return [][]string{{"rm", "-f", "a/bggen_gen.go"}, {bin + "/bggen", "./a"}}
		}},
		{"moq, one interface of 200", func(bin string) [][]string {
			return [][]string{{bin + "/moq", "-out", "a/moq_gen.go", "./a", "I"}, {"rm", "-f", "a/moq_gen.go"}}
		}},
		{"stringer, one type of 200", func(bin string) [][]string {
			return [][]string{{bin + "/stringer", "-type=K", "./a"}, {"rm", "-f", "a/k_string.go"}}
		}},
	}},
	{"300 packages, 3 with annotations", func() map[string]string { return many(300, 3) }, []tool{
		{"bggen ./...", func(bin string) [][]string { return [][]string{{bin + "/bggen", "./..."}} }},
		{"moq, 3 packages by name", func(bin string) [][]string {
			return [][]string{{bin + "/moq", "-out", "p0/moq_gen.go", "./p0", "I"}, {bin + "/moq", "-out", "p1/moq_gen.go", "./p1", "I"}, {bin + "/moq", "-out", "p2/moq_gen.go", "./p2", "I"},
				{"rm", "-f", "p0/moq_gen.go", "p1/moq_gen.go", "p2/moq_gen.go"}}
		}},
		{"stringer, 3 packages by name", func(bin string) [][]string {
			return [][]string{{bin + "/stringer", "-type=K", "./p0"}, {bin + "/stringer", "-type=K", "./p1"}, {bin + "/stringer", "-type=K", "./p2"},
				{"rm", "-f", "p0/k_string.go", "p1/k_string.go", "p2/k_string.go"}}
		}},
		{"moq, the first package only", func(bin string) [][]string {
			return [][]string{{bin + "/moq", "-out", "p0/moq_gen.go", "./p0", "I"}, {"rm", "-f", "p0/moq_gen.go"}}
		}},
		{"stringer, the first package only", func(bin string) [][]string {
			return [][]string{{bin + "/stringer", "-type=K", "./p0"}, {"rm", "-f", "p0/k_string.go"}}
		}},
	}},
}

// component is a package with n methods, n interface methods and n constants.
func component(name string, n int, annotated bool) string {
	var out strings.Builder
	fmt.Fprintf(&out, "package %s\n\nimport (\n\t\"context\"\n\t\"net/http\"\n\t\"time\"\n)\n\n", name)
	out.WriteString("type Point struct {\n\tX, Y float64\n\tTags []string\n}\n\ntype C struct {\n\tpoints []Point\n\tindex  map[string][]int\n\tclient *http.Client\n\tsince  time.Time\n\ttitle  string\n}\n\n")
	for i := range n {
		if annotated {
			out.WriteString("//bg:io\n")
		}
		fmt.Fprintf(&out, "func (c *C) load%d(ctx context.Context, id int) (string, error) {\n\treturn c.title + c.at(id).Tags[len(c.index)], ctx.Err()\n}\n\n", i)
	}
	out.WriteString("func (c *C) at(i int) Point { return c.points[i] }\n\ntype I interface {\n")
	for i := range n {
		fmt.Fprintf(&out, "\tLoad%d(ctx context.Context, id int) (string, error)\n", i)
	}
	out.WriteString("}\n\ntype K int\n\nconst (\n")
	for i := range n {
		fmt.Fprintf(&out, "\tK%d K = %d\n", i, i*3)
	}
	out.WriteString(")\n")
	return out.String()
}

func one(n int) map[string]string {
	return map[string]string{"a/a.go": component("a", n, true)}
}

// many is a module of n packages, of which the first k are annotated; each imports the one after it.
func many(n, k int) map[string]string {
	files := map[string]string{}
	for i := range n {
		text := component(fmt.Sprint("p", i), 10, i < k)
		files[fmt.Sprintf("p%d/p.go", i)] = text
		if i+1 < n {
			files[fmt.Sprintf("p%d/import.go", i)] = fmt.Sprintf("package p%d\n\nimport \"example.com/m/p%d\"\n\nvar Next p%d.C\n", i, i+1, i+1)
		}
	}
	return files
}

// lay writes a module that uses bgkit.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	t.Setenv("GOFLAGS", "-mod=mod -buildvcs=false")
	dir := t.TempDir()
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	files["go.mod"] = fmt.Sprintf("module example.com/m\n\ngo 1.25.0\n\nrequire github.com/go-bgkit/bgkit v0.0.0\n\nreplace github.com/go-bgkit/bgkit => %s\n", repo)
	sum, err := os.ReadFile(filepath.Join(repo, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	files["go.sum"] = string(sum)
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func build(t *testing.T) string {
	t.Helper()
	bin := t.TempDir()
	command(t, "../..", "go", "build", "-o", bin+"/bggen", "./cmd/bggen")
	command(t, ".", "go", "build", "-o", bin+"/moq", "github.com/matryer/moq")
	command(t, ".", "go", "build", "-o", bin+"/stringer", "golang.org/x/tools/cmd/stringer")
	return bin
}

func command(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
