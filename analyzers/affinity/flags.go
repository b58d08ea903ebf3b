package affinity

import (
	"fmt"
	"strconv"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// Analyzer is the engine that the rules' own analyzers share. It has default settings, and flags for drivers such as
// Bazel's nogo, which take analyzers one by one and configure each by its flags.
var Analyzer = newFlagged()

func newFlagged() *analysis.Analyzer {
	var settings engine.Settings
	profiles := toolkit.Default
	a := newAnalyzer(settings, profiles)
	a.Run = func(pass *analysis.Pass) (any, error) { return run(pass, settings.Complete(), profiles()) }
	a.Flags.Func("toolkits", "profiles of your own toolkits, in YAML as under toolkits in .bglint.yml", func(text string) error {
		if text == "" {
			return nil
		}
		set, err := toolkit.New(toolkit.Source{Name: "toolkits", Data: []byte(text)})
		if err == nil {
			profiles = func() *toolkit.Set { return set }
		}
		return err
	})
	a.Flags.Func("confidence", "report what is at least so sure: certain, likely or possible (default likely)", func(word string) error {
		if c := finding.Confidence(word); word != "" && !c.AtLeast(finding.Possible) {
			return fmt.Errorf("unknown confidence %q; valid: certain, likely, possible", word)
		}
		settings.Confidence = finding.Confidence(word)
		return nil
	})
	a.Flags.BoolFunc("tests", "report in _test.go files too", func(text string) (err error) {
		settings.Tests, err = strconv.ParseBool(text)
		return err
	})
	return a
}
