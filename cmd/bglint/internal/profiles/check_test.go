package profiles

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// kit is a toolkit that needs C headers, in the module of the program.
var kit = map[string]string{
	"go.mod": "module example.com/app\n\ngo 1.25.0\n",
	"kit/kit.go": `package kit

// #include <kit.h>
import "C"

type Base struct{ c *C.base }

func (*Base) Show() {}

type Label struct{ Base }

func (*Label) SetText(string) {}

type Model interface{ Rows() int }

func Main() { C.kit_main() }
`,
	"kit/kit_windows.go": "package kit\n\nfunc Icon() {}\n",
	"win/win_windows.go": "package win\n\nfunc Tray() {}\n",
}

func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestCheck(t *testing.T) {
	t.Setenv("GOOS", "linux")
	t.Setenv("GOWORK", "off")
	dir := write(t, kit)
	for _, test := range []struct{ name, text, want string }{
		{"all there", `
name: mine
packages: [{path: example.com/app/kit}]
roles:
  - {role: loop, symbols: [example.com/app/kit.Main]}
  - {role: ui, symbols: [(*example.com/app/kit.Label).*, (*example.com/app/kit.Base).Show]}
interfaces: [{types: example.com/app/kit.Model, methods: Rows}]
`, ""},
		{"everything wrong, in one go", `
name: mine
titel: Mine
packages: [{path: example.com/app/kit}, {path: example.com/app/kti}, {path: example.com/app/win}]
roles:
  - {role: lop, symbols: [example.com/app/kit.Main]}
  - role: ui
    symbols:
      - (*example.com/app/kit.Label).Show
      - (*example.com/app/kit.Label).SetTxt
      - (*example.com/app/kit.Lable).SetText
      - example.com/app/kit.Icon
      - example.com/kit.Main
interfaces: [{types: example.com/app/kit.Model, methods: Row}]
`, `p.yml:3:1: unknown key "titel" in a toolkit; valid: name, title,
p.yml:4:41: package example.com/app/kti: no module of this program has it;
p.yml:4:70: package example.com/app/win: it has no Go file for this system; set GOOS to check it
p.yml:6:12: unknown role "lop"; valid: ui, safe,
p.yml:9:9: example.com/app/kit has no method (Label).Show; example.com/app/kit.Base declares it
p.yml:10:9: example.com/app/kit has no method (Label).SetTxt; nearest: SetText
p.yml:11:9: example.com/app/kit has no method (Lable).SetText; nearest: Label
p.yml:12:9: example.com/app/kit has no function or type Icon
p.yml:13:9: symbol "example.com/kit.Main" is in no package of this toolkit; valid: example.com/app/kit,
p.yml:14:14: example.com/app/kit.Model has no method Row; valid: Rows`},
		{"a configuration file", `
confidence: certain
toolkits:
  - name: mine
    packages: [{path: example.com/app/kit}]
    roles: [{role: ui, symbols: [example.com/app/kit.Man]}]
`, `p.yml:6:34: example.com/app/kit has no function or type Man; nearest: Main`},
		{"a fork is enough", `
name: mine
packages: [{path: example.com/kit, also: example.com/app/kit}]
roles: [{role: ui, symbols: [example.com/kit.Main, example.com/kit.Man]}]
`, `p.yml:4:52: example.com/app/kit has no function or type Man; nearest: Main`},
		{"more about a toolkit that is known", `
name: std
roles: [{role: blocking, tier: wait, symbols: [(*sync.Mutex).Lock, (*sync.Mutex).Lok]}]
`, `p.yml:3:68: sync has no method (Mutex).Lok; nearest: Lock`},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "p.yml")
			if err := os.WriteFile(file, []byte(test.text), 0o666); err != nil {
				t.Fatal(err)
			}
			res, err := Check(t.Context(), file, dir, "")
			if err != nil {
				t.Fatal(err)
			}
			want := strings.Split(test.want, "\n")
			if test.want == "" {
				want = nil
			}
			if len(res.Problems) != len(want) {
				t.Fatalf("%d problems, want %d:\n%s", len(res.Problems), len(want), strings.Join(res.Problems, "\n"))
			}
			for i := range want {
				if !strings.HasPrefix(res.Problems[i], want[i]) {
					t.Errorf("%s\nwant %s", res.Problems[i], want[i])
				}
			}
		})
	}
}

// TestCheckElsewhere looks at files for another system, and counts.
func TestCheckElsewhere(t *testing.T) {
	t.Setenv("GOOS", "windows")
	t.Setenv("GOWORK", "off")
	dir := write(t, kit)
	file := filepath.Join(dir, "p.yml")
	text := "name: mine\npackages: [{path: example.com/app/...}]\nroles: [{role: ui, symbols: [example.com/app/win.Tray, example.com/app/kit.Icon]}]\n"
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	res, err := Check(t.Context(), file, dir, "")
	if err != nil || len(res.Problems) > 0 || res.Symbols != 2 || len(res.Packages) != 2 {
		t.Errorf("%+v, %v", res, err)
	}
}
