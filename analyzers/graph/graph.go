// Package graph is the form in which a package's functions, and who runs them, travel from the engine to bglint's driver.
//
// The engine looks at one package at a time, and hears of those below it by facts. Of those above it, which may run its
// functions on any goroutine, it cannot know. The graphs of all packages together do: Join puts them into one and carries
// the contexts through it again.
package graph

import (
	"fmt"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/internal/packed"
)

// Analyzer is the name of the analyzer whose only diagnostic is a Package, encoded.
const Analyzer = "bglintgraph"

// A Context is a kind of goroutine that runs a function.
type Context string

// The contexts, as package affinity has them. An edge of context "" stays on the goroutine.
const (
	UI         Context = "ui"
	Background Context = "background"
	Startup    Context = "startup"
	Process    Context = "process"
)

// Contexts are all contexts, in the order in which they are shown.
var Contexts = []Context{UI, Background, Process, Startup}

// Where says where a function of the context runs: "on the UI goroutine".
func (c Context) Where() string {
	switch c {
	case UI:
		return "on the UI goroutine"
	case Background:
		return "in the background"
	case Process:
		return "in a worker process"
	case Startup:
		return "at startup"
	}
	return "on its caller's goroutine"
}

// A Kind says what a node stands for.
type Kind string

// The kinds of nodes.
const (
	Func    Kind = "func"    // a declared function, or the initialisation of a package's variables
	Literal Kind = "literal" // a function literal
	Call    Kind = "call"    // a call that a go statement, a spawner or a dispatcher makes directly: go table.Refresh()
	Slot    Kind = "slot"    // whatever a field, a variable or an interface's method holds
)

// A Package is what the analysis of one package says.
type Package struct {
	Path  string  `json:"path"`
	Nodes []*Node `json:"nodes"`
	Edges []Edge  `json:"edges,omitempty"`
}

// A Node is something that runs.
type Node struct {
	ID      string `json:"id"` // the same in every package that speaks of it: "path.(*View).save$1"
	Kind    Kind   `json:"kind"`
	Name    string `json:"name"` // as its own package names it: "(*View).save$1"
	Package string `json:"package"`
	Parent  string `json:"parent,omitempty"` // the ID of the function around a literal or call

	// Foreign nodes are only mentioned: the package that declares them says the rest.
	Foreign bool `json:"foreign,omitempty"`

	Pos         finding.Step `json:"pos"`           // without a text
	End         int          `json:"end,omitempty"` // its last line
	Roots       []Root       `json:"roots,omitempty"`
	Ops         []Op         `json:"ops,omitempty"`
	Calls       []CallSite   `json:"calls,omitempty"`
	Locks       []string     `json:"locks,omitempty"` // what it takes, each once
	Accesses    []Access     `json:"accesses,omitempty"`
	Nonblocking bool         `json:"nonblocking,omitempty"` // by directive
	Safe        bool         `json:"safe,omitempty"`        // by directive
	Generated   bool         `json:"generated,omitempty"`
}

// A Root is a context that begins in a node without an edge: main, what a toolkit calls, what a directive says.
type Root struct {
	Context    Context            `json:"context"`
	Confidence finding.Confidence `json:"confidence"`
	Steps      []finding.Step     `json:"steps,omitempty"`
	Told       bool               `json:"told,omitempty"`     // by the facts of another package, which has more to say
	Presumed   bool               `json:"presumed,omitempty"` // a guess, good enough only for the other side of a race
}

// An Edge says that one node runs another.
type Edge struct {
	From       int                `json:"from"` // index of the package's nodes
	To         int                `json:"to"`
	Context    Context            `json:"context,omitempty"` // "": on the same goroutine
	Confidence finding.Confidence `json:"confidence"`
	Steps      []finding.Step     `json:"steps,omitempty"` // the first one stands in From
}

// An OpKind says what an operation does to the goroutine that does it.
type OpKind string

