package sharing

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/affinity/race"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG105.
var Rule = rule.Info{ID: "BG105", Name: "sharing", Doc: rule.Doc("sharing", doc)}

// Analyzer reports with default settings.
var Analyzer = New(affinity.Analyzer)

// New returns the rule on top of an engine.
func New(engine *analysis.Analyzer) *analysis.Analyzer { return affinity.NewRule(Rule, engine, run) }

// run reports variables that background work shares, captured locals and package variables: one report for each goroutine,
// or for each variable that many goroutines share.
func run(pass *analysis.Pass, res *affinity.Result) {
	for _, races := range race.ByCause(res.Races(Rule.ID, false)) {
		report(pass, res, races)
	}
}

func report(pass *analysis.Pass, res *affinity.Result, races []race.Race) {
	main := race.Worst(races)
	chain := res.Group(main, races)
	res.Report(pass, Rule, affinity.Report{
		Pos: main.Mine.Pos, Func: main.Mine.Func, Confidence: main.Confidence(), Chain: chain, Proof: res.Proof(main),
		Message: message(main, race.Locations(races)-1, race.Goroutines(races)-1),
	})
}

func message(pair race.Race, more, goroutines int) string {
	verb, noun := "reads", "read"
	if pair.Mine.Write {
		verb = "writes"
	}
	if pair.Other.Write {
		noun = "write"
	}
	what := fmt.Sprintf("a background function %s %s, which races with the %s ", verb, pair.Location.Name, noun)
	switch {
	case pair.Again:
		what += "of another goroutine that runs the same function"
	case pair.Presumed:
		what += "in " + pair.Other.Func.Name
	case pair.Rival != nil:
		what += "on the UI goroutine"
	default:
		what += "of the function that started it, which does not wait"
	}
	if more > 0 {
		what += fmt.Sprintf(" (and %s)", finding.Count(more, "more variable"))
	}
	if goroutines > 0 {
		what += ", as in " + finding.Count(goroutines, "more goroutine")
	}
	if pair.Mine.Map {
		what += " (concurrent use of a map can crash the program)"
	}
	return what + "; pass a copy, or hand the result over and write it on the UI goroutine"
}
