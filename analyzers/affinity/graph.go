package affinity

import (
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/directive"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/graph"
)

// NewGraph returns the analyzer whose one diagnostic a package is the package's graph, for bglint's own driver.
func NewGraph(engine *analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:     graph.Analyzer,
		Doc:      graph.Analyzer + ": tell bglint's driver who runs what",
		Requires: []*analysis.Analyzer{engine},
		Run: func(pass *analysis.Pass) (any, error) {
			res := pass.ResultOf[engine].(*Result)
			if res.Skip() {
				return nil, nil
			}
			message, err := res.engine.graph().Encode()
			if err == nil {
				pass.Report(analysis.Diagnostic{Pos: pass.Files[0].Package, Category: graph.Analyzer, Message: message})
			}
			return nil, err
		},
	}
}

// A foreignCall is a call of a function of another package, or the use of one as a value that somebody runs.
type foreignCall struct {
	at  *Func
	inv *invocation
	fn  *types.Func
}

// noteForeign keeps a call of another package's function for the graph. Modules with a version are not analysed for
// themselves, so that nobody would say what their functions are.
func (e *engine) noteForeign(at *Func, inv *invocation, fn *types.Func) {
	if !e.settings.Graph || e.foreign || strings.Contains(e.deps.tables[fn.Pkg().Path()].Module, "@") {
		return
	}
	e.foreignCalls = append(e.foreignCalls, foreignCall{at, inv, fn})
}

// grapher makes a package's graph.
type grapher struct {
	*engine
	out   *graph.Package
	index map[*Func]int
	other map[string]int // nodes of other packages, by id
	names map[*Func]string
	table *lockTable
}

func (e *engine) graph() *graph.Package {
	g := &grapher{engine: e, out: &graph.Package{Path: e.pass.Pkg.Path()}, index: map[*Func]int{}, other: map[string]int{}, names: map[*Func]string{}, table: newLockTable(e)}
	nodes := e.nodes()
	for _, f := range nodes {
		for key, call := range f.direct {
			g.names[call] = "an interface's method"
			if key.callee != nil {
				g.names[call] = shortName(key.callee)
			}
		}
	}
	for _, f := range nodes {
		if f.slot != nil && len(f.in) == 0 && len(f.out) == 0 && len(f.Ops) == 0 {
			continue
		}
		g.index[f] = len(g.out.Nodes)
		g.out.Nodes = append(g.out.Nodes, g.node(f))
	}
	for f, i := range g.index {
		if f.Parent != nil {
			g.out.Nodes[i].Parent = g.id(f.Parent)
		}
	}
	g.roots(nodes)
	g.accesses()
	for _, f := range nodes {
		for _, ed := range f.out {
			g.edge(ed)
		}
	}
	g.foreignEdges()
	return g.out
}

func (g *grapher) node(f *Func) *graph.Node {
	n := &graph.Node{ID: g.id(f), Name: g.name(f), Kind: graph.Func, Package: g.pass.Pkg.Path(), Nonblocking: f.nonblocking, Safe: f.safe}
	switch {
	case f.slot != nil:
		n.Kind = graph.Slot
		if path, _, ok := strings.Cut(f.slot.key, " "); ok {
			n.Package = path
		}
	case f.SSA == nil:
		n.Kind = graph.Call
	case f.Parent != nil:
		n.Kind = graph.Literal
	}
	if f.Pos.IsValid() && g.ours(f.Pos) {
		n.Pos = g.step(f.Pos, "")
		n.End = n.Pos.Line
		n.Generated = g.generatedFile(f.Pos)
	}
	if f.SSA != nil {
		if syntax := f.SSA.Syntax(); syntax != nil {
			n.End = g.step(syntax.End(), "").Line
		}
		n.Calls = g.calls(f)
		n.Locks = g.locks(f)
	}
	for _, op := range f.Ops {
		if _, drawn := opKinds[op.Kind]; drawn {
			n.Ops = append(n.Ops, g.op(f, op))
		}
	}
	return n
}

// id names a node for all packages. A slot that only this package can know is named by its place.
func (g *grapher) id(f *Func) string {
	path := g.pass.Pkg.Path()
	switch {
	case f.slot != nil && f.slot.key != "":
		return "slot " + f.slot.key
	case f.slot != nil:
		return "slot " + path + " " + g.place(f)
	case f.SSA == nil && f.Parent == nil:
		return path + "." + g.name(f) + "@" + g.place(f)
	case f.SSA == nil:
		return g.id(f.Parent) + "@" + g.place(f)
	}
	return path + "." + g.name(f)
}

func (g *grapher) place(f *Func) string {
	if !f.Pos.IsValid() {
		return f.Name
	}
	at := g.step(f.Pos, "")
	return at.File + ":" + strconv.Itoa(at.Line) + ":" + strconv.Itoa(at.Column)
}

// name names a function as its package does, and a literal by its number: "(*View).save$1".
func (g *grapher) name(f *Func) string {
	switch {
	case f.slot != nil:
		return f.Name
	case f.SSA == nil:
		return g.names[f]
	case f.Parent != nil:
		return g.name(f.Parent) + strings.TrimPrefix(f.SSA.Name(), f.SSA.Parent().Name())
	}
	if obj, ok := f.SSA.Object().(*types.Func); ok && obj.Signature().Recv() != nil {
		return localName(obj)
	}
	return f.SSA.Name()
}

