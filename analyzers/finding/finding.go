// Package finding is the form in which a report travels from a rule to a driver.
//
// A go/analysis diagnostic has a position, a message and little else. bglint's reports carry more: the chain that proves
// them, how sure they are, the function they stand in. Under a driver that knows nothing of bglint (go vet,
// golangci-lint, nogo) the message alone has to do, so it repeats the chain. Under bglint's own driver the message is the
// whole Finding as JSON.
package finding

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Confidence says how much of a chain is proved.
type Confidence string

const (
	Certain  Confidence = "certain"  // direct calls only
	Likely   Confidence = "likely"   // through an interface or a stored function whose targets are in sight
	Possible Confidence = "possible" // through unknown code, or a cost that is often accepted, such as one small file
)

// AtLeast reports whether c is as sure as min.
func (c Confidence) AtLeast(min Confidence) bool { return c.rank() >= min.rank() }

func (c Confidence) rank() int {
	switch c {
	case Certain:
		return 3
	case Likely:
		return 2
	case Possible:
		return 1
	}
	return 0
}

// A Step is one link of the chain that proves a finding. File is relative to the module's root, with slashes; a file of a
// dependency is module@version/path. Line and Column count from 1.
type Step struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Text   string `json:"text"`
}

func (s Step) String() string { return fmt.Sprintf("%s:%d:%d: %s", s.File, s.Line, s.Column, s.Text) }

// A Finding is one report.
type Finding struct {
	Rule       string     `json:"rule"` // BG101
	Name       string     `json:"name"` // blocking
	Confidence Confidence `json:"confidence"`
	Message    string     `json:"message"` // what, where it runs, what to do: one line, without the chain
	Package    string     `json:"package"`
	Func       string     `json:"func"`
	File       string     `json:"file"`
	Line       int        `json:"line"`
	Column     int        `json:"column"`
	Chain      []Step     `json:"chain"`
	Fixes      []string   `json:"fixes"`

	// Proof is how many steps of the chain, from the first, prove the finding by themselves; the others tell of more places.
	// It is for bglint's driver alone. 0: the rule does not say.
	Proof int `json:"proof,omitempty"`
}

// maxSteps is the most chain steps that Text prints: the first ones say what makes it so, the last ones where.
const maxSteps = 6

// Text is the message for drivers that show nothing else: the claim, and the chain in brackets.
func (f *Finding) Text() string {
	if len(f.Chain) == 0 {
		return f.Message
	}
	steps := make([]string, 0, maxSteps+1)
	for i, s := range f.Chain {
		if len(f.Chain) > maxSteps && i == maxSteps/2 {
			steps = append(steps, "...")
		}
		if len(f.Chain) > maxSteps && i >= maxSteps/2 && i < len(f.Chain)-maxSteps/2 {
			continue
		}
		steps = append(steps, fmt.Sprintf("%s:%d %s", s.File, s.Line, s.Text))
	}
	return f.Message + " [" + strings.Join(steps, "; ") + "]"
}

// Encode is the diagnostic message for bglint's own driver.
func (f *Finding) Encode() (string, error) {
	b, err := json.Marshal(f)
	return string(b), err
}

// Decode reads what Encode wrote.
func Decode(message string) (*Finding, error) {
	f := new(Finding)
	if err := json.Unmarshal([]byte(message), f); err != nil {
		return nil, fmt.Errorf("not a finding: %w", err)
	}
	return f, nil
}

// Count says how many there are of something: "1 more field", "2 more fields".
func Count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
