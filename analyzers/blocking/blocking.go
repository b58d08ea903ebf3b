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
func New(engine *analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:     Rule.Name,
		Doc:      Rule.Doc,
		URL:      Rule.URL(),
		Requires: []*analysis.Analyzer{engine},
		Run: func(pass *analysis.Pass) (any, error) {
			return nil, run(pass, pass.ResultOf[engine].(*affinity.Result))
		},
	}
}

func run(pass *analysis.Pass, res *affinity.Result) error {
	if res.Skip() {
		return nil
	}
	for _, f := range res.Funcs {
		for _, hit := range res.OnUI(f, affinity.Blocks, Rule.ID) {
			what := hit.Op.What + " blocks the UI goroutine"
			advice := hit.Op.Advice
			if advice == "" {
				advice = "do it in a goroutine"
				if do := res.Dispatcher(); do != "" {
					advice += " and show the result with " + do
				}
			}
			res.Report(pass, Rule, affinity.Report{
				Pos: hit.Pos, Func: hit.Func, Confidence: hit.Confidence, Chain: hit.Chain,
				Message: what + hit.Where() + "; " + advice,
			})
		}
	}
	return nil
}
