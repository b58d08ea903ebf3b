package discarded

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/affinity/future"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/internal/fix"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG201.
var Rule = rule.Info{ID: "BG201", Name: "discarded", Doc: rule.Doc("discarded", doc)}

// Analyzer reports with default settings.
var Analyzer = New(affinity.Analyzer)

// New returns the rule on top of an engine.
func New(engine *analysis.Analyzer) *analysis.Analyzer { return affinity.NewRule(Rule, engine, run) }

func run(pass *analysis.Pass, res *affinity.Result) {
	fixer := fix.New(pass, res)
	for _, d := range res.Drops() {
		res.Report(pass, Rule, affinity.Report{Pos: d.Pos, Func: d.Func, Confidence: confidence(d), Message: message(d), Fixes: fixer.Return(d)})
	}
}

// confidence: what a component's setter returns (the cursor's blink, a status line's timer) is often harmless to lose
// before the program runs, where no command can be returned, and where an equal one is; so is what nothing in sight runs.
// A callee that is not known may return nil, and one that may do so for these arguments was looked at by who writes "_".
func confidence(d future.Drop) finding.Confidence {
	switch {
	case d.How == future.AsMessage:
		return finding.Certain
	case d.Work:
		return finding.Likely
	case d.Weak, d.Late, d.Skip && !d.Sure && !d.Main, d.Func.In(affinity.Startup) && !d.Func.In(affinity.UI):
		return finding.Possible
	case d.Own && d.Sure && !d.Skip && d.How == future.Unused:
		return finding.Certain
	case d.Dead && d.Func.In(affinity.UI): // who gives it a name means to return it
		return finding.Likely
	case d.Own, d.Sure && d.Func.In(affinity.UI), d.How == future.ByHand && d.Func.In(affinity.UI):
		return finding.Likely
	}
	return finding.Possible
}

func message(d future.Drop) string {
	switch d.How {
	case future.AsMessage:
		return "a " + d.What + " is used as a message: it is dropped, since only what the event loop gets as a command runs; call it and return its message, or return the command itself to the loop"
	case future.ByHand:
		return "the message of a " + d.What + " that is called by hand is dropped, and the call runs at once instead of in the background; return the command to the event loop"
	}
	if d.Work {
		return d.What + " is dropped: nobody hears of its result or its error; await it, use Then, or say Forget with a reason"
	}
	if d.Dead {
		return d.What + " is dropped: the variable that holds it is assigned again, and its work never runs; batch it with the others"
	}
	return d.What + " is dropped: its work never runs; return it to the event loop, or batch it with the others"
}
