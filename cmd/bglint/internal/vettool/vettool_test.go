package vettool

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/go-bgkit/bgkit/analyzers"
)

func TestRequested(t *testing.T) {
	for _, tt := range []struct {
		args string
		want bool
	}{
		{"", false},
		{"-V=full", true},
		{"-flags", true},
		{"/tmp/b001/vet.cfg", true},
		{"-json /tmp/b001/vet.cfg", true},
		{"-blocking -json vet.cfg", true},
		{"./...", false},
		{"version", false},
		{"--config lint.cfg", false},
		{"--config lint.cfg ./...", false},
		{"explain -V=full", false},
	} {
		if got := Requested(strings.Fields(tt.args)); got != tt.want {
			t.Errorf("%q: %v", tt.args, got)
		}
	}
}

// TestPrepare asks for every kind of package what is left for unitchecker to do.
func TestPrepare(t *testing.T) {
	dir := t.TempDir()
	inPackage, external := filepath.Join(dir, "in"), filepath.Join(dir, "ext")
	for path, text := range map[string]string{
		filepath.Join(inPackage, "a_test.go"):  "package in\n",
		filepath.Join(external, "a_test.go"):   "package ext_test\n",
		filepath.Join(external, "b_test.go"):   "//go:build never\n\npackage ext\n",
		filepath.Join(external, "c_test.go"):   "pack\n",
		filepath.Join(dir, "large", "a.go"):    "package large\n" + strings.Repeat("//\n", hugeDependency/3),
		filepath.Join(dir, "large", "b_go.go"): "package large\n",
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const main, dep = `"ModulePath": "example.com/m"`, `"ModulePath": "example.com/d", "ModuleVersion": "v1.0.0"`
	large := fmt.Sprintf(`"GoFiles": [%q, %q]`, filepath.Join(dir, "large", "a.go"), filepath.Join(dir, "large", "b_go.go"))
	details := job{settings: analyzers.Settings{Details: true}}
	tests := job{settings: analyzers.Settings{Details: true, Tests: true}}
	foreign := job{settings: analyzers.Settings{Details: true}, foreign: true}
	for _, tt := range []struct {
		name, unit string
		job        job
		want       string // "done", or what has changed
	}{
		{"standard library, as a dependency", `"ImportPath": "net/http", "Dir": "/go/src/net/http", "VetxOnly": true`, details, "done"},
		{"standard library's vendor", `"ImportPath": "vendor/golang.org/x/net", "Dir": "/go/src/vendor/golang.org/x/net", "VetxOnly": true`, details, "done"},
		{"standard library, asked for", `"ImportPath": "net/http", "Dir": "/go/src/net/http"`, details, ""},
		{"standard library, for itself", `"ImportPath": "net/http", "Dir": "/go/src/net/http", "VetxOnly": true`, foreign, "VetxOnly:false"},
		{"a module called like it", `"ImportPath": "net/tool", "Dir": "/m/tool", "ModulePath": "net/tool", "ModuleVersion": "v1.0.0", "VetxOnly": true`, details, ""},
		{"no module, in a program's folder", `"ImportPath": "command-line-arguments", "Dir": "/m"`, details, ""},
		{"dependency", `"VetxOnly": true, ` + dep, details, ""},
		{"dependency, huge", `"VetxOnly": true, ` + dep + ", " + large, details, "done"},
		{"huge, but asked for", dep + ", " + large, details, ""},
		{"huge, but the user's own", `"VetxOnly": true, ` + main + ", " + large, details, "VetxOnly:false"},
		{"main module, as a dependency", `"VetxOnly": true, ` + main, details, "VetxOnly:false"},
		{"... since go 1.27", `"VetxOnly": true, "Module": {"Path": "example.com/m"}`, details, "VetxOnly:false"},
		{"dependency, since go 1.27", `"VetxOnly": true, "Module": {"Path": "example.com/d", "Version": "v1.0.0"}`, details, ""},
		{"main module, asked for", main, details, ""},
		{"plain go vet", `"VetxOnly": true, "Dir": "` + external + `", ` + main, job{}, "VetxOnly:false"},
		{"plain go vet, a variant with tests follows", `"VetxOnly": true, "Dir": "` + inPackage + `", ` + main, job{}, ""},
		{"in-package tests", `"GoFiles": ["/m/a.go", "/m/a_test.go"], ` + main, details, "GoFiles:[/m/a.go]"},
		{"in-package tests, wanted", `"GoFiles": ["/m/a.go", "/m/a_test.go"], ` + main, tests, ""},
		{"external tests", `"GoFiles": ["/m/x_test.go"], ` + main, details, "done"},
		{"external tests, wanted", `"GoFiles": ["/m/x_test.go"], ` + main, tests, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out := t.TempDir()
			vetx, stdout := filepath.Join(out, "vet.out"), filepath.Join(out, "vet.stdout")
			text := fmt.Sprintf(`{%s, "Unknown": [1], "VetxOutput": %q, "Stdout": %q}`, tt.unit, vetx, stdout)
			path := filepath.Join(out, "vet.cfg")
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			done, err := tt.job.prepare(path, false)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(vetx); done != (err == nil) {
				t.Errorf("done: %v, facts: %v", done, err)
			}
			got := "done"
			if !done {
				got = changes(t, text, path)
			}
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
	t.Run("go 1.25 has no Stdout", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "vet.cfg")
		text := `{"VetxOnly": true, ` + main + `}`
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := details.prepare(path, false); err != nil || changes(t, text, path) != "" {
			t.Error(err, changes(t, text, path))
		}
	})
}

// changes returns the fields of the file at path that are not as in before.
func changes(t *testing.T, before, path string) string {
	t.Helper()
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var a, b map[string]any
	if err := json.Unmarshal([]byte(before), &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(after, &b); err != nil {
		t.Fatal(err)
	}
	var list []string
	for key := range b {
		if !reflect.DeepEqual(a[key], b[key]) {
			list = append(list, fmt.Sprintf("%s:%v", key, b[key]))
		}
	}
	if len(a) != len(b) {
		list = append(list, "fields lost")
	}
	return strings.Join(list, " ")
}

func TestBuildID(t *testing.T) {
	id := func(request string) string {
		t.Setenv(EnvRequest, request)
		j, err := readJob()
		if err != nil {
			t.Fatal(err)
		}
		id, err := j.buildID()
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	if id(`{}`) != id(`{}`) || id(`{}`) == id(`{"tests":true}`) || id(`{}`) == id(`{"toolkits":"[]"}`) {
		t.Error("the id does not cover the settings")
	}
	path := filepath.Join(t.TempDir(), "request.json")
	if err := os.WriteFile(path, []byte(`{"tests":true}`), 0o666); err != nil {
		t.Fatal(err)
	}
	if id("@"+path) != id(`{"tests":true}`) {
		t.Error("a request in a file is another one")
	}
}
