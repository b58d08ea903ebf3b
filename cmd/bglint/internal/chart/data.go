// Package chart draws the map of a program: who runs what on which goroutine, as one HTML file that needs nothing else.
//
// The page's sources are page.html, map.css and the scripts beside this file. What it shows is the Data, in JSON.
package chart

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/graph"
)

// Data is what the page is made of. Stops, findings and packages refer to each other by index.
type Data struct {
	Title    string     `json:"title"`
	Packages []Package  `json:"packages"`
	Stops    []*Stop    `json:"stops"`
	Links    []*Link    `json:"links"`
	Findings []*Finding `json:"findings"`
}

// A Package is a column of the map.
type Package struct {
	Path string `json:"path"`
	Name string `json:"name"` // relative to the module
}

// A Stop is a function, or what a field, a variable or an interface's method holds.
type Stop struct {
	Name     string       `json:"name"`
	Kind     graph.Kind   `json:"kind"`
	Package  int          `json:"package"`
	Pos      finding.Step `json:"pos"`
	Lanes    []Lane       `json:"lanes"`
	Does     []string     `json:"does,omitempty"`
	Findings []int        `json:"findings,omitempty"`
	Chained  []int        `json:"chained,omitempty"` // findings whose chain leads through the stop
}

// A Lane is a context that runs a stop, with its chain.
type Lane struct {
	Context    graph.Context      `json:"context"`
	Confidence finding.Confidence `json:"confidence"`
	Chain      []finding.Step     `json:"chain,omitempty"`
	Depth      int                `json:"depth"` // calls from where the context begins
}

// A Link is a call, or a crossing to another goroutine.
type Link struct {
	From     int           `json:"from"`
	To       int           `json:"to"`
	Kind     string        `json:"kind"`              // call, go, spawn, dispatch, handler, process or loop
	Context  graph.Context `json:"context,omitempty"` // where a crossing leads
	Text     string        `json:"text,omitempty"`
	Line     int           `json:"line,omitempty"`
	Findings []int         `json:"findings,omitempty"` // whose chain it is a step of
}

// A Finding is a report.
type Finding struct {
	*finding.Finding
	Context graph.Context `json:"context,omitempty"` // in which its function is wrong; "" is any
	Stop    int           `json:"stop"`              // -1 where nothing on the map is to blame
	Stops   []int         `json:"stops,omitempty"`   // its chain
}

// wrongIn says where a function must run for a rule to report it.
var wrongIn = map[string]graph.Context{
	"BG101": graph.UI, "BG102": graph.UI, "BG103": graph.Background, "BG104": graph.Background, "BG105": graph.Background,
}

// New makes the data of a map. What no context runs is left out, and so are the findings that are not to be shown.
func New(title, prefix string, m *graph.Module, findings []*finding.Finding) *Data {
	b := &builder{data: &Data{Title: title, Packages: []Package{}, Stops: []*Stop{}, Links: []*Link{}, Findings: []*Finding{}},
		prefix: prefix, index: make(map[*graph.Point]int), packages: make(map[string]int), at: make(map[string][]*graph.Point), links: make(map[linkKey]*Link), variables: make(map[string]int)}
	for _, p := range m.Nodes {
		if drawn(p) {
			b.stop(p)
		}
	}
	for _, f := range findings {
		b.finding(f)
	}
	for _, p := range m.Nodes {
		for _, l := range p.Out {
			b.link(l)
		}
	}
	return b.data
}

// drawn reports whether a point is worth a stop: something runs it, and what only hands calls on has them on both sides.
// The variables of a package are worth one when they start something.
func drawn(p *graph.Point) bool {
	switch {
	case len(p.Contexts()) == 0, p.Kind == graph.Slot && (len(p.In) == 0 || len(p.Out) == 0):
		return false
	case p.Kind == graph.Func && p.Name == "init" && p.Pos.Line == 0:
		return slices.ContainsFunc(p.Out, func(l *graph.Link) bool { return l.Context != "" })
	}
	return true
}

type builder struct {
	data     *Data
	prefix   string // the module's path
	index    map[*graph.Point]int
	packages map[string]int
	at       map[string][]*graph.Point // by file
	links    map[linkKey]*Link

	variables map[string]int // the stop of a package's variables, by path
}

type linkKey struct {
	from, to int
	context  graph.Context
}

