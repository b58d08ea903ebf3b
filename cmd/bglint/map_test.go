package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMap has a program drawn into files. What the page shows, a browser looks at in testdata/e2e/map.
func TestMap(t *testing.T) {
	folder := layOut(t, whyModule)
	stdout, stderr, code := runIn(t, folder, "map")
	if code != 0 || stdout != "map.html\n" || stderr != "" {
		t.Fatalf("exit code %d, %s%s", code, stdout, stderr)
	}
	page, err := os.ReadFile(filepath.Join(folder, "map.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<!doctype html>", `"title":"example.com/app"`, `"name":"handle"`, `"rule":"BG101"`, `"kind":"go","context":"background"`, `"name":"Load"`} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if strings.Contains(string(page), `"name":"unused"`) {
		t.Error("a function that nobody runs is drawn")
	}
	stdout, _, code = runIn(t, folder, "map", "-o", "-", "--disable", "blocking", "./store")
	if code != 0 || !strings.Contains(stdout, `"title":"example.com/app/store"`) || strings.Contains(stdout, `"name":"handle"`) || strings.Contains(stdout, "BG101") {
		t.Errorf("exit code %d; want a page on standard output with package store alone and without BG101", code)
	}
	for args, want := range map[string]string{
		"-o no/such/folder.html": "no/such/folder.html",
		"--enable nonsense":      `unknown rule "nonsense"`,
		"./nowhere":              "nowhere",
		"--format json":          "unknown flag: --format",
	} {
		stdout, stderr, code := runIn(t, folder, append([]string{"map"}, strings.Fields(args)...)...)
		if code != 2 || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("map %s: exit code %d, %s%s\nwant %q", args, code, stdout, stderr, want)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "no")); err == nil {
		t.Error("a folder was made")
	}
}
