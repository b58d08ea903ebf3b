package analyzers

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/rule"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// Settings are what a user chooses. The keys are those of .bglint.yml, so that the settings of a golangci-lint plugin
// read the same.
type Settings struct {
	Toolkits   Toolkits           `json:"toolkits,omitempty"`   // profiles of the user's own
	Enable     []string           `json:"enable,omitempty"`     // only these rules, by id or name; "default" and "all" stand for many
	Disable    []string           `json:"disable,omitempty"`    // not these
	Confidence finding.Confidence `json:"confidence,omitempty"` // the least that is reported; "" is likely
	Tests      bool               `json:"tests,omitempty"`      // report in _test.go files too
	Details    bool               `json:"-"`                    // diagnostics are findings in JSON, for bglint's own driver
	Graph      bool               `json:"-"`                    // one more diagnostic a package, its graph, for bglint's own driver
	Nolint     bool               `json:"-"`                    // report also what nolint comments silence, for golangci-lint, which silences it then
}

// Toolkits are profiles in YAML.
type Toolkits []toolkit.Source

// UnmarshalJSON takes the profiles as they are: JSON is YAML.
func (t *Toolkits) UnmarshalJSON(data []byte) error {
	*t = Toolkits{{Name: "toolkits", Data: slices.Clone(data)}}
	return nil
}

var _ json.Unmarshaler = (*Toolkits)(nil)

// Choose returns the rules that the settings enable, in the order of all. The error names every word that is no rule, and
// the valid ones.
func (s Settings) Choose(all, defaults []rule.Info) ([]rule.Info, error) {
	var unknown []string
	expand := func(words []string) (ids []string) {
		for _, word := range words {
			switch strings.ToLower(word) {
			case "all":
				ids = append(ids, idsOf(all)...)
			case "default":
				ids = append(ids, idsOf(defaults)...)
			default:
				id, ok := rule.ID(word)
				if !ok || !slices.Contains(idsOf(all), id) {
					unknown = append(unknown, fmt.Sprintf("%q", word))
				}
				ids = append(ids, id)
			}
		}
		return ids
	}
	enabled, disabled := idsOf(defaults), expand(s.Disable)
	if len(s.Enable) > 0 {
		enabled = expand(s.Enable)
	}
	if len(unknown) > 0 {
		names := make([]string, len(all))
		for i, r := range all {
			names[i] = r.ID + " " + r.Name
		}
		plural := ""
		if len(unknown) > 1 {
			plural = "s"
		}
		return nil, fmt.Errorf("unknown rule%s %s; valid: %s, all, default", plural, strings.Join(unknown, ", "), strings.Join(names, ", "))
	}
	var chosen []rule.Info
	for _, r := range all {
		if slices.Contains(enabled, r.ID) && !slices.Contains(disabled, r.ID) {
			chosen = append(chosen, r)
		}
	}
	return chosen, nil
}

func idsOf(rules []rule.Info) []string {
	ids := make([]string, len(rules))
	for i, r := range rules {
		ids[i] = r.ID
	}
	return ids
}

// ParseConfidence returns the confidence called word; "" is likely.
func ParseConfidence(word string) (finding.Confidence, error) {
	switch c := finding.Confidence(word); c {
	case "":
		return finding.Likely, nil
	case finding.Certain, finding.Likely, finding.Possible:
		return c, nil
	}
	return "", fmt.Errorf("unknown confidence %q; valid: certain, likely, possible", word)
}
