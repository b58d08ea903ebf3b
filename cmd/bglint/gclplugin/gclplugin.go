// Package gclplugin makes bglint a linter of golangci-lint, as a module plugin.
//
// "golangci-lint custom" builds a golangci-lint that holds it, from a file .custom-gcl.yml; the project has one to copy,
// and docs/golangci-lint.md says the rest. The linter's settings have the keys of .bglint.yml.
package gclplugin

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers"
)

// Name is the linter's name, in settings and in nolint comments.
const Name = "bglint"

func init() { register.Plugin(Name, New) }

// New makes the plugin with the user's settings, as golangci-lint read them from its file.
func New(settings any) (register.LinterPlugin, error) {
	if err := elsewhere(settings); err != nil {
		return nil, err
	}
	s, err := register.DecodeSettings[analyzers.Settings](settings)
	if err != nil {
		return nil, fmt.Errorf("settings of %s: %w; valid: %s", Name, err, strings.Join(keys, ", "))
	}
	s.Nolint = true
	list, err := analyzers.New(s)
	if err != nil {
		return nil, fmt.Errorf("settings of %s: %w", Name, err)
	}
	return plugin(list), nil
}

var keys = []string{"confidence", "disable", "enable", "tests", "toolkits"}

// replaced are the keys of .bglint.yml for which golangci-lint has its own.
var replaced = map[string]string{
	"tags":     "run.build-tags",
	"baseline": "issues.new-from-merge-base",
}

// elsewhere refuses the keys that belong in another place of golangci-lint's file.
func elsewhere(settings any) error {
	given, _ := settings.(map[string]any)
	var errs []error
	for _, key := range slices.Sorted(maps.Keys(replaced)) {
		if _, ok := given[key]; ok {
			errs = append(errs, fmt.Errorf("settings of %s: golangci-lint has a key of its own for %s: %s", Name, key, replaced[key]))
		}
	}
	return errors.Join(errs...)
}

type plugin []*analysis.Analyzer

func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) { return p, nil }

func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
