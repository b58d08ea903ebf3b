package toolkit

import (
	"go/token"
	"go/types"
	"testing"
)

const conditional = `
name: versions
packages: [{path: example.com/lib}, {path: example.com/lib/widget}]
roles:
  - {role: ui, symbols: (*example.com/lib/widget.Label).SetText, when: example.com/lib.Do}
  - {role: safe, symbols: (*example.com/lib/widget.Label).SetText, when: "!example.com/lib.Do"}
`

func TestConditions(t *testing.T) {
	widget := "package widget\nimport _ \"example.com/lib\"\ntype Label struct{}\nfunc (*Label) SetText(string) {}\n"
	u := universe{}
	u["example.com/lib"] = types.NewPackage("example.com/lib", "lib") // a part of it: the newest version is assumed
	u["example.com/lib"].MarkComplete()
	pkg := u.add(t, "example.com/lib/widget", widget)
	incomplete := types.NewPackage("example.com/lib", "lib")
	pkg.SetImports([]*types.Package{incomplete})
	if got := affinity(set(t, conditional).Call(fn(t, pkg, "Label.SetText"))); got != "ui" {
		t.Errorf("with a part of lib, SetText is %q", got)
	}
	for lib, want := range map[string]string{"package lib\nfunc Do(func()) {}": "ui", "package lib": "safe"} {
		u := universe{}
		u.add(t, "example.com/lib", lib)
		pkg := u.add(t, "example.com/lib/widget", widget)
		if got := affinity(set(t, conditional).Call(fn(t, pkg, "Label.SetText"))); got != want {
			t.Errorf("with %q, SetText is %q, want %q", lib, got, want)
		}
	}
}

// TestCompletedLater: an importer makes a package as a part of another one's export data and may complete it later.
func TestCompletedLater(t *testing.T) {
	lib := types.NewPackage("example.com/lib", "lib")
	do := types.NewFunc(token.NoPos, lib, "F", types.NewSignatureType(nil, nil, nil, nil, nil, false))
	lib.Scope().Insert(do)
	s := set(t, `
name: versions
packages: [{path: example.com/lib}]
roles:
  - {role: ui, symbols: example.com/lib.F, when: example.com/lib.Do}
`)
	before := affinity(s.Call(do))
	lib.MarkComplete()
	if after := affinity(s.Call(do)); before != "ui" || after != "" {
		t.Errorf("F is %q, and %q once it is known that there is no Do", before, after)
	}
}
