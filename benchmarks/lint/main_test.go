package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestMedian(t *testing.T) {
	m := median([]sample{
		{wall: 3, cpu: 10, peaks: peaks{"a": 1 << 20}},
		{wall: 1, cpu: 30, peaks: peaks{"b": 5 << 20, "a": 7 << 20}},
		{wall: 2, cpu: 20, peaks: peaks{"c": 2 << 20}},
	})
	if m.wall != 2 || m.cpu != 20 || m.peaks.String() != "a 7, b 5" {
		t.Errorf("%v", m)
	}
}

// TestRun measures go vet and bglint on a module of three packages, and finds it afterwards as it was.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("links bglint")
	}
	t.Chdir("..")
	t.Setenv("GOWORK", "off")
	dir := t.TempDir()
	old := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	files := map[string]string{
		"go.mod":  "module example.org/m\n\ngo 1.25.0\n",
		"main.go": "package main\n\nimport \"example.org/m/a\"\n\nfunc main() { a.A() }\n",
		"a/a.go":  "package a\n\nimport \"example.org/m/b\"\n\nfunc A() { b.B() }\n",
		"b/b.go":  "package b\n\nfunc B() {}\n",
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
	}
	b := bench{dir: dir, rounds: 1, coldRounds: 1}
	if err := b.run(t.Context(), []string{"go vet", "bglint"}, false); err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(dir, "a", "a.go"); b.touch != want {
		t.Errorf("touched %s, not %s", b.touch, want)
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		data, err := os.ReadFile(path)
		if err != nil || string(data) != text {
			t.Errorf("%s was left as %q, %v", name, data, err)
		}
		if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(old) {
			t.Errorf("%s has other times now", name)
		}
	}
	for _, tool := range b.tools {
		for phase, samples := range tool.phases {
			if len(samples) != 1 || samples[0].wall <= 0 || samples[0].cpu <= 0 {
				t.Errorf("%s %s: %v", phaseNames[phase], tool.name, samples)
			}
		}
	}
	if _, err := os.Stat(b.temp); !os.IsNotExist(err) {
		t.Errorf("the temporary folder is left: %v", err)
	}
	var table strings.Builder
	if err := b.print(&table); err != nil || strings.Count(table.String(), "\n") != 7 {
		t.Errorf("%v\n%s", err, &table)
	}
}
