package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// collect has goroutines that append to one slice. It needs no toolkit to be wrong.
const collect = `	var out []int
	for i := range 9 {
		go func() { out = append(out, i) }() // COMMENT
	}
	time.Sleep(time.Second)
	return out
}
`

// unusedModule is a program in which everything is wrong: what runs, and what nothing runs. Those are exported functions and
// methods; only a test, or another one of them, calls them.
var unusedModule = map[string]string{
	"go.mod": "module example.com/app\n\ngo 1.25.0\n",
	"cmd/app/main.go": `package main

import (
	"fmt"

	"example.com/app/work"
)

func main() {
	fmt.Println(work.Used(), work.Printed{})
	work.Run(work.Plain{})
}
`,
	"work/work.go": `package work

import "time"

type Runner interface{ Go() []int }

type Plain struct{}

type Printed struct{}

func Run(r Runner) { r.Go() }

func Used() []int {
` + wrong("runs") + `
func (Plain) Go() []int {
` + wrong("runs: through an interface") + `
func (Printed) Text() []int {
` + wrong("runs: reflection may") + `
func Elsewhere() []int {
` + wrong("runs: on another system") + `
//bg:background
func Told() []int {
` + wrong("runs: a directive says so") + `
func (Plain) Rest() []int {
` + wrong("unused") + `
func Tested() []int {
` + wrong("unused: but for a test") + `
func Unused() { helper() }

func helper() []int {
` + wrong("unused: its caller is"),
	"work/work_test.go": `package work

import "testing"

func TestTested(t *testing.T) { Tested() }
`,
	"work/work_plan9.go": `package work

func init() { Elsewhere() }
`,
}

func wrong(comment string) string { return strings.Replace(collect, "COMMENT", comment, 1) }

// TestUnused: what only a function begins that nothing in the program runs is no longer likely, where the whole program was
// looked at.
func TestUnused(t *testing.T) {
	folder := layOut(t, unusedModule)
	runs := []string{"runs", "runs: a directive says so", "runs: on another system", "runs: reflection may", "runs: through an interface"}
	all := append(slices.Clone(runs), "unused", "unused: but for a test", "unused: its caller is")
	for _, test := range []struct {
		dir  string
		args []string
		want []string
	}{
		{".", nil, runs},
		{".", []string{"./..."}, runs},
		{"work", []string{"../..."}, runs},
		{".", []string{"--confidence", "possible"}, all},
		{".", []string{"./work"}, all},
		{"work", nil, all},
		{".", []string{"--tests"}, all},
	} {
		stdout, stderr, code := runIn(t, filepath.Join(folder, test.dir), test.args...)
		if got := commented(t, folder, stdout); code != 1 || stderr != "" || !slices.Equal(got, test.want) {
			t.Errorf("bglint %q in %s: exit code %d, %q, want %q\n%s%s", test.args, test.dir, code, got, test.want, stdout, stderr)
		}
	}
}

// TestWhyUnused: why says of it what a run says.
func TestWhyUnused(t *testing.T) {
	folder := layOut(t, unusedModule)
	lines := strings.Split(unusedModule["work/work.go"], "\n")
	line := slices.IndexFunc(lines, func(text string) bool { return strings.Contains(text, "// unused: its caller is") })
	stdout, stderr, code := runIn(t, folder, "why", fmt.Sprintf("work/work.go:%d", line+1))
	for _, want := range []string{"not reported: only possible, since nothing in the program runs helper", "yet nothing in the program runs helper"} {
		if code != 0 || stderr != "" || !strings.Contains(stdout, want) {
			t.Errorf("exit code %d, %s%s\nwant %q", code, stderr, stdout, want)
		}
	}
}

// commented returns the comments of the lines of work.go where reports stand, sorted.
func commented(t *testing.T, folder, report string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "work", "work.go"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for i, line := range strings.Split(string(text), "\n") {
		if _, comment, ok := strings.Cut(line, "// "); ok && strings.Contains("\n"+report, fmt.Sprintf("\nwork/work.go:%d:", i+1)) {
			found[comment] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}
