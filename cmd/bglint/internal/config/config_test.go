package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	c, err := Parse(".bglint.yml", []byte(`# all keys
enable: [BG101, capture]
disable: sharing, discarded
baseline: known.yml
confidence: certain
tests: true
tags:
  - a
  - b
`))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Join(c.Enable, " ") != "BG101 capture" || strings.Join(c.Disable, " ") != "sharing discarded" ||
		c.Confidence != "certain" || !c.Tests || c.Tags != "a,b" || c.Baseline != "known.yml" {
		t.Errorf("%+v", c)
	}
	for _, empty := range []string{"", "# nothing\n", "---\n", "toolkits: []\n"} {
		if _, err := Parse(".bglint.yml", []byte(empty)); err != nil {
			t.Errorf("%q: %v", empty, err)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"enabled: x\n\ntest: true\n", []string{
			`c.yml:1:1: unknown key "enabled"; valid: baseline, confidence, disable, enable, tags, tests, toolkits`,
			`c.yml:3:1: unknown key "test"; valid: `}},
		{"- x\n", []string{"c.yml:1:1: not a mapping"}},
		{"tests: yes please\n", []string{"c.yml:1:8: tests must be true or false"}},
		{"enable: {a: b}\n", []string{"c.yml:1:9: enable must be a list"}},
		{"enable: [[a]]\n", []string{"c.yml:1:10: each of enable must be a word"}},
		{"confidence: sure\n", []string{`c.yml:1:13: unknown confidence "sure"; valid: certain, likely, possible`}},
		{"confidence: [likely]\n", []string{"c.yml:1:13: confidence must be a word"}},
		{"tests: true\ntests: false\n", []string{`"tests"`}},
		{"a: [\n", []string{"c.yml:1: not YAML: "}},
		{"enable: [capture, nosuch]\ndisable: x, sharing\n", []string{`c.yml:1:19: unknown rule "nosuch"; valid: BG001, BG101, `, `c.yml:2:10: unknown rule "x"`}},
		{"\ntoolkits:\n  - name: x\n    packages:\n      - path: example.com/x\n    rolls: []\n", []string{`c.yml:6:5: `, `"rolls"`}},
	} {
		_, err := Parse("c.yml", []byte(tt.text))
		if err == nil {
			t.Errorf("%q: no error", tt.text)
			continue
		}
		for _, want := range tt.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %v; want %q", tt.text, err, want)
			}
		}
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	for _, dir := range []string{"repo/.git", "repo/a/b", "repo/c"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{".bglint.yml", "repo/a/.bglint.yaml"} {
		if err := os.WriteFile(filepath.Join(root, file), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for dir, want := range map[string]string{
		"":         ".bglint.yml",
		"repo":     "", // not above the root of the repository
		"repo/c":   "",
		"repo/a":   "repo/a/.bglint.yaml",
		"repo/a/b": "repo/a/.bglint.yaml",
	} {
		if want != "" {
			want = filepath.Join(root, want)
		}
		if got, err := Find(filepath.Join(root, dir)); got != want || err != nil {
			t.Errorf("%s: %q, %v; want %q", dir, got, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("enable: [a]\ntests: true\ntoolkits:\n  - name: x\n")
	f.Add("a: &a [*a]\nenable: *a\n")
	f.Add("enable: !!binary x\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Parse("c.yml", []byte(text))
		if err == nil && c == nil {
			t.Error("neither")
		}
	})
}

// TestDocumentation: the examples of docs/profiles.md are valid.
func TestDocumentation(t *testing.T) {
	data, err := os.ReadFile("../../../../docs/profiles.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := strings.Split(string(data), "```yaml\n")[1:]
	if len(examples) != 2 {
		t.Errorf("%d examples", len(examples))
	}
	for _, example := range examples {
		example, _, _ = strings.Cut(example, "```")
		if _, err := Parse("profiles.md", []byte(example)); err != nil {
			t.Errorf("%v\n%s", err, example)
		}
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".bglint.yml"), 0o777); err != nil {
		t.Fatal(err)
	}
	if path, err := Find(dir); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("Find: %q, %v", path, err)
	}
}
