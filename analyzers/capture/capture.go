package capture

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/affinity/race"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/internal/fix"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG104.
var Rule = rule.Info{ID: "BG104", Name: "capture", Doc: rule.Doc("capture", doc)}

// Analyzer reports with default settings.
var Analyzer = New(affinity.Analyzer)

// New returns the rule on top of an engine.
func New(engine *analysis.Analyzer) *analysis.Analyzer { return affinity.NewRule(Rule, engine, run) }

// run reports the fields that background work shares with the UI goroutine: one report for each goroutine, with the other
// fields folded in. They have one cause, the captured receiver, and one repair. A field that many goroutines share is the
// cause itself.
func run(pass *analysis.Pass, res *affinity.Result) {
	fixer := fix.New(pass, res)
	for _, races := range race.ByCause(res.Races(Rule.ID, true)) {
		report(pass, res, fixer, races)
	}
	for _, lost := range res.LostWrites() {
		reportLost(pass, res, lost)
	}
}

// reportLost reports a write that nobody sees: nothing races, but what the author meant to share is not shared.
func reportLost(pass *analysis.Pass, res *affinity.Result, lost race.LostWrite) {
	res.Report(pass, Rule, affinity.Report{
		Pos: lost.Pos, Func: lost.Func, Confidence: lost.Entry.Confidence, Chain: res.LostChain(lost),
		Message: fmt.Sprintf("a command writes %s of its own copy of the model, which nobody looks at again: the write is lost; send the value in the message and write it in Update", lost.Name),
	})
}

func report(pass *analysis.Pass, res *affinity.Result, fixer *fix.Fixer, races []race.Race) {
	main := race.Worst(races)
	chain := res.Group(main, races)
	message := fmt.Sprintf("a background function %s %s, which races with the %s that %s", main.Mine.Verb(), main.Location.Name, noun(main.Other), side(main)+" does")
	if main.Again {
		message = fmt.Sprintf("a background function writes %s, which races with another run of itself", main.Location.Name)
	}
	if n := race.Locations(races) - 1; n > 0 {
		message += fmt.Sprintf(" (and %s)", finding.Count(n, "more field"))
	}
	rep := affinity.Report{Pos: main.Mine.Pos, Func: main.Mine.Func, Confidence: main.Confidence(), Chain: chain, Proof: res.Proof(main)}
	if n := race.Goroutines(races) - 1; n > 0 {
		rep.Message = message + fmt.Sprintf(", as in %s; guard it with one lock on all sides, or give each goroutine a copy", finding.Count(n, "more goroutine"))
	} else {
		rep.Message, rep.Fixes = message+"; "+advice(res, main), fixer.Snapshot(races)
	}
	res.Report(pass, Rule, rep)
}

func noun(a *affinity.Access) string {
	if a.Write {
		return "write"
	}
	return "read"
}

func side(pair race.Race) string {
	if pair.Presumed {
		return pair.Other.Func.Name
	}
	if pair.Rival == nil {
		return "its starter"
	}
	return "the UI goroutine"
}

func advice(res *affinity.Result, pair race.Race) string {
	if !pair.Mine.Write && pair.Mine.Element {
		return "clone what is in the field before the goroutine starts" + directive(res, pair)
	}
	if !pair.Mine.Write {
		return "copy the field into a local variable before the goroutine starts" + directive(res, pair)
	}
	if do := res.Dispatcher(); do != "" {
		return "hand the result over with " + do + " and write there, or guard both sides with one lock"
	}
	return "guard both sides with one lock"
}

// directive names bggen's repair, where what the goroutine begins with could run on a copy of its receiver.
func directive(res *affinity.Result, pair race.Race) string {
	f := res.Capturable(pair.Entry, pair.Location.Field)
	switch {
	case f == nil:
		return ""
	case f.Parent == nil:
		return ", or mark " + f.Name + " //bg:io and call the wrapper that bggen writes"
	}
	return ", or make what it runs a method marked //bg:io and call the wrapper that bggen writes"
}
