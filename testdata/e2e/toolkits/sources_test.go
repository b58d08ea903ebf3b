package toolkits

import (
	"fmt"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/toolkit/source"
)

var loaded []*types.Package // by the first test that asked

// sources returns the packages of toolkits that do not compile here, as their source declares them.
func sources(t *testing.T) []*types.Package {
	t.Helper()
	if loaded != nil {
		return loaded
	}
	var windows, other []string
	for _, path := range imports(t, "source") {
		if strings.Contains(path, "/walk") {
			windows = append(windows, path)
		} else {
			other = append(other, path)
		}
	}
	var pkgs []*types.Package
	for _, group := range []struct {
		env   []string
		paths []string
	}{
		{nil, other},
		{[]string{"GOOS=windows"}, windows},
	} {
		found, errs := source.Load(t.Context(), source.Config{Dir: "source", Env: group.env}, group.paths...)
		for _, err := range errs {
			t.Error(err)
		}
		pkgs = append(pkgs, found...)
	}
	for _, m := range others {
		pkgs = append(pkgs, m.load(t)...)
	}
	loaded = pkgs
	return pkgs
}

// An otherModule is another version of a toolkit, or a toolkit that not every proxy and checksum database has, so that
// requiring it would keep everybody from testing anything. Where one cannot be had the test says that it is not checked.
type otherModule struct {
	path, version, goos string
	packages            []string
}

var others = []otherModule{
	{"gioui.org", "v0.3.0", "", []string{"/app", "/io/system"}},
	{"gioui.org", "v0.4.1", "", []string{"/app"}},
	{"github.com/aarzilli/nucular", "v0.0.0-20250403063459-8c88c888ed2e", "", []string{""}},
	{"github.com/ayn2op/tview", "v0.0.0-20260320054125-de17d441f27e", "", []string{"", "/flex", "/help", "/layers", "/list", "/picker", "/tabs"}},
	{"github.com/jwijenbergh/puregotk", "v0.0.0-20251201161753-28ec1479c381", "", []string{"/v4/adw", "/v4/gdk", "/v4/gio", "/v4/glib", "/v4/gobject", "/v4/gtk"}},
	{"github.com/mappu/miqt", "v0.14.0", "", []string{"/qt", "/qt/mainthread", "/qt6", "/qt6/mainthread"}},
	{"github.com/tailscale/walk", "v0.0.0-20250702155327-6376defdac3f", "windows", []string{"", "/declarative"}},
}

func (m otherModule) load(t *testing.T) []*types.Package {
	t.Helper()
	dir := t.TempDir()
	mod := fmt.Sprintf("module other\n\ngo 1.26.0\n\nrequire %s %s\n", m.path, m.version)
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(mod), 0o644); err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, sub := range m.packages {
		paths = append(paths, m.path+sub)
	}
	env := []string{"GOFLAGS=-mod=mod"}
	if m.goos != "" {
		env = append(env, "GOOS="+m.goos)
	}
	pkgs, errs := source.Load(t.Context(), source.Config{Dir: dir, Env: env}, paths...)
	if len(errs) > 0 {
		t.Logf("%s %s is not checked: %v", m.path, m.version, errs[0])
		unavailable = append(unavailable, m.path)
	}
	return pkgs
}
