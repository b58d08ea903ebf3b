package picture

import (
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/affinity/lockwait"
	"github.com/go-bgkit/bgkit/analyzers/directive"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/graph"
)

// grapher makes a package's graph.
type grapher struct {
	*finder
	out   *graph.Package
	index map[*engine.Func]int
	other map[string]int // nodes of other packages, by id
	names map[*engine.Func]string
	table *lockwait.LockTable
}

func (e *finder) graph() *graph.Package {
	g := &grapher{finder: e, out: &graph.Package{Path: e.Pass.Pkg.Path()}, index: map[*engine.Func]int{}, other: map[string]int{}, names: map[*engine.Func]string{}, table: lockwait.NewLockTable(e.locks)}
	nodes := e.Nodes()
	for _, f := range nodes {
		for key, call := range f.Direct {
			g.names[call] = "an interface's method"
			if key.Callee != nil {
				g.names[call] = ir.ShortName(key.Callee)
			}
		}
	}
	for _, f := range nodes {
		if f.Slot != nil && len(f.Incoming) == 0 && len(f.Outgoing) == 0 && len(f.Ops) == 0 {
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
		for _, ed := range f.Outgoing {
			g.edge(ed)
		}
	}
	g.foreignEdges()
	return g.out
}

func (g *grapher) node(f *engine.Func) *graph.Node {
	n := &graph.Node{ID: g.id(f), Name: g.name(f), Kind: graph.Func, Package: g.Pass.Pkg.Path(), Nonblocking: f.Nonblocking, Safe: f.Safe}
	switch {
	case f.Slot != nil:
		n.Kind = graph.Slot
		if path, _, ok := strings.Cut(f.Slot.Key, " "); ok {
			n.Package = path
		}
	case f.SSA == nil:
		n.Kind = graph.Call
	case f.Parent != nil:
		n.Kind = graph.Literal
	}
	if f.Pos.IsValid() && g.Ours(f.Pos) {
		n.Pos = g.Step(f.Pos, "")
		n.End = n.Pos.Line
		n.Generated = g.GeneratedFile(f.Pos)
	}
	if f.SSA != nil {
		if syntax := f.SSA.Syntax(); syntax != nil {
			n.End = g.Step(syntax.End(), "").Line
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
func (g *grapher) id(f *engine.Func) string {
	path := g.Pass.Pkg.Path()
	switch {
	case f.Slot != nil && f.Slot.Key != "":
		return "slot " + f.Slot.Key
	case f.Slot != nil:
		return "slot " + path + " " + g.place(f)
	case f.SSA == nil && f.Parent == nil:
		return path + "." + g.name(f) + "@" + g.place(f)
	case f.SSA == nil:
		return g.id(f.Parent) + "@" + g.place(f)
	}
	return path + "." + g.name(f)
}

func (g *grapher) place(f *engine.Func) string {
	if !f.Pos.IsValid() {
		return f.Name
	}
	at := g.Step(f.Pos, "")
	return at.File + ":" + strconv.Itoa(at.Line) + ":" + strconv.Itoa(at.Column)
}

// name names a function as its package does, and a literal by its number: "(*View).save$1".
func (g *grapher) name(f *engine.Func) string {
	switch {
	case f.Slot != nil:
		return f.Name
	case f.SSA == nil:
		return g.names[f]
	case f.Parent != nil:
		return g.name(f.Parent) + strings.TrimPrefix(f.SSA.Name(), f.SSA.Parent().Name())
	}
	if obj, ok := f.SSA.Object().(*types.Func); ok && obj.Signature().Recv() != nil {
		return ir.LocalName(obj)
	}
	return f.SSA.Name()
}

var opKinds = map[engine.EffectKind]graph.OpKind{engine.Blocks: graph.Blocks, engine.WaitsForUI: graph.WaitsForUI, engine.TouchesUI: graph.TouchesUI}

func (g *grapher) op(f *engine.Func, op *engine.Op) graph.Op {
	out := graph.Op{
		Kind: opKinds[op.Kind], What: op.What, Callee: op.Callee, Loop: op.Advice == "loop", Confidence: op.Confidence, Steps: op.Steps,
		Own: op.Kind == engine.TouchesUI && op.Root == engine.RootFresh, Under: g.under(f, op),
	}
	if op.Kind == engine.TouchesUI && !out.Own {
		hidden, seen := false, false
		for _, en := range f.Entries {
			if en.Ctx == engine.Background && !en.Presumed {
				hidden, seen = (hidden || !seen) && en.Hides(op.Root), true
			}
		}
		out.Private = hidden
	}
	if op.Pos.IsValid() && g.Ours(op.Pos) {
		at := g.Step(op.Pos, "")
		out.Line, out.Column = at.Line, at.Column
		out.Ignored = ignores(g.Marks.At(op.Pos), g)
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
		out = append(out, graph.Ignore{Rules: d.Rules, Text: text, Line: g.Step(d.Pos, "").Line, Reason: d.Reason})
	}
	return out
}

// roots tells where contexts begin without an edge, as propagate does.
func (g *grapher) roots(nodes []*engine.Func) {
	add := func(f *engine.Func, r graph.Root) {
		if i, ok := g.index[f]; ok {
			g.out.Nodes[i].Roots = append(g.out.Nodes[i].Roots, r)
		}
	}
	for _, r := range g.finder.Roots {
		pos := r.Pos
		if !pos.IsValid() {
			pos = r.F.Pos
		}
		var steps []finding.Step
		if r.Text != "" && pos.IsValid() && g.Ours(pos) {
			steps = []finding.Step{g.Step(pos, r.Text)}
		}
		add(r.F, graph.Root{Context: graph.Context(r.Ctx.String()), Confidence: r.Conf, Steps: steps})
	}
	for _, f := range nodes {
		if f.Slot != nil {
			for _, sum := range f.Slot.Sums {
				for _, c := range sum.Contexts {
					add(f, graph.Root{Context: graph.Context(c.Kind.String()), Confidence: engine.Weaker(c.Confidence, finding.Likely), Steps: c.Steps, Told: true})
				}
			}
		}
		for _, en := range f.Entries {
			if en.Presumed && en.Prev == nil {
				add(f, graph.Root{Context: graph.UI, Confidence: finding.Possible, Presumed: true})
			}
		}
	}
}

// accesses tells who uses the state that is written somewhere and used by more than one function.
func (g *grapher) accesses() {
	for _, loc := range g.Locations {
		all := g.ByLocation[loc]
		if !access.AnyWrite(all) || !slices.ContainsFunc(all, func(a *access.Access) bool { return a.Func != all[0].Func }) {
			continue
		}
		for _, a := range all {
			i, ok := g.index[a.Func]
			if !ok || !a.Pos.IsValid() {
				continue
			}
			at := g.Step(a.Pos, "")
			n := g.out.Nodes[i]
			n.Accesses = append(n.Accesses, graph.Access{
				Name: loc.Name, Verb: a.Verb(), Write: a.Write, Locked: len(a.Held) > 0, Line: at.Line, Column: at.Column,
				Ignored: ignores(g.Marks.At(a.Pos), g),
			})
		}
	}
}

func (g *grapher) edge(ed *engine.Edge) {
	from, ok := g.index[ed.From]
	to, ok2 := g.index[ed.To]
	if !ok || !ok2 {
		return
	}
	out := graph.Edge{From: from, To: to, Confidence: ed.Conf, Steps: g.EdgeSteps(ed)}
	if ed.Mode != engine.Inline {
		ctx := engine.ContextOf(ed.Mode)
		if ctx == engine.Background && ed.To.Looper {
			ctx = engine.Startup // the goroutine that enters the event loop becomes the UI goroutine
		}
		out.Context = graph.Context(ctx.String())
	}
	g.out.Edges = append(g.out.Edges, out)
}

// foreignEdges are the calls of functions in other packages. They stay on the goroutine: where one is started for them, a
// node of its own makes the call.
func (g *grapher) foreignEdges() {
	for _, c := range g.ForeignCalls {
		from, ok := g.index[c.At]
		if !ok {
			continue
		}
		fn := c.Fn.Origin()
		n := &graph.Node{Kind: graph.Func, Name: ir.LocalName(fn), Package: fn.Pkg().Path(), ID: fn.Pkg().Path() + "." + ir.LocalName(fn), Foreign: true}
		to, ok := g.other[n.ID]
		if !ok {
			to = len(g.out.Nodes)
			g.other[n.ID] = to
			g.out.Nodes = append(g.out.Nodes, n)
		}
		var steps []finding.Step
		if pos := c.Inv.Site.Pos; pos.IsValid() && g.Ours(pos) {
			text := c.Inv.Text
			if text == "calls" || text == "starts a goroutine" && c.At.SSA == nil || text == "" {
				text = "calls " + ir.ShortName(fn)
			}
			steps = append(steps, g.Step(pos, text))
		}
		g.out.Edges = append(g.out.Edges, graph.Edge{From: from, To: to, Confidence: c.Inv.Conf, Steps: append(steps, c.Inv.Steps...)})
	}
}
