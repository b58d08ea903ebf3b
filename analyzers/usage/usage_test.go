package usage

import (
	"slices"
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// program: main leads to view.Show, which calls view.fill; a type behind a toolkit's interface has Draw, which that
// interface has, and Reset, which it does not; only view.Old calls view.older; no program in sight imports support.
func program() []*Package {
	return []*Package{
		{Path: "app", Main: true, Imports: []string{"app/view"}, Bodies: []*Body{
			{ID: "app.", Root: true},
			{ID: "app.main", Name: "main", File: "main.go", Line: 3, End: 5, Root: true, Mentions: []string{"app/view.Show"}},
		}},
		{Path: "app/view", Methods: []string{"Draw"},
			Types: []Type{{Methods: []string{"app/view.Box.Draw", "app/view.Box.Reset"}, Behind: []string{"kit.Widget"}}},
			Bodies: []*Body{
				{ID: "app/view.", Root: true, Mentions: []string{"app/view.table"}},
				{ID: "app/view.Show", Name: "Show", File: "view/view.go", Line: 10, End: 19, Mentions: []string{"app/view.fill"}},
				{ID: "app/view.fill", Name: "fill", File: "view/view.go", Line: 20, End: 29},
				{ID: "app/view.Old", Name: "Old", File: "view/view.go", Line: 30, At: 31, End: 39, Exported: true, Mentions: []string{"app/view.older"}},
				{ID: "app/view.older", Name: "older", File: "view/view.go", Line: 40, End: 49},
				{ID: "app/view.table", Name: "table", File: "view/view.go", Line: 50, End: 59},
				{ID: "app/view.Box.Draw", Name: "(*Box).Draw", File: "view/view.go", Line: 60, End: 69},
				{ID: "app/view.Box.Reset", Name: "(*Box).Reset", File: "view/view.go", Line: 70, End: 79, Exported: true},
			}},
		{Path: "app/support", Bodies: []*Body{
			{ID: "app/support.", Root: true, Mentions: []string{"app/support.Fake"}},
			{ID: "app/support.Fake", Name: "Fake", File: "support/fake.go", Line: 3, End: 9, Exported: true},
		}},
	}
}

func dead(packages []*Package, elsewhere ...string) (names []string) {
	p := New(packages, func(name string) bool { return slices.Contains(elsewhere, name) })
	for _, pkg := range packages {
		for _, b := range pkg.Bodies {
			if b.File != "" && p.Dead(b.File, b.Line) != nil {
				names = append(names, b.Name)
			}
		}
	}
	return names
}

func TestDead(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(packages []*Package) []*Package
		want   []string
	}{
		{"program", func(p []*Package) []*Package { return p }, []string{"Old", "older", "(*Box).Reset"}},
		{"library", func(p []*Package) []*Package { return p[1:] }, nil},
		{"library with an example", func(p []*Package) []*Package { p[0].Path = "app/examples/first"; return p }, nil},
		{"main is missing", func(p []*Package) []*Package { p[0].Bodies = p[0].Bodies[:1]; return p }, nil},
		{"others may import it", func(p []*Package) []*Package { p[1].Top = true; return p }, nil},
		{"behind an interface of strangers", func(p []*Package) []*Package {
			p[1].Types[0].Behind = append(p[1].Types[0].Behind, Outside)
			return p
		}, []string{"Old", "older"}},
		{"handed on to strangers", func(p []*Package) []*Package {
			p[0].Changes = []Change{{"kit.Widget", "app.shower"}, {"app.shower", Outside}}
			return p
		}, []string{"Old", "older"}},
		{"an interface in another package", func(p []*Package) []*Package { p[0].Methods = []string{"Reset"}; return p }, []string{"Old", "older"}},
		{"imported", func(p []*Package) []*Package {
			p[1].Imports, p[2].Bodies[0].Mentions = []string{"app/support"}, nil
			return p
		}, []string{"Old", "older", "(*Box).Reset", "Fake"}},
		{"mentioned by another program", func(p []*Package) []*Package {
			p[2].Bodies[1].Mentions = []string{"app/view.Old"}
			return p
		}, []string{"(*Box).Reset"}},
	} {
		packages := test.change(program())
		if got := dead(packages); !slices.Equal(got, test.want) {
			t.Errorf("%s: dead are %q, want %q", test.name, got, test.want)
		}
	}
	if got := dead(program(), "Old"); !slices.Equal(got, []string{"(*Box).Reset"}) {
		t.Errorf("with Old mentioned in a file for another system, dead are %q", got)
	}
}

