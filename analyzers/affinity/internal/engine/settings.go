package engine

import (
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// Settings are what the analysis and the reports depend on.
type Settings struct {
	Toolkits   []toolkit.Source   // the user's profiles
	Tests      bool               // look at _test.go files too
	Details    bool               // diagnostics are findings in JSON, for bglint's own driver
	Graph      bool               // collect what NewGraph needs
	Confidence finding.Confidence // the least that is reported; "" is likely
}

// Complete returns the settings with what is not said filled in.
func (s Settings) Complete() Settings {
	if s.Confidence == "" {
		s.Confidence = finding.Likely
	}
	return s
}
