// Package analyzers puts bglint's rules together.
//
// A rule is a package below this one, with an analyzer in the sense of golang.org/x/tools/go/analysis that any driver can
// run on its own. The rules share an engine (package affinity), which finds out what runs on which goroutine; a suite made
// by New has one engine with the user's settings for all of its rules.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/blocking"
	"github.com/go-bgkit/bgkit/analyzers/capture"
	"github.com/go-bgkit/bgkit/analyzers/cleanup"
	"github.com/go-bgkit/bgkit/analyzers/directive"
	"github.com/go-bgkit/bgkit/analyzers/discarded"
	"github.com/go-bgkit/bgkit/analyzers/executor"
	"github.com/go-bgkit/bgkit/analyzers/lockwait"
	"github.com/go-bgkit/bgkit/analyzers/lostclient"
	"github.com/go-bgkit/bgkit/analyzers/offloop"
	"github.com/go-bgkit/bgkit/analyzers/poolhog"
	"github.com/go-bgkit/bgkit/analyzers/processarg"
	"github.com/go-bgkit/bgkit/analyzers/rule"
	"github.com/go-bgkit/bgkit/analyzers/selfdeadlock"
	"github.com/go-bgkit/bgkit/analyzers/sharing"
	"github.com/go-bgkit/bgkit/analyzers/timerrate"
)

// rules are all rules on top of an engine, in the order of their ids.
var rules = []struct {
	rule.Info
	new func(engine *analysis.Analyzer) *analysis.Analyzer
}{
	{blocking.Rule, blocking.New},
	{selfdeadlock.Rule, selfdeadlock.New},
	{offloop.Rule, offloop.New},
	{capture.Rule, capture.New},
	{sharing.Rule, sharing.New},
	{discarded.Rule, discarded.New},
	{lostclient.Rule, lostclient.New},
	{cleanup.Rule, cleanup.New},
	{lockwait.Rule, lockwait.New},
	{processarg.Rule, processarg.New},
	{poolhog.Rule, poolhog.New},
	{executor.Rule, executor.New},
	{timerrate.Rule, timerrate.New},
}

// Rules returns all rules in the order of their ids.
func Rules() []rule.Info {
	infos := []rule.Info{directive.Rule}
	for _, r := range rules {
		infos = append(infos, r.Info)
	}
	return infos
}

// DefaultRules returns the rules that run unless the user says otherwise. All are: what is advice
// (3xx) is reported only where the code proves that it applies.
func DefaultRules() []rule.Info { return Rules() }

// Default returns the analyzers of the default rules, with default settings.
func Default() []*analysis.Analyzer { return build(affinity.Analyzer, DefaultRules()) }

// All returns the analyzers of all rules, with default settings.
func All() []*analysis.Analyzer { return build(affinity.Analyzer, Rules()) }

// New returns the analyzers that the settings ask for.
func New(s Settings) ([]*analysis.Analyzer, error) {
	chosen, err := s.Choose(Rules(), DefaultRules())
	if err != nil {
		return nil, err
	}
	confidence, err := ParseConfidence(string(s.Confidence))
	if err != nil {
		return nil, err
	}
	engine, err := affinity.New(affinity.Settings{Toolkits: s.Toolkits, Tests: s.Tests, Details: s.Details, Graph: s.Graph, Confidence: confidence})
	if err != nil {
		return nil, err
	}
	list := build(engine, chosen)
	if s.Details {
		list = append(list, affinity.NewUsage(engine))
	}
	if s.Graph {
		list = append(list, affinity.NewGraph(engine))
	}
	if s.Nolint {
		list = append(list, newNolintCheck(engine, list))
	}
	return list, nil
}

func build(engine *analysis.Analyzer, chosen []rule.Info) []*analysis.Analyzer {
	var list []*analysis.Analyzer
	var checked []string
	comments := false
	for _, info := range chosen {
		if info.ID == directive.Rule.ID {
			comments = true
		}
		for _, r := range rules {
			if r.ID == info.ID {
				list = append(list, r.new(engine))
				checked = append(checked, r.ID)
			}
		}
	}
	if comments {
		list = append(list, newDirectiveCheck(engine, list, checked))
	}
	return list
}

// newDirectiveCheck returns the analyzer of rule BG001. It comes after the rules, whose ids are in checked: only then it
// is known which comments silence anything.
func newDirectiveCheck(engine *analysis.Analyzer, after []*analysis.Analyzer, checked []string) *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name:     directive.Rule.Name,
		Doc:      directive.Rule.Doc,
		URL:      directive.Rule.URL(),
		Requires: append([]*analysis.Analyzer{directive.Analyzer}, after...),
	}
	return affinity.NewReader(a, engine, func(pass *analysis.Pass, res *affinity.Result) error {
		set := pass.ResultOf[directive.Analyzer].(*directive.Set)
		for _, p := range append(set.Problems(), set.Unused(checked)...) {
			res.Report(pass, directive.Rule, affinity.Report{Pos: p.Pos, Confidence: "certain", Message: p.Message})
		}
		return nil
	})
}

// newNolintCheck returns an analyzer that reports what nolint comments have silenced. golangci-lint silences those reports
// itself; if it did not see them, its nolintlint would call the comments unused. The rules cannot leave it to golangci-lint
// alone, since one report may stand for several places of which not all have a comment.
func newNolintCheck(engine *analysis.Analyzer, after []*analysis.Analyzer) *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name:     "nolinted",
		Doc:      "nolinted: what nolint comments silence",
		Requires: append([]*analysis.Analyzer{directive.Analyzer}, after...),
	}
	return affinity.NewReader(a, engine, func(pass *analysis.Pass, _ *affinity.Result) error {
		for _, p := range pass.ResultOf[directive.Analyzer].(*directive.Set).Nolinted() {
			pass.Reportf(p.Pos, "%s", p.Message)
		}
		return nil
	})
}
