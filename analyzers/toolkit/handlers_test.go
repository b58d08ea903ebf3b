package toolkit

import (
	"fmt"
	"go/types"
	"strings"
	"testing"
)

func TestHandlers(t *testing.T) {
	u := universe{}
	u.add(t, "example.com/toy", toySource)
	mid := u.add(t, "example.com/mid", "package mid\nimport _ \"example.com/toy\"\nimport _ \"net/http\"")
	user := u.add(t, "example.com/user", "package user\nimport _ \"example.com/mid\"")
	s := set(t, toyProfile)
	for _, pkg := range []*types.Package{mid, user} {
		var got []string
		for _, h := range s.Handlers(pkg) {
			got = append(got, fmt.Sprintf("%s.%s%v %s %s;", h.Name.Pkg().Path(), h.Name.Name(), h.Methods, h.Run, h.Results))
		}
		want := "example.com/toy.View[Draw Size] ui ui; net/http.Handler[ServeHTTP] background unknown;"
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s, want %s", pkg.Path(), got, want)
		}
	}
}

func TestSignature(t *testing.T) {
	u := universe{}
	u.add(t, "corp.example/tea", "package tea\ntype Msg = any\ntype Cmd func() Msg\ntype Model interface{}\ntype Program struct{}")
	u.add(t, "github.com/jroimartin/gocui", "package gocui\ntype Gui struct{}\ntype View struct{}")
	pkg := u.add(t, "example.com/user", `package user
import ("corp.example/tea"; "github.com/jroimartin/gocui")
type M struct{}
func (M) Update(msg tea.Msg) (M, tea.Cmd) { return M{}, nil }
func Handle(n int, msg tea.Msg) tea.Cmd { return nil }
func Tick(n int) tea.Cmd { return nil }
func Key(*gocui.Gui, *gocui.View) error { return nil }
func Setup(*gocui.Gui) error { return nil }
func Other(gocui.Gui, *gocui.View) error { return nil }
func Log(error) error { return nil }
`)
	s := set(t)
	for name, want := range map[string]string{
		"M.Update": "bubbletea", "Handle": "bubbletea", "Tick": "", "Key": "gocui", "Setup": "", "Other": "", "Log": "",
	} {
		got := ""
		if p, ok := s.Signature(fn(t, pkg, name).Signature()); ok {
			got = p.Name
		}
		if got != want {
			t.Errorf("%s has the shape of %q, want %q", name, got, want)
		}
	}
}

func TestUnknown(t *testing.T) {
	pkg := universe{}.add(t, "example.com/toy", toySource)
	s := set(t, toyProfile, `
name: toy
roles:
  - {role: safe, symbols: [(*example.com/toy.App).Gone, example.com/toy.Gone, (*example.com/toy.App).SetText]}
  - {role: safe, optional: true, symbols: [example.com/toy.New, example.com/toy.Never]}
  - {role: spawn, symbols: (*example.com/toy.Box).SetText, fired_by: [SetText, Fire], bounded: Limit}
interfaces:
  - {types: [example.com/toy.App], methods: Draw}
`)
	var got []string
	for _, err := range s.Unknown(pkg) {
		got = append(got, err.Error())
	}
	// SetText is Box's: a rule for App's would never be found.
	want := `doc1:4:28: example.com/toy has no method (App).Gone
doc1:4:57: example.com/toy has no function or type Gone
doc1:4:79: example.com/toy has no method (App).SetText; example.com/toy.Box declares it: name that type
doc1:5:65: no version of example.com/toy has function or type Never
doc1:6:28: example.com/toy has no method (Box).Limit
doc1:6:80: example.com/toy has no method (Box).Fire
doc1:8:5: example.com/toy has no interface App`
	if strings.Join(got, "\n") != want {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
	}
}
