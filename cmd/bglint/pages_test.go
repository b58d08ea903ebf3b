package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-bgkit/bgkit/analyzers"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

// page is a rule's page in docs/rules: the text of its doc.go.
func page(r rule.Info) string {
	title := strings.ToUpper(r.Title()[:1]) + r.Title()[1:]
	return fmt.Sprintf(`<!-- Written from analyzers/%s/doc.go by "go test ./cmd/bglint -update": edit that file. -->

# %s %s

**%s.**

%s
[All rules](README.md)
`, r.Name, r.ID, r.Name, title, strings.TrimLeft(r.Markdown(2), "\n"))
}

// TestPages keeps docs/rules true: a page for each rule, one that lists them, and no other.
func TestPages(t *testing.T) {
	list := `<!-- Written by "go test ./cmd/bglint -update". -->

# bglint's rules

BG1xx are freezes, deadlocks and races, BG2xx work or clients lost, BG3xx advice. "bglint explain RULE" prints a page in the
terminal.

| rule | finds |
|---|---|
`
	want := make(map[string]string)
	for _, r := range analyzers.Rules() {
		want[r.Name+".md"] = page(r)
		list += fmt.Sprintf("| [%s `%s`](%s.md) | %s |\n", r.ID, r.Name, r.Name, strings.ReplaceAll(r.Title(), "|", `\|`))
		if !strings.HasSuffix(r.URL(), "/docs/rules/"+r.Name+".md") {
			t.Errorf("%s: the URL is %s", r.ID, r.URL())
		}
	}
	want["README.md"] = list
	dir := filepath.Join(root, "docs", "rules")
	if *update {
		rewrite(t, dir, want)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		switch text, ok := want[e.Name()]; {
		case !ok:
			t.Errorf("docs/rules/%s is of no rule (go test ./cmd/bglint -update)", e.Name())
		case text != string(data):
			t.Errorf("docs/rules/%s is not what doc.go says (go test ./cmd/bglint -update)", e.Name())
		}
		delete(want, e.Name())
	}
	for name := range want {
		t.Errorf("there is no docs/rules/%s (go test ./cmd/bglint -update)", name)
	}
}

// rewrite makes the files of a folder those in want.
func rewrite(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range want {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
