package toolkit

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
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
doc1:4:79: example.com/toy has no method (App).SetText
doc1:5:65: no version of example.com/toy has function or type Never
doc1:7:5: example.com/toy has no interface App`
	if strings.Join(got, "\n") != want {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
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

// TestUniverses asks one set, from many goroutines, about the same package in different type checkers.
func TestUniverses(t *testing.T) {
	s := set(t, toyProfile)
	old := strings.Replace(toySource, "func (a *App) Post", "func (a *App) Send", 1)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			src := toySource
			if i%2 == 0 {
				src = old
			}
			pkg := universe{}.add(t, "corp.example/toy", src)
			for range 100 {
				if got := s.Owner(pkg) != nil; got != (i%2 == 1) {
					t.Errorf("owned: %t", got)
				}
				s.Call(fn(t, pkg, "App.Walk"))
			}
		})
	}
	wg.Wait()
}

// TestForgets: a set lives as long as the process, the packages of one analysis do not.
func TestForgets(t *testing.T) {
	s := set(t, toyProfile)
	collected := make(chan bool)
	func() {
		pkg := universe{}.add(t, "example.com/toy", toySource)
		s.Call(fn(t, pkg, "App.Post"))
		s.Handlers(pkg)
		runtime.AddCleanup(pkg, func(done chan bool) { close(done) }, collected)
	}()
	for range 100 {
		runtime.GC()
		select {
		case <-collected:
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
	t.Error("the set holds the package")
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