// The kinds of operations, each with the rule that watches it.
const (
	Blocks     OpKind = "blocks"     // BG101
	WaitsForUI OpKind = "waitsforui" // BG102
	TouchesUI  OpKind = "touchesui"  // BG103
)

// An Op is an operation that matters to the goroutine which does it.
type Op struct {
	Kind       OpKind             `json:"kind"`
	What       string             `json:"what"`             // the primitive
	Callee     string             `json:"callee,omitempty"` // the function of another package through which it is done
	Loop       bool               `json:"loop,omitempty"`   // WaitsForUI: it runs the event loop
	Own        bool               `json:"own,omitempty"`    // TouchesUI: what this function has made, and nobody else knows
	Private    bool               `json:"private,omitempty"`
	Confidence finding.Confidence `json:"confidence"`
	Under      []string           `json:"under,omitempty"` // the locks that its function holds meanwhile
	Line       int                `json:"line"`
	Column     int                `json:"column"`
	Steps      []finding.Step     `json:"steps,omitempty"` // from the callee to the primitive
	Ignored    []Ignore           `json:"ignored,omitempty"`
}

// An Ignore is a directive that silences rules: //bg:ignore or //nolint.
type Ignore struct {
	Rules  []string `json:"rules,omitempty"` // nil: all
	Text   string   `json:"text"`
	Line   int      `json:"line"`
	Reason string   `json:"reason,omitempty"`
}

// A CallSite is a call, whatever is known of it.
type CallSite struct {
	Name   string `json:"name"`
	Line   int    `json:"line"`
	Column int    `json:"column"`

	// Future is the type of a result that must not be dropped, and Fate what becomes of it here.
	Future  string   `json:"future,omitempty"`
	Fate    Fate     `json:"fate,omitempty"`
	Ignored []Ignore `json:"ignored,omitempty"` // for calls with a future
}

// A Fate is what becomes of a call's future, which rule BG201 watches.
type Fate string

// The fates of futures.
const (
	Kept    Fate = "kept"    // somebody looks at it
	Nil     Fate = "nil"     // it is nil for this call
	Spared  Fate = "spared"  // the callee is marked //bg:forget
	Dropped Fate = "dropped" // nobody looks at it
)

// An Access is a read or write of state that several functions of the package use and at least one of them writes.
type Access struct {
	Name    string   `json:"name"`
	Verb    string   `json:"verb"` // "reads", "writes" ...
	Write   bool     `json:"write,omitempty"`
	Locked  bool     `json:"locked,omitempty"`
	Line    int      `json:"line"`
	Column  int      `json:"column"`
	Ignored []Ignore `json:"ignored,omitempty"`
}

// Encode packs a graph into the text of a diagnostic.
func (p *Package) Encode() (string, error) { return packed.Encode(p) }

// Decode reads what Encode wrote.
func Decode(message string) (*Package, error) {
	p := new(Package)
	if err := packed.Decode(message, p); err != nil {
		return nil, fmt.Errorf("not a graph: %w", err)
	}
	for _, e := range p.Edges {
		if e.From < 0 || e.From >= len(p.Nodes) || e.To < 0 || e.To >= len(p.Nodes) {
			return nil, fmt.Errorf("not a graph: package %s has an edge between nodes %d and %d of %d", p.Path, e.From, e.To, len(p.Nodes))
		}
	}
	return p, nil
}

// Rename changes the names of all files: the analysis knows one module at a time, the driver the folder above them all.
func (p *Package) Rename(name func(file string) string) {
	steps := func(list []finding.Step) {
		for i := range list {
			list[i].File = name(list[i].File)
		}
	}
	for _, n := range p.Nodes {
		n.Pos.File = name(n.Pos.File)
		for _, r := range n.Roots {
			steps(r.Steps)
		}
		for _, op := range n.Ops {
			steps(op.Steps)
		}
	}
	for _, e := range p.Edges {
		steps(e.Steps)
	}
}
