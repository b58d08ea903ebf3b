package poolhog

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG206.
var Rule = rule.Info{ID: "BG206", Name: "poolhog", Doc: rule.Doc("poolhog", doc)}

// Analyzer reports with default settings.
var Analyzer = New(affinity.Analyzer)

// New returns the rule on top of an engine.
func New(engine *analysis.Analyzer) *analysis.Analyzer { return affinity.NewRule(Rule, engine, run) }

func run(pass *analysis.Pass, res *affinity.Result) {
	for _, h := range res.Hogs() {
		message := h.What + " gets a function that never ends"
		if h.Ends {
			message = h.What + " gets a function that ends only with its context"
		}
		res.Report(pass, Rule, affinity.Report{
			Pos: h.Pos, Func: h.Func, Confidence: h.Conf, Chain: h.Chain,
			Message: message + ": it keeps one of a limited number of places for ever; start it with background.Create, or in a goroutine of its own",
		})
	}
}
