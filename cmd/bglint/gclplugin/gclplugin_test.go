package gclplugin

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"go.yaml.in/yaml/v3"

	"github.com/go-bgkit/bgkit/analyzers"
)

const root = "../../.."

func read(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func TestNew(t *testing.T) {
	for _, tt := range []struct {
		settings any
		want     string // an error, or ""
	}{
		{nil, ""},
		{map[string]any{"enable": []any{"BG101", "capture"}, "confidence": "certain", "tests": true}, ""},
		{map[string]any{"enabled": true}, `unknown field "enabled"; valid: confidence, disable, enable, tests, toolkits`},
		{map[string]any{"enable": "BG101"}, "cannot unmarshal string"},
		{map[string]any{"disable": []any{"BG999"}}, `unknown rule "BG999"`},
		{map[string]any{"tags": "x", "baseline": "y"}, "issues.new-from-merge-base\nsettings of bglint: golangci-lint has a key of its own for tags: run.build-tags"},
	} {
		p, err := New(tt.settings)
		if tt.want != "" {
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v: %v, want %q", tt.settings, err, tt.want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%v: %v", tt.settings, err)
			continue
		}
		if list, err := p.BuildAnalyzers(); err != nil || len(list) < 3 || p.GetLoadMode() != register.LoadModeTypesInfo {
			t.Errorf("%v: %d analyzers, %v, %s", tt.settings, len(list), err, p.GetLoadMode())
		}
	}
}

// TestKeys: the error names every key that there is.
func TestKeys(t *testing.T) {
	fields := reflect.TypeFor[analyzers.Settings]()
	n := 0
	for i := range fields.NumField() {
		name, _, _ := strings.Cut(fields.Field(i).Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		n++
		if !strings.Contains(strings.Join(keys, " "), name) {
			t.Errorf("no %s among %v", name, keys)
		}
	}
	if n != len(keys) {
		t.Errorf("%d settings, %d keys", n, len(keys))
	}
}

// TestFilesToCopy: what docs/ci has for golangci-lint fits this plugin, and the golangci-lint that it is tested with.
func TestFilesToCopy(t *testing.T) {
	var linter struct {
		Linters struct {
			Enable   []string
			Settings struct {
				Custom map[string]struct {
					Type     string
					Settings map[string]any
				}
			}
		}
	}
	read(t, "docs/ci/golangci.yml", &linter)
	own, ok := linter.Linters.Settings.Custom[Name]
	if !ok || own.Type != "module" || linter.Linters.Enable[0] != Name {
		t.Errorf("docs/ci/golangci.yml: %+v", linter)
	}
	if _, err := New(own.Settings); err != nil {
		t.Errorf("docs/ci/golangci.yml: %v", err)
	}
	tested, err := os.ReadFile(filepath.Join(root, "testdata/e2e/golangci/go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".custom-gcl.yml", "docs/ci/custom-gcl.yml"} {
		var custom struct {
			Version string
			Plugins []struct{ Module, Import string }
		}
		read(t, name, &custom)
		if !strings.Contains(string(tested), "golangci-lint/v2 "+custom.Version+"\n") {
			t.Errorf("%s: golangci-lint %s is not the one that is tested", name, custom.Version)
		}
		if p := custom.Plugins[0]; p.Import != reflect.TypeFor[plugin]().PkgPath() || !strings.HasPrefix(p.Import, p.Module+"/") {
			t.Errorf("%s: %+v", name, p)
		}
	}
	for _, name := range []string{"docs/ci/bglint.yml", "docs/ci/golangci-lint.yml"} {
		var workflow struct {
			Jobs map[string]struct{ Steps []map[string]any }
		}
		read(t, name, &workflow)
		for _, job := range workflow.Jobs {
			if len(job.Steps) < 3 {
				t.Errorf("%s: %+v", name, job)
			}
		}
	}
}
