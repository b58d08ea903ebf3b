package graph

import (
	"cmp"
	"slices"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A Module is the graph of all packages that were analysed.
type Module struct {
	Nodes []*Point // by package, file and line
	byID  map[string]*Point
}

// A Point is a node of the whole, with the contexts that reach it.
type Point struct {
	*Node
	Out, In []*Link
	Entries []*Entry // the surest of a kind first
}

// A Link is an edge of the whole.
type Link struct {
	From, To   *Point
	Context    Context
	Confidence finding.Confidence
	Steps      []finding.Step
}

// An Entry is one way in which a context reaches a point.
type Entry struct {
	Context    Context
	Confidence finding.Confidence
	Quiet      bool // a directive on the way says that what follows does not block
	QuietTouch bool // ... that it is safe to call
	Presumed   bool

	point *Point
	prev  *Entry
	via   *Link
	root  *Root
	level int
}

// Join puts the graphs of packages together and carries the contexts from where they begin along the calls.
//
// It is the propagation of package affinity once more, with what all packages know: a may analysis, breadth first among
// the certain links, then among the likely ones, so that the first entry of a kind is the surest and, among those, the
// shortest. What facts told a package about others comes after the links that prove it. How private a receiver is does not
// travel: a point may have a context whose goroutine nobody else can meet.
func Join(packages []*Package) *Module {
	m := &Module{byID: make(map[string]*Point)}
	for _, p := range packages {
		for _, n := range p.Nodes {
			m.add(n)
		}
	}
	for _, p := range packages {
		for _, e := range p.Edges {
			l := &Link{m.byID[p.Nodes[e.From].ID], m.byID[p.Nodes[e.To].ID], e.Context, e.Confidence, e.Steps}
			if l.From.Foreign || l.To.Foreign {
				continue // of a package that nobody has analysed
			}
			l.From.Out = append(l.From.Out, l)
			l.To.In = append(l.To.In, l)
		}
	}
	for _, p := range m.byID {
		if !p.Foreign {
			m.Nodes = append(m.Nodes, p)
		}
	}
	slices.SortFunc(m.Nodes, func(a, b *Point) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column), cmp.Compare(a.ID, b.ID))
	})
	m.propagate()
	return m
}

// add notes a node, or adds what one more package says of a slot.
func (m *Module) add(n *Node) {
	p := m.byID[n.ID]
	switch {
	case p == nil:
		own := *n
		m.byID[n.ID] = &Point{Node: &own}
	case p.Foreign && !n.Foreign:
		roots := p.Roots
		*p.Node = *n
		p.Roots = append(slices.Clone(n.Roots), roots...)
	case n.Kind == Slot || n.Foreign:
		p.Roots = append(p.Roots, n.Roots...)
		p.Ops = append(p.Ops, n.Ops...)
		if p.Pos.Line == 0 {
			p.Pos = n.Pos
		}
	}
}

// ByID returns the point of a node, or nil.
func (m *Module) ByID(id string) *Point { return m.byID[id] }

const (
	levelTold = 2 + iota // after certain and likely
	levelPossible
	levelPresumed
	numLevels
)

func levelOf(c finding.Confidence) int {
	switch c {
	case finding.Certain:
		return 0
	case finding.Likely:
		return 1
	}
	return levelPossible
}

func (m *Module) propagate() {
	var levels [numLevels][]*Entry
	add := func(en *Entry) { levels[en.level] = append(levels[en.level], en) }
	for _, p := range m.Nodes {
		for i := range p.Roots {
			r := &p.Roots[i]
			level := levelOf(r.Confidence)
			if r.Told {
				level = max(level, levelTold)
			}
			if r.Presumed {
				level = levelPresumed
			}
			add(&Entry{Context: r.Context, Confidence: r.Confidence, Presumed: r.Presumed, point: p, root: r, level: level})
		}
	}
	for _, p := range m.Nodes {
		for _, l := range p.Out {
			if l.Context != "" {
				add(&Entry{Context: l.Context, Confidence: l.Confidence, point: l.To, via: l, level: levelOf(l.Confidence)})
			}
		}
	}
	for i := range levels {
		for len(levels[i]) > 0 {
			en := levels[i][0]
			levels[i] = levels[i][1:]
			if !en.enter() {
				continue
			}
			for _, l := range en.point.Out {
				if l.Context == "" {
					next := *en
					next.Confidence = weaker(en.Confidence, l.Confidence)
					next.point, next.prev, next.via, next.root = l.To, en, l, nil
					next.level = max(en.level, levelOf(l.Confidence))
					add(&next)
				}
			}
		}
	}
	for _, p := range m.Nodes {
		slices.SortStableFunc(p.Entries, func(a, b *Entry) int {
			return cmp.Compare(slices.Index(Contexts, a.Context), slices.Index(Contexts, b.Context))
		})
	}
}

