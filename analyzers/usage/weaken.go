package usage

import (
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

const nothingRuns = "nothing in the program runs "

// Why says of a dead function that it is dead.
func (b *Body) Why() string { return nothingRuns + b.Name }

// Weakened says why Weaken has made a finding only possible, or "" where it has not.
func Weakened(f *finding.Finding) string {
	if len(f.Chain) > 0 && (strings.HasPrefix(f.Chain[0].Text, nothingRuns) || strings.HasPrefix(f.Chain[0].Text, nothingSets)) {
		return f.Chain[0].Text
	}
	return ""
}

// Weaken makes a finding only possible if what proves it begins in, or leads through, a function that nothing runs, or a
// branch behind an option that nothing sets, and says so in its chain. It reports whether it did.
//
// A finding that tells of more places than those of its proof stays as it is when one of them stands in another function that
// is not dead: the same may be wrong there.
func (p *Program) Weaken(f *finding.Finding) bool {
	dead := p.Dead(f.File, f.Line)
	if dead == nil {
		dead = p.broken(f)
	}
	if !f.Confidence.AtLeast(finding.Likely) {
		return false
	}
	if dead == nil {
		at, option := p.unset(f)
		if option == "" {
			return false
		}
		at.Text = nothingSets + option[len(owner(option))+1:]
		f.Confidence = finding.Possible
		f.Chain = append([]finding.Step{at}, f.Chain...)
		return true
	}
	f.Confidence = finding.Possible
	f.Chain = append([]finding.Step{{File: dead.File, Line: dead.At, Column: dead.Column, Text: dead.Why()}}, f.Chain...)
	return true
}

// broken returns the dead function that the proof of a finding needs, or nil.
func (p *Program) broken(f *finding.Finding) *Body {
	proof := max(f.Proof, 1) // of rules that do not say, where it begins
	var dead *Body
	live := map[*Body]bool{}
	for i, s := range f.Chain {
		b := p.At(s.File, s.Line)
		if b == nil {
			continue
		}
		switch {
		case i < proof && p.alive[b]:
			live[b] = true
		case i < proof && dead == nil:
			dead = b
		case i >= proof && p.alive[b] && !live[b]:
			return nil
		}
	}
	return dead
}