var opKinds = map[EffectKind]graph.OpKind{Blocks: graph.Blocks, WaitsForUI: graph.WaitsForUI, TouchesUI: graph.TouchesUI}

func (g *grapher) op(f *Func, op *Op) graph.Op {
	out := graph.Op{
		Kind: opKinds[op.Kind], What: op.What, Callee: op.Callee, Loop: op.Advice == "loop", Confidence: op.Confidence, Steps: op.Steps,
		Own: op.Kind == TouchesUI && op.Root == rootFresh, Under: g.under(f, op),
	}
	if op.Kind == TouchesUI && !out.Own {
		hidden, seen := false, false
		for _, en := range f.entries {
			if en.ctx == Background && !en.presumed {
				hidden, seen = (hidden || !seen) && en.hides(op.Root), true
			}
		}
		out.Private = hidden
	}
	if op.Pos.IsValid() && g.ours(op.Pos) {
		at := g.step(op.Pos, "")
		out.Line, out.Column = at.Line, at.Column
		out.Ignored = ignores(g.marks.At(op.Pos), g)
	}
	return out
}

func ignores(list []*directive.Directive, g *grapher) []graph.Ignore {
	var out []graph.Ignore
	for _, d := range list {
		text := "//nolint"
		if d.Verb == "ignore" {
			text = "//bg:ignore " + strings.Join(d.Rules, ",")
		}
		out = append(out, graph.Ignore{Rules: d.Rules, Text: text, Line: g.step(d.Pos, "").Line, Reason: d.Reason})
	}
	return out
}

// roots tells where contexts begin without an edge, as propagate does.
func (g *grapher) roots(nodes []*Func) {
	add := func(f *Func, r graph.Root) {
		if i, ok := g.index[f]; ok {
			g.out.Nodes[i].Roots = append(g.out.Nodes[i].Roots, r)
		}
	}
	for _, r := range g.engine.roots {
		pos := r.pos
		if !pos.IsValid() {
			pos = r.f.Pos
		}
		var steps []finding.Step
		if r.text != "" && pos.IsValid() && g.ours(pos) {
			steps = []finding.Step{g.step(pos, r.text)}
		}
		add(r.f, graph.Root{Context: graph.Context(r.ctx.String()), Confidence: r.conf, Steps: steps})
	}
	for _, f := range nodes {
		if f.slot != nil {
			for _, sum := range f.slot.sums {
				for _, c := range sum.Contexts {
					add(f, graph.Root{Context: graph.Context(c.Kind.String()), Confidence: weaker(c.Confidence, finding.Likely), Steps: c.Steps, Told: true})
				}
			}
		}
		for _, en := range f.entries {
			if en.presumed && en.prev == nil {
				add(f, graph.Root{Context: graph.UI, Confidence: finding.Possible, Presumed: true})
			}
		}
	}
}

// accesses tells who uses the state that is written somewhere and used by more than one function.
func (g *grapher) accesses() {
	for _, loc := range g.locations {
		all := g.byLocation[loc]
		if !anyWrite(all) || !slices.ContainsFunc(all, func(a *Access) bool { return a.Func != all[0].Func }) {
			continue
		}
		for _, a := range all {
			i, ok := g.index[a.Func]
			if !ok || !a.Pos.IsValid() {
				continue
			}
			at := g.step(a.Pos, "")
			n := g.out.Nodes[i]
			n.Accesses = append(n.Accesses, graph.Access{
				Name: loc.Name, Verb: a.Verb(), Write: a.Write, Locked: len(a.held) > 0, Line: at.Line, Column: at.Column,
				Ignored: ignores(g.marks.At(a.Pos), g),
			})
		}
	}
}

func (g *grapher) edge(ed *edge) {
	from, ok := g.index[ed.from]
	to, ok2 := g.index[ed.to]
	if !ok || !ok2 {
		return
	}
	out := graph.Edge{From: from, To: to, Confidence: ed.conf, Steps: g.edgeSteps(ed)}
	if ed.mode != Inline {
		ctx := contextOf(ed.mode)
		if ctx == Background && ed.to.looper {
			ctx = Startup // the goroutine that enters the event loop becomes the UI goroutine
		}
		out.Context = graph.Context(ctx.String())
	}
	g.out.Edges = append(g.out.Edges, out)
}

// foreignEdges are the calls of functions in other packages. They stay on the goroutine: where one is started for them, a
// node of its own makes the call.
func (g *grapher) foreignEdges() {
	for _, c := range g.foreignCalls {
		from, ok := g.index[c.at]
		if !ok {
			continue
		}
		fn := c.fn.Origin()
		n := &graph.Node{Kind: graph.Func, Name: localName(fn), Package: fn.Pkg().Path(), ID: fn.Pkg().Path() + "." + localName(fn), Foreign: true}
		to, ok := g.other[n.ID]
		if !ok {
			to = len(g.out.Nodes)
			g.other[n.ID] = to
			g.out.Nodes = append(g.out.Nodes, n)
		}
		var steps []finding.Step
		if pos := c.inv.site.pos; pos.IsValid() && g.ours(pos) {
			text := c.inv.text
			if text == "calls" || text == "starts a goroutine" && c.at.SSA == nil || text == "" {
				text = "calls " + shortName(fn)
			}
			steps = append(steps, g.step(pos, text))
		}
		g.out.Edges = append(g.out.Edges, graph.Edge{From: from, To: to, Confidence: c.inv.conf, Steps: append(steps, c.inv.steps...)})
	}
}
