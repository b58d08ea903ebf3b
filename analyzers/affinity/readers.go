package affinity

import (
	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity/mention"
	"github.com/go-bgkit/bgkit/analyzers/affinity/picture"
	"github.com/go-bgkit/bgkit/analyzers/graph"
	"github.com/go-bgkit/bgkit/analyzers/rule"
	"github.com/go-bgkit/bgkit/analyzers/usage"
)

// NewReader completes an analyzer that reads an engine's result. run is called for the packages of the program, while no
// other reader runs.
func NewReader(a *analysis.Analyzer, engine *analysis.Analyzer, run func(*analysis.Pass, *Result) error) *analysis.Analyzer {
	a.Requires = append(a.Requires, engine)
	a.Run = func(pass *analysis.Pass) (any, error) {
		res := pass.ResultOf[engine].(*Result)
		res.using.Lock()
		defer res.using.Unlock()
		if res.Skip() {
			return nil, nil
		}
		return nil, run(pass, res)
	}
	return a
}

// NewRule returns the analyzer of a rule on top of an engine.
func NewRule(info rule.Info, engine *analysis.Analyzer, run func(*analysis.Pass, *Result)) *analysis.Analyzer {
	a := &analysis.Analyzer{Name: info.Name, Doc: info.Doc, URL: info.URL()}
	return NewReader(a, engine, func(pass *analysis.Pass, res *Result) error {
		run(pass, res)
		return nil
	})
}

// NewGraph returns the analyzer whose one diagnostic a package is the package's graph, for bglint's own driver.
func NewGraph(engine *analysis.Analyzer) *analysis.Analyzer {
	a := &analysis.Analyzer{Name: graph.Analyzer, Doc: graph.Analyzer + ": tell bglint's driver who runs what"}
	return NewReader(a, engine, func(pass *analysis.Pass, res *Result) error {
		message, err := picture.Draw(res.engine, res.futures, res.locks).Encode()
		return tell(pass, graph.Analyzer, message, err)
	})
}

// NewUsage returns the analyzer whose one diagnostic a package is what its functions mention, for bglint's own driver.
func NewUsage(engine *analysis.Analyzer) *analysis.Analyzer {
	a := &analysis.Analyzer{Name: usage.Analyzer, Doc: usage.Analyzer + ": tell bglint's driver which functions mention which"}
	return NewReader(a, engine, func(pass *analysis.Pass, res *Result) error {
		message, err := mention.List(res.engine.Engine).Encode()
		return tell(pass, usage.Analyzer, message, err)
	})
}

// tell gives the driver a package's one message.
func tell(pass *analysis.Pass, category, message string, err error) error {
	if err == nil && len(pass.Files) > 0 {
		pass.Report(analysis.Diagnostic{Pos: pass.Files[0].Package, Category: category, Message: message})
	}
	return err
}