func (b *builder) stop(p *graph.Point) {
	name := p.Name
	if p.Pos.Line == 0 && name == "init" {
		name = "package variables"
		b.variables[p.Package] = len(b.data.Stops)
	}
	s := &Stop{Name: strings.TrimPrefix(name, "the functions in "), Kind: p.Kind, Package: b.pkg(p.Package), Pos: p.Pos}
	for _, c := range p.Contexts() {
		en := p.Context(c)
		s.Lanes = append(s.Lanes, Lane{Context: c, Confidence: en.Confidence, Chain: en.Chain(), Depth: en.Depth()})
	}
	for _, op := range p.Ops {
		if op.Confidence == finding.Possible || op.Own {
			continue
		}
		does := map[graph.OpKind]string{graph.Blocks: "blocks: ", graph.WaitsForUI: "waits for the UI goroutine: ", graph.TouchesUI: "needs the UI goroutine: "}[op.Kind] + op.What
		if !slices.Contains(s.Does, does) {
			s.Does = append(s.Does, does)
		}
	}
	b.index[p] = len(b.data.Stops)
	b.data.Stops = append(b.data.Stops, s)
	if p.Pos.File != "" && p.Kind != graph.Slot {
		b.at[p.Pos.File] = append(b.at[p.Pos.File], p)
	}
}

func (b *builder) pkg(importPath string) int {
	i, ok := b.packages[importPath]
	if !ok {
		i = len(b.data.Packages)
		b.packages[importPath] = i
		name := importPath
		if rest, ok := strings.CutPrefix(importPath, b.prefix+"/"); ok {
			name = rest
		} else if importPath == b.prefix {
			name = path.Base(importPath)
		}
		b.data.Packages = append(b.data.Packages, Package{importPath, name})
	}
	return i
}

// innermost returns the stop that a place belongs to, or -1.
func (b *builder) innermost(at finding.Step) int {
	var best *graph.Point
	for _, p := range b.at[at.File] {
		if at.Line > p.End || cmp.Or(cmp.Compare(p.Pos.Line, at.Line), cmp.Compare(p.Pos.Column, at.Column)) > 0 && p.Kind != graph.Func || p.Pos.Line > at.Line {
			continue
		}
		if best == nil || cmp.Or(cmp.Compare(p.End-p.Pos.Line, best.End-best.Pos.Line), cmp.Compare(best.Pos.Column, p.Pos.Column)) < 0 {
			best = p
		}
	}
	if best == nil {
		return -1
	}
	return b.index[best]
}

func (b *builder) finding(f *finding.Finding) {
	i := len(b.data.Findings)
	out := &Finding{Finding: f, Context: wrongIn[f.Rule], Stop: b.innermost(finding.Step{File: f.File, Line: f.Line, Column: f.Column})}
	if i, ok := b.variables[f.Package]; ok && out.Stop < 0 {
		out.Stop = i
	}
	b.data.Findings = append(b.data.Findings, out)
	if out.Stop >= 0 {
		s := b.data.Stops[out.Stop]
		s.Findings = append(s.Findings, i)
	}
	for _, step := range f.Chain {
		stop := b.innermost(step)
		if stop >= 0 && !slices.Contains(out.Stops, stop) {
			out.Stops = append(out.Stops, stop)
			b.data.Stops[stop].Chained = append(b.data.Stops[stop].Chained, i)
		}
	}
}

func (b *builder) link(l *graph.Link) {
	from, ok := b.index[l.From]
	to, ok2 := b.index[l.To]
	if !ok || !ok2 || from == to {
		return
	}
	out := &Link{From: from, To: to, Kind: kindOf(l), Context: l.Context}
	if len(l.Steps) > 0 {
		out.Text, out.Line = l.Steps[0].Text, l.Steps[0].Line
		for i, f := range b.data.Findings {
			if slices.ContainsFunc(f.Chain, func(s finding.Step) bool {
				return s.File == l.Steps[0].File && s.Line == l.Steps[0].Line && s.Column == l.Steps[0].Column
			}) {
				out.Findings = append(out.Findings, i)
			}
		}
	}
	key := linkKey{from, to, l.Context}
	if old := b.links[key]; old != nil {
		for _, f := range out.Findings {
			if !slices.Contains(old.Findings, f) {
				old.Findings = append(old.Findings, f)
			}
		}
		return
	}
	b.links[key] = out
	b.data.Links = append(b.data.Links, out)
}

// kindOf names a link as the page's legend does.
func kindOf(l *graph.Link) string {
	text := ""
	if len(l.Steps) > 0 {
		text = l.Steps[0].Text
	}
	switch l.Context {
	case graph.UI:
		if strings.HasPrefix(text, "handler") {
			return "handler"
		}
		return "dispatch"
	case graph.Background:
		if strings.HasPrefix(text, "starts a goroutine") {
			return "go"
		}
		return "spawn"
	case graph.Process:
		return "process"
	case graph.Startup:
		return "loop"
	}
	return "call"
}
