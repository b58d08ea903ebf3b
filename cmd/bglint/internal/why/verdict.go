package why

import (
	"fmt"
	"slices"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/graph"
	"github.com/go-bgkit/bgkit/analyzers/usage"
)

// things lists what stands in a line of a point: its calls, operations that are no calls, and uses of shared state.
func (q *Question) things(p *graph.Point, at place) []*Thing {
	var out []*Thing
	line := at.line
	for _, column := range columnsOf(p, at) {
		t := &Thing{Column: column, Func: p.Name}
		for _, c := range p.Calls {
			if c.Line == line && c.Column == column {
				t.What = "calls " + c.Name
				if strings.HasPrefix(c.Name, "go ") {
					t.What = c.Name
				}
			}
		}
		q.operations(t, p, line)
		q.links(t, p, at)
		q.accesses(t, p, line)
		q.futures(t, p, line)
		q.locked(t, p, line)
		q.rest(t, at)
		if t.What == "" && len(t.Points) > 0 {
			t.What = t.Points[0].Does
		}
		out = append(out, t)
	}
	return out
}

var kinds = map[graph.OpKind]struct{ rule, does string }{
	graph.Blocks:     {"BG101", "blocks"},
	graph.WaitsForUI: {"BG102", "waits for the UI goroutine"},
	graph.TouchesUI:  {"BG103", "needs the UI goroutine"},
}

// operations adds what the calls in a column do to their goroutine.
func (q *Question) operations(t *Thing, p *graph.Point, line int) {
	for i := range p.Ops {
		op := &p.Ops[i]
		if op.Line == line && op.Column == t.Column {
			t.Points = append(t.Points, q.operation(p, op, nil))
		}
	}
}

func (q *Question) operation(p *graph.Point, op *graph.Op, way []finding.Step) *Point {
	k := kinds[op.Kind]
	out := &Point{Rule: k.rule, Does: op.What + " " + k.does, Steps: append(slices.Clone(way), op.Steps...)}
	if op.Loop {
		out.Does = op.What + " runs the event loop"
	}
	at := place{p.Pos.File, op.Line}
	if out.finding = q.covering([]string{k.rule}, at, op.Column); out.finding != nil {
		q.found(out)
		return out
	}
	out.Why = q.silence(p, op, k.rule)
	return out
}

// covering returns the finding that stands at a place or has it in its chain: the surest.
func (q *Question) covering(rules []string, at place, column int) *finding.Finding {
	var best *finding.Finding
	for _, f := range q.Findings {
		if !slices.Contains(rules, f.Rule) || best != nil && best.Confidence.AtLeast(f.Confidence) {
			continue
		}
		steps := append([]finding.Step{{File: f.File, Line: f.Line, Column: f.Column}}, f.Chain...)
		if slices.ContainsFunc(steps, func(s finding.Step) bool { return s.File == at.file && s.Line == at.line && s.Column == column }) {
			best = f
		}
	}
	return best
}

// found says what became of a finding.
func (q *Question) found(p *Point) {
	f := p.finding
	name := f.Rule + " " + f.Name
	p.Rule = f.Rule
	enabled := false
	for _, r := range q.Enabled {
		enabled = enabled || r.ID == f.Rule
	}
	switch {
	case !enabled:
		p.Why = "not reported: rule " + name + " is disabled"
	case !f.Confidence.AtLeast(q.Confidence) && usage.Weakened(f) != "":
		p.Why = fmt.Sprintf("not reported: only %s, since %s (%s at %s:%d: %s)", f.Confidence, usage.Weakened(f), name, f.File, f.Line, f.Message)
	case !f.Confidence.AtLeast(q.Confidence):
		p.Why = fmt.Sprintf("not reported: only %s, below the confidence %s (%s at %s:%d: %s)", f.Confidence, q.Confidence, name, f.File, f.Line, f.Message)
	default:
		p.Reported = true
		p.Why = fmt.Sprintf("reported: %s, %s, at %s:%d: %s", name, f.Confidence, f.File, f.Line, f.Message)
	}
}

// silence says why an operation is in no finding.
func (q *Question) silence(p *graph.Point, op *graph.Op, rule string) string {
	if text := ignored(op.Ignored, rule, p.Pos.File); text != "" {
		return text
	}
	contexts := p.Contexts()
	if len(contexts) == 0 {
		return "not reported: " + noContext(p)
	}
	if op.Kind == graph.TouchesUI {
		return q.silentTouch(p, op)
	}
	en := p.Context(graph.UI)
	switch {
	case en == nil:
		return "not reported: " + p.Name + " runs only " + wheres(contexts)
	case op.Kind == graph.Blocks && en.Quiet:
		return "not reported: " + nonblocking(p)
	case op.Kind == graph.WaitsForUI && op.Loop:
		return "not reported: the function that runs the event loop is where the UI goroutine begins"
	}
	return q.unsure(p, op, en)
}

func nonblocking(p *graph.Point) string {
	if p.Nonblocking {
		return p.Name + " is marked //bg:nonblocking"
	}
	return "a function on the way to it is marked //bg:nonblocking"
}

func (q *Question) silentTouch(p *graph.Point, op *graph.Op) string {
	en := p.Context(graph.Background)
	switch {
	case op.Own:
		return "not reported: " + p.Name + " has made the object itself, and nobody else knows it yet"
	case en == nil:
		return "not reported: " + p.Name + " runs only " + wheres(p.Contexts())
	case en.QuietTouch && p.Safe:
		return "not reported: " + p.Name + " is marked //bg:safe"
	case en.QuietTouch:
		return "not reported: a function on the way to it is marked //bg:safe"
	case op.Private:
		return "not reported: the object is the goroutine's own, and nobody else knows it"
	}
	return q.unsure(p, op, en)
}

