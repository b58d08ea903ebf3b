package driver

import (
	"path/filepath"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A Fix is a way to repair a finding: all of its edits together, or none.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces the bytes of a file from Start to End.
type Edit struct {
	Filename   string // on this machine
	Start, End int
	New        string
}

// addFixes notes the fixes of a finding. They change packages of the main modules that the patterns match, nothing else.
func (r *run) addFixes(f *finding.Finding, fixes []Fix) {
	for _, fix := range fixes {
		for _, e := range fix.Edits {
			if !r.mayEdit(e.Filename) {
				return
			}
		}
	}
	if len(fixes) > 0 {
		r.fixes[f] = fixes
	}
}

func (r *run) mayEdit(file string) bool {
	for _, t := range r.targets {
		if t.main() && t.Dir == filepath.Dir(file) {
			return true
		}
	}
	return false
}