// enter records an entry unless its point has one that says as much.
func (en *Entry) enter() bool {
	p := en.point
	en.Quiet = en.Quiet || p.Nonblocking
	en.QuietTouch = en.QuietTouch || p.Safe
	for _, old := range p.Entries {
		if old.Context == en.Context && (!old.Presumed || en.Presumed) && (!old.Quiet || en.Quiet) && (!old.QuietTouch || en.QuietTouch) {
			return false
		}
	}
	p.Entries = append(p.Entries, en)
	return true
}

func weaker(a, b finding.Confidence) finding.Confidence {
	if a.AtLeast(b) {
		return b
	}
	return a
}

// Context returns the best entry of a context, or nil. What is only presumed does not count.
func (p *Point) Context(c Context) *Entry {
	for _, en := range p.Entries {
		if en.Context == c && !en.Presumed {
			return en
		}
	}
	return nil
}

// Contexts returns the contexts that run the point, in the order of Contexts.
func (p *Point) Contexts() []Context {
	var out []Context
	for _, c := range Contexts {
		if p.Context(c) != nil {
			out = append(out, c)
		}
	}
	return out
}

// Chain is the witness of an entry: from where the context begins to the point.
func (en *Entry) Chain() []finding.Step {
	var path []*Entry
	for x := en; x != nil; x = x.prev {
		path = append(path, x)
	}
	var out []finding.Step
	for _, x := range slices.Backward(path) {
		if x.root != nil {
			out = append(out, x.root.Steps...)
		}
		if x.via != nil {
			out = append(out, x.via.Steps...)
		}
	}
	return out
}

// Begins lists where goroutines of a context begin that reach a point: the first step of each, in the order of distance.
// What facts told comes last, and not where the graph itself says it.
func (p *Point) Begins(c Context) []finding.Step {
	var out, told []finding.Step
	said := make(map[finding.Step]bool)
	say := func(steps []finding.Step) {
		if len(steps) == 0 {
			return
		}
		place := steps[0]
		place.Text = ""
		if !said[place] {
			said[place] = true
			out = append(out, steps[0])
		}
	}
	seen := map[*Point]bool{p: true}
	for queue := []*Point{p}; len(queue) > 0; queue = queue[1:] {
		for _, r := range queue[0].Roots {
			switch {
			case r.Context != c || r.Presumed || len(r.Steps) == 0:
			case r.Told:
				told = append(told, r.Steps[0])
			default:
				say(r.Steps)
			}
		}
		for _, l := range queue[0].In {
			switch {
			case l.Context == c:
				say(l.Steps)
			case l.Context == "" && !seen[l.From] && l.From.Context(c) != nil:
				seen[l.From] = true
				queue = append(queue, l.From)
			}
		}
	}
	for _, s := range told {
		say([]finding.Step{s})
	}
	return out
}

// An Effect is an operation that a point comes to on its own goroutine, with the way there.
type Effect struct {
	Op    *Op
	At    *Point
	Steps []finding.Step // the calls from the point to At
}

// Effects finds the nearest operation of each kind that a point does, itself or through what it calls.
func (p *Point) Effects() []Effect {
	type way struct {
		at   *Point
		via  *Link
		prev *way
	}
	found := make(map[OpKind]bool)
	var out []Effect
	seen := map[*Point]bool{p: true}
	for queue := []*way{{at: p}}; len(queue) > 0; queue = queue[1:] {
		w := queue[0]
		for i := range w.at.Ops {
			op := &w.at.Ops[i]
			if found[op.Kind] || op.Own || op.Loop || op.Confidence == finding.Possible || op.Kind == Blocks && w.at.Nonblocking || op.Kind == TouchesUI && w.at.Safe {
				continue
			}
			found[op.Kind] = true
			e := Effect{Op: op, At: w.at}
			for x := w; x.via != nil; x = x.prev {
				e.Steps = append(slices.Clone(x.via.Steps), e.Steps...)
			}
			out = append(out, e)
		}
		for _, l := range w.at.Out {
			if l.Context == "" && !seen[l.To] && l.Confidence != finding.Possible {
				seen[l.To] = true
				queue = append(queue, &way{l.To, l, w})
			}
		}
	}
	return out
}

// Depth is the number of calls between the beginning of the context and the point.
func (en *Entry) Depth() int {
	n := 0
	for ; en.prev != nil; en = en.prev {
		n++
	}
	return n
}
