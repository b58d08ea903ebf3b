package chart

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/graph"
)

func step(line, column int, text string) finding.Step {
	return finding.Step{File: "ui/view.go", Line: line, Column: column, Text: text}
}

// sample: show is a handler that starts its literal; the literal touches a label; idle is run by nobody.
func sample() (*graph.Module, []*finding.Finding) {
	node := func(name string, kind graph.Kind, line, column, end int) *graph.Node {
		return &graph.Node{ID: "example.com/app/ui." + name, Kind: kind, Name: name, Package: "example.com/app/ui", Pos: step(line, column, ""), End: end}
	}
	show, literal, idle := node("(*View).show", graph.Func, 10, 16, 14), node("(*View).show$1", graph.Literal, 11, 5, 13), node("idle", graph.Func, 20, 6, 21)
	show.Roots = []graph.Root{{Context: graph.UI, Confidence: finding.Certain, Steps: []finding.Step{step(3, 4, "handler given to </script>")}}}
	literal.Ops = []graph.Op{
		{Kind: graph.TouchesUI, What: "(*Label).SetText", Confidence: finding.Certain, Line: 12},
		{Kind: graph.Blocks, What: "perhaps", Confidence: finding.Possible, Line: 12},
	}
	p := &graph.Package{Path: "example.com/app/ui", Nodes: []*graph.Node{show, literal, idle}, Edges: []graph.Edge{
		{From: 0, To: 1, Context: graph.Background, Confidence: finding.Certain, Steps: []finding.Step{step(11, 2, "starts a goroutine")}},
		{From: 2, To: 0, Confidence: finding.Certain, Steps: []finding.Step{step(20, 3, "calls show")}},
	}}
	return graph.Join([]*graph.Package{p}), []*finding.Finding{{
		Rule: "BG103", Name: "offloop", Message: "SetText off the UI goroutine", File: "ui/view.go", Line: 12, Column: 4, Func: "(*View).show",
		Chain: []finding.Step{step(11, 2, "starts a goroutine"), step(12, 4, "calls SetText")},
	}, {
		Rule: "BG201", Name: "discarded", File: "ui/view.go", Line: 11, Column: 3, // on the line of the literal, before it
	}, {
		Rule: "BG201", Name: "discarded", File: "ui/other.go", Line: 1, Column: 1,
	}}
}

func TestNew(t *testing.T) {
	m, findings := sample()
	d := New("example.com/app", "example.com/app", m, findings)
	if want := []Package{{"example.com/app/ui", "ui"}}; !reflect.DeepEqual(d.Packages, want) {
		t.Errorf("packages %v, want %v", d.Packages, want)
	}
	if len(d.Stops) != 2 {
		t.Fatalf("%d stops: only what runs somewhere is one", len(d.Stops))
	}
	show, literal := d.Stops[0], d.Stops[1]
	if show.Name != "(*View).show" || !reflect.DeepEqual(show.Findings, []int{1}) || !reflect.DeepEqual(show.Chained, []int{0}) || len(show.Lanes) != 1 || show.Lanes[0].Context != graph.UI {
		t.Errorf("show: %+v", show)
	}
	if !reflect.DeepEqual(literal.Findings, []int{0}) || !reflect.DeepEqual(literal.Does, []string{"needs the UI goroutine: (*Label).SetText"}) ||
		len(literal.Lanes) != 1 || literal.Lanes[0].Context != graph.Background || len(literal.Lanes[0].Chain) != 1 {
		t.Errorf("the literal: %+v", literal)
	}
	if want := []*Link{{From: 0, To: 1, Kind: "go", Context: graph.Background, Text: "starts a goroutine", Line: 11, Findings: []int{0}}}; !reflect.DeepEqual(d.Links, want) {
		t.Errorf("links %+v, want %+v", d.Links[0], want[0])
	}
	for i, want := range []struct {
		context graph.Context
		stop    int
	}{{graph.Background, 1}, {"", 0}, {"", -1}} {
		if f := d.Findings[i]; f.Context != want.context || f.Stop != want.stop {
			t.Errorf("finding %d is wrong in %q at stop %d, want %+v", i, f.Context, f.Stop, want)
		}
	}
}

// TestWrite: the page is one file, and names of the program cannot break out of its data.
func TestWrite(t *testing.T) {
	m, findings := sample()
	d := New("example.com/<app>", "example.com/app", m, findings)
	var page strings.Builder
	if err := Write(&page, d); err != nil {
		t.Fatal(err)
	}
	html := page.String()
	if n := strings.Count(html, "</script>"); n != 2 {
		t.Errorf("%d scripts end, want 2", n)
	}
	if !strings.Contains(html, "<title>example.com/&lt;app&gt;: who runs what</title>") {
		t.Error("the title is not escaped")
	}
	if found := regexp.MustCompile(`(?:src|href)="?(?:https?:)?//[^"]*|@import|url\(["']?http`).FindString(html); found != "" {
		t.Errorf("the page needs something else: %s", found)
	}
	data := regexp.MustCompile(`(?s)id="data">(.*?)</script>`).FindStringSubmatch(html)
	if data == nil {
		t.Fatal("no data")
	}
	got := new(Data)
	if err := json.Unmarshal([]byte(data[1]), got); err != nil || !reflect.DeepEqual(got.Stops, d.Stops) || !reflect.DeepEqual(got.Links, d.Links) {
		t.Errorf("%v: the data are not what was written", err)
	}
}

// TestVariables: what a package's variables start, and what is wrong with them, has a stop of its own.
func TestVariables(t *testing.T) {
	init := &graph.Node{ID: "p.init", Kind: graph.Func, Name: "init", Package: "p", Roots: []graph.Root{{Context: graph.Startup, Confidence: finding.Certain}}}
	task := &graph.Node{ID: "p.init$1", Kind: graph.Literal, Name: "init$1", Package: "p", Pos: step(5, 20, ""), End: 7}
	m := graph.Join([]*graph.Package{{Path: "p", Nodes: []*graph.Node{init, task}, Edges: []graph.Edge{{From: 0, To: 1, Context: graph.Process, Confidence: finding.Certain}}}})
	d := New("p", "p", m, []*finding.Finding{{Rule: "BG301", Package: "p", File: "ui/view.go", Line: 5, Column: 2}})
	if len(d.Stops) != 2 || d.Stops[0].Name != "package variables" || len(d.Links) != 1 || d.Links[0].Kind != "process" || d.Findings[0].Stop != 0 {
		t.Errorf("%d stops, %d links, the finding is at %d", len(d.Stops), len(d.Links), d.Findings[0].Stop)
	}
}
