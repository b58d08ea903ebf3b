package affinity

import (
	"fmt"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/directive"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// Settings are what the analysis and the reports depend on.
type Settings struct {
	Toolkits   []toolkit.Source   // the user's profiles
	Tests      bool               // look at _test.go files too
	Details    bool               // diagnostics are findings in JSON, for bglint's own driver
	Confidence finding.Confidence // the least that is reported; "" is likely
}

// New returns an engine. Rules that share it share its work.
func New(settings Settings) (*analysis.Analyzer, error) {
	set := toolkit.Default()
	if len(settings.Toolkits) > 0 {
		var err error
		if set, err = toolkit.New(settings.Toolkits...); err != nil {
			return nil, fmt.Errorf("toolkits: %w", err)
		}
	}
	return newAnalyzer(settings, set), nil
}

// Analyzer is the engine with default settings.
var Analyzer = newAnalyzer(Settings{}, toolkit.Default())

func newAnalyzer(settings Settings, set *toolkit.Set) *analysis.Analyzer {
	if settings.Confidence == "" {
		settings.Confidence = finding.Likely
	}
	return &analysis.Analyzer{
		Name:       "affinity",
		Doc:        "affinity: find out which goroutine runs what",
		URL:        "https://pkg.go.dev/github.com/go-bgkit/bgkit/analyzers/affinity",
		Requires:   []*analysis.Analyzer{directive.Analyzer},
		FactTypes:  []analysis.Fact{new(Facts)},
		ResultType: reflect.TypeFor[*Result](),
		Run: func(pass *analysis.Pass) (any, error) {
			return run(pass, settings, set)
		},
	}
}

// run analyses one package. The standard library and packages that a profile describes have no summaries of their own:
// the profiles say what there is to know, and say it better than their bodies.
func run(pass *analysis.Pass, settings Settings, set *toolkit.Set) (*Result, error) {
	res := &Result{pass: pass, settings: settings, toolkits: set}
	if toolkit.IsStd(pass.Pkg.Path()) || set.Owner(pass.Pkg) != nil {
		return res, nil
	}
	e := newEngine(pass, settings, set)
	e.build()
	e.flow()
	e.propagate()
	e.widgetState()
	e.dump()
	res.engine = e
	res.Funcs = e.nodes()
	if err := e.export(); err != nil {
		return nil, err
	}
	return res, nil
}
