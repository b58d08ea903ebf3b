package executor

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG301.
var Rule = rule.Info{ID: "BG301", Name: "executor", Doc: rule.Doc("executor", doc)}

// Analyzer reports with default settings.
var Analyzer = New(affinity.Analyzer)

// New returns the rule on top of an engine.
func New(engine *analysis.Analyzer) *analysis.Analyzer { return affinity.NewRule(Rule, engine, run) }

func run(pass *analysis.Pass, res *affinity.Result) {
	for _, m := range res.Misplaced() {
		message := m.What + " is copied to the worker process and encoded on the way, which for large data costs more than most work on it; send a *process.Buffer, or a *opencv.Frame for pictures: they are shared"
		if m.Waits {
			message = m.What + " waits in a worker process, and holds one of few; wait with run.IOBound, and give the task what came of it"
		}
		res.Report(pass, Rule, affinity.Report{Pos: m.Pos, Func: m.Func, Confidence: m.Conf, Chain: m.Chain, Message: message})
	}
}
