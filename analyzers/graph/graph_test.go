package graph

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

func at(file string, line int, text string) []finding.Step {
	return []finding.Step{{File: file, Line: line, Column: 1, Text: text}}
}

// packages: lib runs what is in Clock.OnTick in the background and does not know what that is; app puts tick there, calls
// lib.Load from a handler, and knows by lib's facts that OnTick runs in the background.
func packages() []*Package {
	lib := &Package{Path: "lib",
		Nodes: []*Node{
			{ID: "lib.Load", Kind: Func, Name: "Load", Package: "lib", Pos: at("lib.go", 1, "")[0], Ops: []Op{{Kind: Blocks, What: "os.Open", Confidence: finding.Certain, Line: 2}}},
			{ID: "lib.Run", Kind: Func, Name: "Run", Package: "lib", Pos: at("lib.go", 5, "")[0], Roots: []Root{{Context: UI, Confidence: finding.Likely, Steps: at("lib.go", 5, "handler")}}},
			{ID: "slot lib Clock.OnTick", Kind: Slot, Name: "the functions in Clock.OnTick", Package: "lib"},
		},
		Edges: []Edge{{From: 1, To: 2, Context: Background, Confidence: finding.Likely, Steps: at("lib.go", 6, "starts a goroutine")}},
	}
	app := &Package{Path: "app",
		Nodes: []*Node{
			{ID: "app.click", Kind: Func, Name: "click", Package: "app", Pos: at("app.go", 1, "")[0], Roots: []Root{{Context: UI, Confidence: finding.Certain, Steps: at("app.go", 1, "handler")}}},
			{ID: "lib.Load", Kind: Func, Name: "Load", Package: "lib", Foreign: true},
			{ID: "slot lib Clock.OnTick", Kind: Slot, Name: "the functions in Clock.OnTick", Package: "lib", Roots: []Root{{Context: Background, Confidence: finding.Likely, Steps: at("lib.go", 6, "told"), Told: true}}},
			{ID: "app.tick", Kind: Func, Name: "tick", Package: "app", Pos: at("app.go", 9, "")[0], Nonblocking: true},
			{ID: "dep.Gone", Kind: Func, Name: "Gone", Package: "dep", Foreign: true},
		},
		Edges: []Edge{
			{From: 0, To: 1, Confidence: finding.Certain, Steps: at("app.go", 2, "calls lib.Load")},
			{From: 2, To: 3, Confidence: finding.Likely, Steps: at("app.go", 3, "stored in Clock.OnTick")},
			{From: 3, To: 1, Confidence: finding.Certain, Steps: at("app.go", 10, "calls lib.Load")},
			{From: 3, To: 4, Confidence: finding.Certain, Steps: at("app.go", 11, "calls dep.Gone")},
		},
	}
	return []*Package{app, lib}
}

func describe(m *Module) string {
	var b strings.Builder
	for _, p := range m.Nodes {
		fmt.Fprintf(&b, "%s:\n", p.ID)
		for _, en := range p.Entries {
			fmt.Fprintf(&b, "  %s %s quiet=%t:", en.Context, en.Confidence, en.Quiet)
			for _, s := range en.Chain() {
				fmt.Fprintf(&b, " %s:%d %s;", s.File, s.Line, s.Text)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func TestJoin(t *testing.T) {
	const want = `app.click:
  ui certain quiet=false: app.go:1 handler;
app.tick:
  background likely quiet=true: lib.go:6 starts a goroutine; app.go:3 stored in Clock.OnTick;
slot lib Clock.OnTick:
  background likely quiet=false: lib.go:6 starts a goroutine;
lib.Load:
  ui certain quiet=false: app.go:1 handler; app.go:2 calls lib.Load;
  background likely quiet=true: lib.go:6 starts a goroutine; app.go:3 stored in Clock.OnTick; app.go:10 calls lib.Load;
lib.Run:
  ui likely quiet=false: lib.go:5 handler;
`
	list := packages()
	m := Join(list)
	if got := describe(m); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	list[0], list[1] = list[1], list[0]
	if got := describe(Join(list)); got != want {
		t.Errorf("in another order:\n%s", got)
	}

	load := m.ByID("lib.Load")
	if got := load.Begins(Background); !reflect.DeepEqual(got, at("lib.go", 6, "starts a goroutine")) {
		t.Errorf("the goroutines that come to Load begin at %v", got)
	}
	effects := m.ByID("app.click").Effects()
	if len(effects) != 1 || effects[0].At != load || effects[0].Op.What != "os.Open" || len(effects[0].Steps) != 1 {
		t.Errorf("effects of click: %+v", effects)
	}

	// Without lib there is what its facts told.
	told := Join(list[1:])
	if got := describe(told); !strings.Contains(got, "app.tick:\n  background likely quiet=true: lib.go:6 told;") || strings.Contains(got, "lib.Load") {
		t.Errorf("app alone:\n%s", got)
	}
}

func TestEncode(t *testing.T) {
	for _, p := range packages() {
		text, err := p.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(text)
		if err != nil || !reflect.DeepEqual(got, p) {
			t.Errorf("%+v, %v\nwant %+v", got, err, p)
		}
	}
	broken, err := (&Package{Path: "p", Edges: []Edge{{To: 1}}}).Encode()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"*": "not a graph: illegal base64", "aGVsbG8=": "not a graph: flate", broken: "package p has an edge between nodes 0 and 1 of 0",
	} {
		if _, err := Decode(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
