// Package why answers on which goroutines a function runs, and why a line is reported or is not.
package why

import (
	"fmt"
	"slices"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/graph"
	"github.com/go-bgkit/bgkit/analyzers/rule"
	"github.com/go-bgkit/bgkit/analyzers/usage"
)

// A Question is what the user asks, and what there is to answer it from.
type Question struct {
	Text       string // a function's name, or FILE:LINE
	Dir        string // what file names are relative to
	Root       string // what the graph's and the findings' are relative to
	Module     *graph.Module
	Findings   []*finding.Finding // all of them, the possible ones and those of disabled rules too
	Confidence finding.Confidence // the least that is reported
	Rules      []rule.Info        // all there are
	Usage      *usage.Program     // or nil
	Enabled    []rule.Info
}

// An Answer is the JSON document.
type Answer struct {
	Version   int         `json:"version"`
	Query     string      `json:"query"`
	File      string      `json:"file,omitempty"` // of a line
	Line      int         `json:"line,omitempty"`
	Things    []*Thing    `json:"things,omitempty"` // what stands in the line
	Functions []*Function `json:"functions"`
}

// A Function is one that the question is about.
type Function struct {
	Name     string     `json:"name"`
	Called   string     `json:"-"` // the name, with its package where the name alone says little
	Package  string     `json:"package"`
	File     string     `json:"file"`
	Line     int        `json:"line"`
	Column   int        `json:"column"`
	Kind     graph.Kind `json:"kind"`
	Contexts []*Context `json:"contexts"`
	Note     string     `json:"note,omitempty"` // why there is no context, or why they count little
}

// A Context is a kind of goroutine that runs a function, with the surest and then shortest proof, and where other
// goroutines of the kind begin that come to it.
type Context struct {
	Context    graph.Context      `json:"context"`
	Confidence finding.Confidence `json:"confidence"`
	Note       string             `json:"note,omitempty"`
	Chain      []finding.Step     `json:"chain"`
	Also       []finding.Step     `json:"also,omitempty"`
	More       int                `json:"more,omitempty"` // places left out of Also
}

// A Thing is a call or another operation in a line.
type Thing struct {
	Column int      `json:"column"`
	Func   string   `json:"func"`
	What   string   `json:"what"`
	Points []*Point `json:"points,omitempty"`
}

// A Point is one thing to know about a thing, with the verdict on it.
type Point struct {
	Does     string         `json:"does"`
	Rule     string         `json:"rule,omitempty"`
	Reported bool           `json:"reported"`
	Why      string         `json:"why"`
	Steps    []finding.Step `json:"steps,omitempty"` // from the call to the operation
	finding  *finding.Finding
}

// Ask answers a question.
func Ask(q Question) (*Answer, error) {
	answer := &Answer{Version: 1, Query: q.Text}
	at, isPlace := parsePlace(q.Text)
	if !isPlace {
		p, err := find(q.Module, q.Text)
		if err != nil {
			return nil, err
		}
		answer.Functions = append(answer.Functions, q.function(p))
		return answer, nil
	}
	at, err := locate(q.Module, at, q.Dir, q.Root)
	if err != nil {
		return nil, err
	}
	points := at.points(q.Module)
	if len(points) == 0 {
		return nil, fmt.Errorf("%s:%d is in no function: nothing runs there", at.file, at.line)
	}
	answer.File, answer.Line = at.file, at.line
	for _, p := range points {
		answer.Things = append(answer.Things, q.things(p, at)...)
		if p.Kind != graph.Call && !variables(p) {
			answer.Functions = append(answer.Functions, q.function(p))
		}
	}
	q.elsewhere(answer, at, points[len(points)-1])
	slices.SortStableFunc(answer.Things, func(a, b *Thing) int { return a.Column - b.Column })
	return answer, nil
}

const maxAlso = 8

func (q *Question) function(p *graph.Point) *Function {
	f := &Function{Name: p.Name, Called: p.Name, Package: p.Package, File: p.Pos.File, Line: p.Pos.Line, Column: p.Pos.Column, Kind: p.Kind, Contexts: []*Context{}}
	if p.Kind != graph.Slot && !strings.Contains(p.Name, ".") {
		f.Called = qualified(p)
	}
	for _, c := range p.Contexts() {
		en := p.Context(c)
		ctx := &Context{Context: c, Confidence: en.Confidence, Chain: en.Chain()}
		switch {
		case en.Quiet && en.QuietTouch:
			ctx.Note = "a directive says that what it does there neither blocks nor needs the UI goroutine"
		case en.Quiet:
			ctx.Note = "a directive says that it does not block there"
		case en.QuietTouch:
			ctx.Note = "a directive says that it is safe to call there"
		}
		begins := p.Begins(c)
		if len(ctx.Chain) > 0 {
			begins = slices.DeleteFunc(begins, func(s finding.Step) bool {
				return s.File == ctx.Chain[0].File && s.Line == ctx.Chain[0].Line && s.Column == ctx.Chain[0].Column
			})
		}
		if len(begins) > maxAlso {
			ctx.More = len(begins) - maxAlso
			begins = begins[:maxAlso]
		}
		ctx.Also = begins
		f.Contexts = append(f.Contexts, ctx)
	}
	if len(f.Contexts) == 0 {
		f.Note = noContext(p)
	} else if dead := q.Usage.Dead(p.Pos.File, p.Pos.Line); dead != nil {
		f.Note = "yet " + dead.Why() + ", so that what is reported of it is only possible"
	}
	return f
}

// noContext says why nothing is known to run a point.
func noContext(p *graph.Point) string {
	switch {
	case len(p.Entries) > 0:
		return "no context found: nobody in sight calls it, but its type is part of the UI, so that it is presumed to run on the UI goroutine"
	case len(p.In) == 0:
		return "no context found: nobody in sight calls it"
	}
	return "no context found: only " + callers(p) + " in sight, which nobody in sight runs"
}

func callers(p *graph.Point) string {
	var names []string
	for _, l := range p.In {
		if name := l.From.Name; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > 3 {
		return fmt.Sprintf("%s and %d more call it", strings.Join(names[:3], ", "), len(names)-3)
	}
	if len(names) == 1 {
		return names[0] + " calls it"
	}
	return strings.Join(names, " and ") + " call it"
}

// wheres joins contexts: "on the UI goroutine and in the background".
func wheres(contexts []graph.Context) string {
	var words []string
	for _, c := range contexts {
		words = append(words, c.Where())
	}
	switch n := len(words); n {
	case 0:
		return "nowhere"
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}
