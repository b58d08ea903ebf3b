package toolkit

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// universe type-checks packages from source texts.
type universe map[string]*types.Package

func (u universe) Import(path string) (*types.Package, error) {
	if pkg := u[path]; pkg != nil {
		return pkg, nil
	}
	return importer.Default().Import(path)
}

func (u universe) add(t testing.TB, path, src string) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path+"/x.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: u}
	pkg, err := conf.Check(path, fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	u[path] = pkg
	return pkg
}

func fn(t testing.TB, pkg *types.Package, name string) *types.Func {
	t.Helper()
	typ, method, ok := strings.Cut(name, ".")
	obj := pkg.Scope().Lookup(typ)
	if ok && obj != nil {
		obj, _, _ = types.LookupFieldOrMethod(obj.Type(), true, pkg, method)
	}
	f, _ := obj.(*types.Func)
	if f == nil {
		t.Fatalf("no function %s", name)
	}
	return f
}

func set(t testing.TB, docs ...string) *Set {
	t.Helper()
	var sources []Source
	for i, doc := range docs {
		sources = append(sources, Source{Name: fmt.Sprintf("doc%d", i), Data: []byte(doc)})
	}
	s, err := New(sources...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const toySource = `package toy
type Option func(*App)
type App struct { Box; OnKey func(); Title string }
type Box struct{ Text string }
func (b *Box) SetText(string) {}
func (b *Box) GetText() string { return "" }
func (a *App) SetTitle(string) {}
func (a *App) Walk(f func()) {}
func (a *App) Listen(name string, f any, g func(), opts ...Option) {}
func (a *App) Post(f func()) {}
type Future[T any] struct{}
func (f *Future[T]) Await() (x T) { return }
type View interface { Draw(); Size() int; hidden() }
func New(opts ...Option) *App { return nil }
func ShowError(error) {}
func Show(func()) {}
`

const toyProfile = `name: toy
packages:
  - path: example.com/toy
    like: {name: toy, has: [App.Post, Box]}
callbacks: ui
roles:
  - role: ui
    symbols: [(*example.com/toy.*).*, example.com/toy.Show*, example.com/toy.App.*, example.com/toy.*.Text]
  - role: read
    symbols: [(*example.com/toy.*).Get*]
  - role: safe
    symbols: [(*example.com/toy.App).*, example.com/toy.Show]
  - role: dispatch
    waits: true
    symbols: [(*example.com/toy.App).Post]
  - role: inline
    symbols: [(*example.com/toy.App).Walk, example.com/toy.Option]
  - role: spawn
    params: [1]
    symbols: [(*example.com/toy.App).Listen]
  - role: future
    symbols: [example.com/toy.Future]
  - role: blocking
    tier: wait
    symbols: [(*example.com/toy.Future).Await]
interfaces:
  - types: example.com/toy.View
    results: ui
`

func affinity(c *Call) string {
	switch {
	case c.UI:
		return "ui"
	case c.Safe:
		return "safe"
	case c.Dispatch:
		return fmt.Sprintf("dispatch %t", c.Waits)
	}
	return ""
}

func TestMostExactSymbolWins(t *testing.T) {
	pkg := universe{}.add(t, "example.com/toy", toySource)
	s := set(t, toyProfile)
	for name, want := range map[string]string{
		"Box.SetText":  "ui",            // (*).*
		"Box.GetText":  "",              // (*).Get*
		"App.SetText":  "ui",            // promoted: Box's
		"App.SetTitle": "safe",          // (App).* beats (*).*
		"App.Post":     "dispatch true", // exact
		"ShowError":    "ui",            // Show*
		"Show":         "safe",          // exact
		"New":          "",
	} {
		c := s.Call(fn(t, pkg, name))
		if got := affinity(c); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
		if c.Profile == nil || c.Profile.Name != "toy" || !c.ParamsKnown {
			t.Errorf("%s is not toy's", name)
		}
	}
}

func TestParams(t *testing.T) {
	pkg := universe{}.add(t, "example.com/toy", toySource)
	s := set(t, toyProfile)
	for name, want := range map[string]map[int]Run{
		"App.Walk":   {0: RunInline},
		"App.Post":   {0: RunUI},
		"App.Listen": {1: RunBackground, 2: RunUI, 3: RunInline}, // named, by default, by its type
		"New":        {0: RunInline},
		"Show":       {0: RunUI},
		"ShowError":  {},
	} {
		if got := s.Call(fn(t, pkg, name)).Params; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s runs %v, want %v", name, got, want)
		}
	}
}

func TestFieldsAndTypes(t *testing.T) {
	u := universe{}
	pkg := u.add(t, "example.com/toy", toySource)
	use := u.add(t, "example.com/use", `package use
import "example.com/toy"
var F *toy.Future[int]
type G = *toy.Future[string]
`)
	s := set(t, toyProfile)
	for _, test := range []struct {
		typ, field string
		run        Run
		ui         bool
	}{{"App", "OnKey", RunUI, true}, {"App", "Title", RunUnknown, true}, {"Box", "Text", RunUnknown, true}} {
		owner := pkg.Scope().Lookup(test.typ).(*types.TypeName)
		f, _, _ := types.LookupFieldOrMethod(owner.Type(), true, pkg, test.field)
		if run, ui, p := s.Field(f.(*types.Var), owner); run != test.run || ui != test.ui || p == nil {
			t.Errorf("%s.%s: %s, %t", test.typ, test.field, run, ui)
		}
	}
	if run := s.Conversion(pkg.Scope().Lookup("Option").Type()); run != RunInline {
		t.Errorf("Option runs %s", run)
	}
	for _, name := range []string{"F", "G"} {
		if s.Future(use.Scope().Lookup(name).Type()) == nil {
			t.Errorf("%s is no future", name)
		}
	}
	if s.Future(types.Typ[types.Int]) != nil || s.Conversion(types.Typ[types.Int]) != RunUnknown {
		t.Error("int is something")
	}
	f := use.Scope().Lookup("F").Type()
	await, _, _ := types.LookupFieldOrMethod(f, true, use, "Await")
	if s.Call(await.(*types.Func)).Blocking == nil {
		t.Error("a method of an instantiated type is not found")
	}
}

func TestForks(t *testing.T) {
	for path, want := range map[string]bool{
		"example.com/toy":               true,
		"corp.example/internal/toy":     true, // a copy: by its shape
		"corp.example/vendor/other/toy": true,
	} {
		pkg := universe{}.add(t, path, toySource)
		s := set(t, toyProfile)
		if got := s.Owner(pkg) != nil; got != want {
			t.Errorf("%s is owned: %t", path, got)
		}
		if got := affinity(s.Call(fn(t, pkg, "App.Post"))); got != "dispatch true" {
			t.Errorf("%s: Post is %q", path, got)
		}
	}
	stranger := universe{}.add(t, "corp.example/toy", "package toy\ntype App struct{}\ntype Box struct{}\n")
	if set(t, toyProfile).Owner(stranger) != nil {
		t.Error("a package that only has the name is owned")
	}
	vendored := universe{}.add(t, "corp.example/vendor/example.com/toy", "package toy\n")
	if set(t, toyProfile).Owner(vendored) == nil {
		t.Error("a vendored package is not owned")
	}
}

func TestUsersRulesWin(t *testing.T) {
	pkg := universe{}.add(t, "example.com/toy", toySource)
	s := set(t, toyProfile, `
- name: toy
  title: The Toy
  roles:
    - role: safe
      symbols: (*example.com/toy.*).*
- name: mine
  opaque: false
  packages: [{path: example.com/mine}]
  roles:
    - {role: spawn, symbols: example.com/mine.Go}
`)
	c := s.Call(fn(t, pkg, "Box.SetText"))
	if affinity(c) != "safe" || c.Profile.Title != "The Toy" {
		t.Errorf("SetText is %q of %q", affinity(c), c.Profile.Title)
	}
	mine := universe{}.add(t, "example.com/mine", "package mine\nfunc Go(f func()) {}\nfunc Do(f func()) {}")
	if c := s.Call(fn(t, mine, "Go")); c.Params[0] != RunBackground || c.ParamsKnown || c.Profile == nil {
		t.Errorf("Go: %+v", c)
	}
	if c := s.Call(fn(t, mine, "Do")); c.Params != nil || s.Owner(mine) != nil {
		t.Errorf("Do: %+v", c)
	}
}

func TestStd(t *testing.T) {
	for path, want := range map[string]bool{
		"fmt": true, "net/http": true, "internal/abi": true, "vendor/golang.org/x/net/idna": true,
		"example.com/fmt": false, "golang.org/x/sync": false, "main": false, "command-line-arguments": false, "net.x/http": false,
	} {
		if IsStd(path) != want {
			t.Errorf("IsStd(%q) is %t", path, !want)
		}
	}
}

func BenchmarkCall(b *testing.B) {
	u := universe{}
	toy := fn(b, u.add(b, "example.com/toy", toySource), "App.Post")
	other := fn(b, u.add(b, "example.com/other", "package other\nfunc F() {}"), "F")
	s := set(b, toyProfile)
	b.Run("known", func(b *testing.B) {
		for b.Loop() {
			s.Call(toy)
		}
	})
	b.Run("stranger", func(b *testing.B) {
		for b.Loop() {
			s.Call(other)
		}
	})
}
