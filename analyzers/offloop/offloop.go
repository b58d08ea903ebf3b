package offloop

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/internal/fix"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG103.
var Rule = rule.Info{ID: "BG103", Name: "offloop", Doc: rule.Doc("offloop", doc)}

// Analyzer reports with default settings.
var Analyzer = New(affinity.Analyzer)

// New returns the rule on top of an engine.
func New(engine *analysis.Analyzer) *analysis.Analyzer { return affinity.NewRule(Rule, engine, run) }

func run(pass *analysis.Pass, res *affinity.Result) {
	fixer := fix.New(pass, res)
	for _, hit := range res.OffUI(Rule.ID) {
		_, do := res.Words(hit.Op.Toolkit)
		if do == "" {
			do = "the toolkit's dispatcher"
		}
		what := hit.Op.What + " runs off the UI goroutine" + hit.Where()
		if hit.More > 0 {
			what += fmt.Sprintf(", with %s here", finding.Count(hit.More, "more UI operation"))
		}
		res.Report(pass, Rule, affinity.Report{
			Pos: hit.Pos, Func: hit.Func, Confidence: hit.Confidence, Chain: hit.Chain, Proof: hit.Proof,
			Message: what + "; wrap it in " + do,
			Fixes:   fixer.Wrap(hit),
		})
	}
}