func TestWeaken(t *testing.T) {
	step := func(line int) finding.Step { return finding.Step{File: "view/view.go", Line: line} }
	for _, test := range []struct {
		name  string
		at    int
		proof int
		chain []finding.Step
		want  string
	}{
		{"alive", 21, 2, []finding.Step{step(12), step(21)}, ""},
		{"stands in a dead function", 45, 1, []finding.Step{step(45)}, "nothing in the program runs older"},
		{"begins in a dead function", 21, 2, []finding.Step{step(32), step(21)}, "nothing in the program runs Old"},
		{"one side is dead", 21, 4, []finding.Step{step(12), step(21), step(33), step(42)}, "nothing in the program runs Old"},
		{"only a further place is dead", 21, 2, []finding.Step{step(12), step(21), step(33)}, ""},
		{"another place is not", 21, 2, []finding.Step{step(32), step(21), step(52)}, ""},
		{"the rule does not say", 21, 0, []finding.Step{step(12), step(32)}, ""},
		{"in another module", 21, 0, []finding.Step{{File: "dep@v1/view/view.go", Line: 32}}, ""},
	} {
		f := &finding.Finding{File: "view/view.go", Line: test.at, Confidence: finding.Certain, Chain: test.chain, Proof: test.proof}
		weakened := New(program(), func(string) bool { return false }).Weaken(f)
		if got := Weakened(f); got != test.want || weakened != (f.Confidence == finding.Possible) || weakened != (test.want != "") {
			t.Errorf("%s: %t, %s, %q; want %q", test.name, weakened, f.Confidence, got, test.want)
		}
	}
}

// TestOptions: view.Show calls view.fill behind an option that only the dead view.Old sets.
func TestOptions(t *testing.T) {
	step := func(line int, text string) finding.Step {
		return finding.Step{File: "view/view.go", Line: line, Text: text}
	}
	proof := []finding.Step{step(12, "calls fill"), step(15, "calls table"), step(51, "calls sleep")}
	for _, test := range []struct {
		name  string
		sets  []Set
		open  []string
		above []finding.Step
		want  string
	}{
		{"nobody", nil, nil, nil, "nothing in the program sets T.on"},
		{"dead", []Set{{Option: "app/view.T.on", By: "app/view.Old"}}, nil, nil, "nothing in the program sets T.on"},
		{"alive", []Set{{Option: "app/view.T.on", By: "app/view.Show"}}, nil, nil, ""},
		{"anybody", nil, []string{"app/view.T.on"}, nil, ""},
		{"a copy of nothing", []Set{{Option: "app/view.T.on", By: "app/view.Show", From: "app/view.U.on"}}, nil, nil, "nothing in the program sets T.on"},
		{"a copy of what is set", []Set{{Option: "app/view.T.on", By: "app/view.Show", From: "app/view.U.on"}, {Option: "app/view.U.on", By: "app.main"}}, nil, nil, ""},
		{"another way to the same", nil, nil, []finding.Step{step(62, "also calls fill")}, "nothing in the program sets T.on"},
		{"another way past it", nil, nil, []finding.Step{step(62, "also calls table")}, ""},
		{"another place behind it", nil, nil, []finding.Step{step(52, "also calls sleep")}, "nothing in the program sets T.on"},
		{"another place before it", nil, nil, []finding.Step{step(13, "also calls sleep")}, ""},
	} {
		packages := program()
		packages[1].Guards = []Guard{{Option: "app/view.T.on", File: "view/view.go", Lines: []int{15}}}
		packages[1].Sets, packages[1].Open = test.sets, test.open
		f := &finding.Finding{File: "view/view.go", Line: 51, Confidence: finding.Likely, Chain: slices.Concat(proof, test.above), Proof: len(proof)}
		packages[1].Bodies[0].Mentions = append(packages[1].Bodies[0].Mentions, "app/view.fill")
		New(packages, func(string) bool { return false }).Weaken(f)
		if got := Weakened(f); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestEncode(t *testing.T) {
	p := program()[1]
	text, err := p.Encode()
	if err != nil {
		t.Fatal(err)
	}
	back, err := Decode(text)
	if err != nil || len(back.Bodies) != len(p.Bodies) || back.Bodies[3].Mentions[0] != "app/view.older" || back.Types[0].Behind[0] != "kit.Widget" {
		t.Errorf("%+v, %v", back, err)
	}
	if _, err := Decode("%"); err == nil {
		t.Error("no error for what is no package")
	}
}
