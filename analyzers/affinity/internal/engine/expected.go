package engine

import (
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

const (
	mostInstallers    = 64 // functions between a send and where its handler is installed
	deepestInstaller  = 6  // calls between that and the receive
	deepestBeforeTake = 3
)

// expected reports whether the receiver of a send stands ready when the UI goroutine comes to it: whoever installs the
// handler (opens the dialog, posts what opens it) does nothing afterwards but wait for the answer, and a user takes longer
// than that. It is a must analysis over all ways that are in sight on which handlers come to the send, and over all who
// install these; what a toolkit runs without being told, or a field holds, has nobody who waits for it. That the handler
// runs once for each receive is not proved.
func (e *Engine) expected(f *Func, ch ssa.Value) bool {
	var takers []Place
	for _, site := range e.ChanSites(ch) {
		takers = append(takers, e.takers()[site]...)
	}
	if len(takers) == 0 {
		return false
	}
	any := false
	seen := map[*Func]bool{f: true}
	for queue := []*Func{f}; len(queue) > 0; queue = queue[1:] {
		g := queue[0]
		if len(e.RootsAt[g]) > 0 || g.Slot != nil || len(seen) > mostInstallers {
			return false
		}
		for _, ed := range g.Incoming {
			switch ed.Mode {
			case Inline:
				if !seen[ed.From] {
					seen[ed.From] = true
					queue = append(queue, ed.From)
				}
			case OnUI:
				if !e.thenTakes(ed, takers, 0) {
					return false
				}
				any = true
			}
		}
	}
	return any
}

// thenTakes reports whether what follows a call is a receive at one of the places: in the function itself, or, when that
// returns soon, in all that call it or post it.
func (e *Engine) thenTakes(ed *Edge, takers []Place, depth int) bool {
	if ed.Instr == nil || ed.From.Slot != nil || depth > deepestInstaller {
		return false
	}
	ends, ok := e.comesTo(ed, takers)
	if !ok || !ends {
		return ok
	}
	x := ed.From
	if len(e.RootsAt[x]) > 0 || len(x.Incoming) == 0 {
		return false
	}
	for _, up := range x.Incoming {
		if up.Mode == InBackground || !e.thenTakes(up, takers, depth+1) {
			return false
		}
	}
	return true
}

// comesTo follows the control flow behind a call. ok: nothing on it takes time before a receive or the end; ends: some way
// comes to the end of the function.
func (e *Engine) comesTo(ed *Edge, takers []Place) (ends, ok bool) {
	ok = true
	taken := map[ssa.Instruction]bool{}
	for _, p := range takers {
		if _, alone := p.In.(*ssa.UnOp); alone {
			taken[p.In] = true
		}
	}
	ir.Reaches(ed.Instr, nil, func(in ssa.Instruction) bool {
		switch in.(type) {
		case *ssa.Return, *ssa.RunDefers:
			ends = true
		case *ssa.Go, *ssa.Defer:
		default:
			if taken[in] {
				return true
			}
			if e.delays(ed.From, in) {
				ok = false
			}
		}
		return !ok
	})
	return ends, ok
}

// delays reports whether an instruction of f takes time, itself or through what it calls on the goroutine.
func (e *Engine) delays(f *Func, in ssa.Instruction) bool {
	switch in.(type) {
	case *ssa.Send, *ssa.Select:
		return true
	}
	for _, op := range f.Ops {
		if op.Instr == in && op.Kind == Blocks && op.Confidence.AtLeast(finding.Likely) {
			return true
		}
	}
	for _, ed := range f.Outgoing {
		if ed.Mode == Inline && ed.Instr == in && e.slow(Place{}, ed.To, deepestBeforeTake, map[*Func]bool{}) {
			return true
		}
	}
	return false
}
