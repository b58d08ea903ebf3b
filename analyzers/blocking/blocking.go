package blocking

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG101.
var Rule = rule.Info{ID: "BG101", Name: "blocking", Doc: rule.Doc("blocking", doc)}

// Analyzer reports with default settings.
var Analyzer = New(affinity.Analyzer)

// New returns the rule on top of an engine.
func New(engine *analysis.Analyzer) *analysis.Analyzer { return affinity.NewRule(Rule, engine, run) }

func run(pass *analysis.Pass, res *affinity.Result) {
	var hits []affinity.Hit
	for _, f := range res.Funcs {
		hits = append(hits, res.OnUI(f, affinity.Blocks, Rule.ID)...)
	}
	for _, hit := range res.Fold(hits) {
		message := hit.Op.What + " blocks the UI goroutine"
		if hit.Op.Callee != "" && hit.Op.Callee != hit.Op.What {
			message += " through " + hit.Op.Callee
		}
		res.Report(pass, Rule, affinity.Report{
			Pos: hit.Pos, Func: hit.Func, Confidence: hit.Confidence, Chain: hit.Chain, Proof: hit.Proof,
			Message: message + hit.Where() + "; " + advice(res, hit),
		})
	}
}

func advice(res *affinity.Result, hit affinity.Hit) string {
	if hit.Op.Advice != "" {
		return hit.Op.Advice
	}
	if do := res.Dispatcher(); do != "" {
		return "do it in a goroutine and show the result with " + do
	}
	return "do it in a goroutine"
}
