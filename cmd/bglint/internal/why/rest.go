package why

import (
	"slices"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/graph"
)

// futures says what becomes of the futures that the calls in a column return.
func (q *Question) futures(t *Thing, p *graph.Point, line int) {
	for _, c := range p.Calls {
		if c.Line != line || c.Column != t.Column || c.Future == "" {
			continue
		}
		point := &Point{Rule: "BG201", Does: "returns a " + c.Future}
		if point.finding = q.covering([]string{point.Rule}, place{p.Pos.File, line}, c.Column); point.finding != nil {
			q.found(point)
		} else {
			point.Why = unlost(p, c)
		}
		t.Points = append(t.Points, point)
	}
}

// unlost says why a future is in no finding.
func unlost(p *graph.Point, c graph.CallSite) string {
	if text := ignored(c.Ignored, "BG201", p.Pos.File); text != "" {
		return text
	}
	switch c.Fate {
	case graph.Kept:
		return "not reported: it is kept; what becomes of it later the rule follows no further than the function"
	case graph.Nil:
		return "not reported: it is nil for this call, as far as can be seen"
	case graph.Spared:
		return "not reported: " + c.Name + " is marked //bg:forget"
	}
	if p.Generated {
		return "not reported: the code is generated"
	}
	return "not reported: it is dropped, but it is not sure enough that anybody needs it"
}

// locked says of what waits while a lock is held whether the UI goroutine can be left standing.
func (q *Question) locked(t *Thing, p *graph.Point, line int) {
	const rule = "BG204"
	for i := range p.Ops {
		op := &p.Ops[i]
		if op.Line != line || op.Column != t.Column || len(op.Under) == 0 {
			continue
		}
		point := &Point{Rule: rule, Does: op.What + " " + kinds[op.Kind].does + " while " + strings.Join(op.Under, " and ") + " is held"}
		if point.finding = q.covering([]string{rule}, place{p.Pos.File, line}, op.Column); point.finding != nil {
			q.found(point)
		} else {
			point.Why = q.unheld(p, op, rule)
		}
		t.Points = append(t.Points, point)
	}
}

// unheld says why a wait under a lock is in no finding.
func (q *Question) unheld(p *graph.Point, op *graph.Op, rule string) string {
	if text := ignored(op.Ignored, rule, p.Pos.File); text != "" {
		return text
	}
	if p.Context(graph.Background) == nil {
		return "not reported: " + p.Name + " does not run in the background, so that the UI goroutine cannot be waiting for the lock meanwhile"
	}
	takes := func(other *graph.Point) bool {
		return other.Package == p.Package && other.Context(graph.UI) != nil &&
			slices.ContainsFunc(op.Under, func(name string) bool { return slices.Contains(other.Locks, name) })
	}
	if !slices.ContainsFunc(q.Module.Nodes, takes) {
		return "not reported: nothing that is known to run on the UI goroutine takes the lock"
	}
	return "not reported: both only read under the lock, the wait is only possible, or another report speaks for the same lock"
}

// rest adds the findings that stand at a place or have it in their chain, and that no other verdict speaks of.
func (q *Question) rest(t *Thing, at place) {
	for _, r := range q.Rules {
		f := q.covering([]string{r.ID}, at, t.Column)
		if f == nil || slices.ContainsFunc(t.Points, func(p *Point) bool { return p.finding == f }) {
			continue
		}
		point := &Point{Does: r.Name + ": " + r.Title(), finding: f}
		q.found(point)
		t.Points = append(t.Points, point)
	}
}

// elsewhere adds what is reported in a line where neither a call nor another operation stands: an argument, a statement.
func (q *Question) elsewhere(a *Answer, at place, p *graph.Point) {
	for _, f := range q.Findings {
		if f.File != at.file || f.Line != at.line || slices.ContainsFunc(a.Things, func(t *Thing) bool { return t.Column == f.Column }) {
			continue
		}
		t := &Thing{Column: f.Column, Func: p.Name}
		q.rest(t, at)
		if len(t.Points) > 0 {
			t.What = t.Points[0].Does
			a.Things = append(a.Things, t)
		}
	}
}