// unsure speaks where a context and an operation meet and yet there is no finding.
func (q *Question) unsure(p *graph.Point, op *graph.Op, en *graph.Entry) string {
	switch {
	case op.Confidence == finding.Possible:
		return "not reported: that it " + kinds[op.Kind].does + " is only possible"
	case en.Confidence == finding.Possible:
		return "not reported: that it runs " + en.Context.Where() + " is only possible"
	case p.Generated:
		return "not reported: the code is generated"
	}
	return "not reported here: the rule looks at one package at a time, and another report speaks for the same cause, or only other packages run this " + en.Context.Where()
}

// ignored says which directive silences a rule, or "".
func ignored(list []graph.Ignore, rule, file string) string {
	for _, ig := range list {
		if ig.Rules == nil || slices.Contains(ig.Rules, rule) {
			text := fmt.Sprintf("not reported: ignored by %s (%s:%d)", ig.Text, file, ig.Line)
			if ig.Reason != "" {
				text += ": " + ig.Reason
			}
			return text
		}
	}
	return ""
}

// links adds where what stands in a column leads: to functions of the program, on this goroutine or another.
func (q *Question) links(t *Thing, p *graph.Point, at place) {
	for _, l := range p.Out {
		if len(l.Steps) == 0 || l.Steps[0].Line != at.line || l.Steps[0].Column != t.Column || l.Steps[0].File != at.file {
			continue
		}
		if t.What == "" {
			t.What = l.Steps[0].Text
		}
		if l.Context != "" {
			t.Points = append(t.Points, &Point{Does: "runs " + l.To.Name + " " + l.Context.Where(), Steps: l.Steps[1:]})
			if l.To.Kind == graph.Call {
				for i := range l.To.Ops {
					t.Points = append(t.Points, q.operation(l.To, &l.To.Ops[i], nil))
				}
			}
			continue
		}
		for _, e := range l.To.Effects() {
			point := q.operation(e.At, e.Op, nil)
			if point.Reported && !mistaken(p, e.Op) {
				point.Reported, point.Why = false, "not reported for this call: "+p.Name+" runs only "+wheres(p.Contexts())+"; "+strings.Replace(point.Why, "reported", "reported for others", 1)
			}
			point.Steps = append(slices.Clone(e.Steps), finding.Step{File: e.At.Pos.File, Line: e.Op.Line, Column: e.Op.Column, Text: "calls " + e.Op.What})
			if !slices.ContainsFunc(t.Points, func(old *Point) bool { return old.Does == point.Does }) {
				t.Points = append(t.Points, point)
			}
		}
	}
}

// mistaken reports whether a point runs in a context in which an operation is wrong.
func mistaken(p *graph.Point, op *graph.Op) bool {
	if op.Kind == graph.TouchesUI {
		return p.Context(graph.Background) != nil
	}
	return p.Context(graph.UI) != nil
}

// accesses adds the use of shared state.
func (q *Question) accesses(t *Thing, p *graph.Point, line int) {
	for _, a := range p.Accesses {
		if a.Line != line || a.Column != t.Column {
			continue
		}
		if !a.Write && slices.ContainsFunc(p.Accesses, func(b graph.Access) bool {
			return b.Write && b.Name == a.Name && b.Line == line && b.Column == a.Column
		}) {
			continue // x += y reads x, too
		}
		point := &Point{Rule: "BG104", Does: a.Verb + " " + a.Name + ", which is shared"}
		if point.finding = q.covering([]string{"BG104", "BG105"}, place{p.Pos.File, line}, a.Column); point.finding != nil {
			q.found(point)
		} else {
			point.Why = q.shared(p, a)
		}
		if !slices.ContainsFunc(t.Points, func(old *Point) bool { return old.Does == point.Does && old.Why == point.Why }) {
			t.Points = append(t.Points, point)
		}
	}
}

// shared says why the use of shared state is in no finding.
func (q *Question) shared(p *graph.Point, a graph.Access) string {
	for _, rule := range []string{"BG104", "BG105"} {
		if text := ignored(a.Ignored, rule, p.Pos.File); text != "" {
			return text
		}
	}
	var others, writers []graph.Context
	locked := a.Locked
	for _, other := range q.Module.Nodes {
		if other.Package != p.Package {
			continue
		}
		for _, b := range other.Accesses {
			if b.Name != a.Name {
				continue
			}
			locked = locked && b.Locked
			others = append(others, other.Contexts()...)
			if b.Write {
				writers = append(writers, other.Contexts()...)
			}
		}
	}
	others = slices.DeleteFunc(slices.Clone(graph.Contexts), func(c graph.Context) bool { return !slices.Contains(others, c) })
	switch {
	case len(p.Contexts()) == 0:
		return "not reported: " + noContext(p)
	case !slices.Contains(writers, graph.UI) && !slices.Contains(writers, graph.Background):
		return "not reported: it is written only where nothing else runs yet"
	case !slices.Contains(others, graph.Background):
		return "not reported: all who use it run " + wheres(others)
	case locked:
		return "not reported: all who use it hold a lock"
	case a.Locked:
		return "not reported: it holds a lock here"
	}
	return "not reported: it is used " + wheres(others) + ", but no two uses were found that can meet without a lock, one of them a write"
}
