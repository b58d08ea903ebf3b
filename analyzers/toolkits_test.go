package analyzers_test

import (
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers"
	"github.com/go-bgkit/bgkit/analyzers/internal/fixtures"
)

// TestToolkits runs all rules over a program for each toolkit. The toolkits are stubs with the signatures of the real ones;
// that the profiles name what the real ones have is tested in testdata/e2e/toolkits.
func TestToolkits(t *testing.T) {
	rules := analyzers.Default()
	var needed []*analysis.Analyzer
	for _, rule := range rules {
		needed = append(needed, rule.Requires...)
	}
	fixtures.Run(t, &analysis.Analyzer{
		Name:     "rules",
		Doc:      "rules: all of them on one pass, so that a fixture can want reports of several",
		Requires: needed,
		Run: func(pass *analysis.Pass) (any, error) {
			for _, rule := range rules {
				if _, err := rule.Run(pass); err != nil {
					return nil, err
				}
			}
			return nil, nil
		},
	}, "toolkits")
}
