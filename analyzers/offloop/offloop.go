package offloop

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG103.
var Rule = rule.Info{ID: "BG103", Name: "offloop", Doc: rule.Doc("offloop", doc)}

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
			Pos: hit.Pos, Func: hit.Func, Confidence: hit.Confidence, Chain: hit.Chain,
			Message: what + "; wrap it in " + do,
		})
	}
	return nil
}
