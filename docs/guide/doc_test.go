package guide

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the code into guide.md")

const wrongFile = "testdata/wrong/wrong.go"

var (
	snippetMarks = regexp.MustCompile(`(?s)// \[([\w-]+)\]\n(.*?)// \[end\]`)
	guideBlocks  = regexp.MustCompile("(?s)<!-- ([\\w-]+) -->\n```go\n(.*?)```")
)

// snippets are the marked parts of the files, by name.
func snippets(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, file := range append(files, wrongFile) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, m := range snippetMarks.FindAllStringSubmatch(string(text), -1) {
			if all[m[1]] != "" {
				t.Errorf("%s: a second [%s]", file, m[1])
			}
			all[m[1]] = strings.TrimSpace(m[2]) + "\n"
		}
	}
	return all
}

// The guide's code is that of this package: "go test ./docs/guide -update" writes it.
func TestGuide(t *testing.T) {
	const file = "../guide.md"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	code, used := snippets(t), map[string]bool{}
	want := guideBlocks.ReplaceAllStringFunc(string(text), func(block string) string {
		name := guideBlocks.FindStringSubmatch(block)[1]
		used[name] = true
		if code[name] == "" {
			t.Errorf("%s: no code is marked [%s]", file, name)
		}
		return fmt.Sprintf("<!-- %s -->\n```go\n%s```", name, code[name])
	})
	for name := range code {
		if !used[name] {
			t.Errorf("%s does not have [%s]", file, name)
		}
	}
	if *update && !t.Failed() {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if want != string(text) {
		t.Errorf("%s has other code than this package: go test ./docs/guide -update", file)
	}
}

// Each piece of right code is run by an example of its name.
func TestEveryPieceRuns(t *testing.T) {
	text, err := os.ReadFile("guide_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for name := range snippets(t) {
		first, rest, _ := strings.Cut(name, "-")
		if rest != "" {
			rest = strings.ToUpper(rest[:1]) + rest[1:]
		}
		if example := "func Example_" + first + rest + "()"; first != "wrong" && !strings.Contains(string(text), example) {
			t.Errorf("[%s] has no %s", name, example)
		}
	}
}

// bglint says nothing of the right code, and of the wrong one what its comments say.
func TestLint(t *testing.T) {
	bglint := filepath.Join(t.TempDir(), "bglint")
	if out, err := exec.Command("go", "build", "-o", bglint, "../../cmd/bglint").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := lint(t, bglint, "--tests", "."); len(got) > 0 {
		t.Errorf("in right code bglint reports %v", got)
	}
	text, err := os.ReadFile(wrongFile)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for i, line := range strings.Split(string(text), "\n") {
		if _, rule, ok := strings.Cut(line, "// BG"); ok {
			want = append(want, fmt.Sprintf("%d BG%s", i+1, rule))
		}
	}
	if got := lint(t, bglint, "./testdata/wrong"); !slices.Equal(got, want) {
		t.Errorf("%s: bglint reports %q, want %q", wrongFile, got, want)
	}
}

// lint answers bglint's findings as "line rule".
func lint(t *testing.T, bglint string, args ...string) (list []string) {
	t.Helper()
	cmd := exec.Command(bglint, append([]string{"--format=json"}, args...)...)
	out, err := cmd.Output()
	if code := cmd.ProcessState.ExitCode(); err != nil && code != 1 {
		t.Fatalf("bglint: %v: %s", err, out)
	}
	var document struct {
		Findings []struct {
			Rule string
			Line int
		}
	}
	if err := json.Unmarshal(out, &document); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, f := range document.Findings {
		list = append(list, fmt.Sprintf("%d %s", f.Line, f.Rule))
	}
	return list
}
