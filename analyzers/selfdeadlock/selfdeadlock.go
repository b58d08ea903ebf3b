package selfdeadlock

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/internal/fix"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG102.
var Rule = rule.Info{ID: "BG102", Name: "selfdeadlock", Doc: rule.Doc("selfdeadlock", doc)}

// Analyzer reports with default settings.
var Analyzer = New(affinity.Analyzer)

// New returns the rule on top of an engine.
func New(engine *analysis.Analyzer) *analysis.Analyzer { return affinity.NewRule(Rule, engine, run) }

func run(pass *analysis.Pass, res *affinity.Result) {
	fixer := fix.New(pass, res)
	for _, f := range res.Funcs {
		for _, hit := range res.BeforeLoop(f) {
			if hit.Op.Early {
				continue
			}
			res.Report(pass, Rule, affinity.Report{
				Pos: hit.Pos, Func: hit.Func, Confidence: hit.Confidence, Chain: hit.Chain, Proof: hit.Proof,
				Message: hit.Op.What + " waits for the UI goroutine before its loop runs: it can never return; do it in a goroutine, or change the UI directly here",
			})
		}
		for _, hit := range res.OnUI(f, affinity.WaitsForUI, Rule.ID) {
			message := hit.Op.What + " waits for the UI goroutine, and runs on it" + hit.Where() + ": it can never return; "
			if hit.Op.Advice == "loop" {
				message = hit.Op.What + " waits for the UI goroutine: it runs a second event loop on it" + hit.Where() + "; the first stands still until the second ends; "
				message += "change what the running loop shows instead"
			} else {
				message += advice(hit)
			}
			res.Report(pass, Rule, affinity.Report{
				Pos: hit.Pos, Func: hit.Func, Confidence: hit.Confidence, Chain: hit.Chain, Proof: hit.Proof, Message: message,
				Fixes: fixer.Direct(res.Waits(hit)),
			})
		}
	}
}

// advice must not recommend the neighbouring bug: dropping the dispatch is right only where all callers are on the UI
// goroutine.
func advice(hit affinity.Hit) string {
	if hit.Mixed {
		return "this function also runs in the background: keep two versions of it, one that changes the UI directly for handlers, one that dispatches for goroutines"
	}
	if hit.Op.Advice != "" {
		return hit.Op.Advice
	}
	return "change the UI directly here"
}
