package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/go-bgkit/bgkit/analyzers"
	"github.com/go-bgkit/bgkit/analyzers/directive"
)

// nogo is a program like the one that Bazel's nogo generates: it names the variable Analyzer of each package in its list,
// and runs them without saying which module a package belongs to. It speaks go vet's protocol instead of Bazel's.
const nogo = `package main

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
%s)

func main() {
	list := []*analysis.Analyzer{affinity.Analyzer%s}
	for _, a := range list {
		run := a.Run
		a.Run = func(pass *analysis.Pass) (any, error) {
			bare := *pass
			bare.Module = nil
			return run(&bare)
		}
	}
	unitchecker.Main(list...)
}
`

// TestNogo: each rule's package has a variable Analyzer, and together they find in the demo what bglint finds.
func TestNogo(t *testing.T) {
	dir := t.TempDir()
	var imports, list string
	for _, r := range analyzers.Rules() {
		if r.ID != directive.Rule.ID { // it comes after all others, so it is part of a suite only
			imports += fmt.Sprintf("\t%q\n", "github.com/go-bgkit/bgkit/analyzers/"+r.Name)
			list += ", " + r.Name + ".Analyzer"
		}
	}
	source, program := filepath.Join(dir, "main.go"), filepath.Join(dir, "nogo")
	if err := os.WriteFile(source, fmt.Appendf(nil, nogo, imports, list), 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "build", "-o", program, source).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(root, ".bglint.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var config struct{ Toolkits []any }
	if err := yaml.Unmarshal(data, &config); err != nil {
		t.Fatal(err)
	}
	profiles, err := yaml.Marshal(config.Toolkits)
	if err != nil {
		t.Fatal(err)
	}
	vet := func(flags ...string) []string {
		cmd := exec.Command("go", append(append([]string{"vet"}, flags...), "./testdata/demo/views")...)
		cmd.Dir = root
		out, _ := cmd.CombinedOutput() // there are findings, so it fails
		var places []string
		for line := range strings.Lines(string(out)) {
			if place, _, ok := strings.Cut(line, ": "); ok && strings.HasPrefix(line, "testdata/") {
				places = append(places, place)
			} else if !strings.HasPrefix(line, "#") {
				t.Errorf("go vet: %s", line)
			}
		}
		slices.Sort(places)
		return places
	}
	stdout, _ := run(t, "./testdata/demo/...")
	var want []string
	for line := range strings.Lines(stdout) {
		if place, _, ok := strings.Cut(line, ": "); ok && !strings.HasPrefix(line, "\t") {
			want = append(want, place)
		}
	}
	slices.Sort(want)
	if got := vet("-vettool="+program, "-affinity.toolkits="+string(profiles)); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	certain := vet("-vettool="+program, "-affinity.toolkits="+string(profiles), "-affinity.confidence=certain")
	if len(certain) == 0 || len(certain) >= len(want) {
		t.Errorf("%d findings that are certain, of %d", len(certain), len(want))
	}
}
