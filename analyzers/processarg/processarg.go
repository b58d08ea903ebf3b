package processarg

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG205.
var Rule = rule.Info{ID: "BG205", Name: "processarg", Doc: rule.Doc("processarg", doc)}

// Analyzer reports with default settings.
var Analyzer = New(affinity.Analyzer)

// New returns the rule on top of an engine.
func New(engine *analysis.Analyzer) *analysis.Analyzer { return affinity.NewRule(Rule, engine, run) }

func run(pass *analysis.Pass, res *affinity.Result) {
	for _, f := range res.TaskFaults() {
		res.Report(pass, Rule, affinity.Report{Pos: f.Pos, Func: f.Func, Confidence: f.Conf, Chain: f.Chain, Message: f.Message})
	}
}
