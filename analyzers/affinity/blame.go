package affinity

import (
	"slices"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// blame finds the first call on the way to an entry that leads from a function of the background into one that also has
// a right to the UI. It returns the entry behind that call, or nil when the function itself is to blame.
func blame(en *Entry) *Entry {
	var path []*Entry
	for x := en; x != nil; x = x.prev {
		path = append(path, x)
	}
	for i := len(path) - 1; i >= 0; i-- {
		x := path[i]
		if x.via != nil && (x.f.In(UI) || x.f.In(Startup)) && x.via.pos.IsValid() && x.via.from.slot == nil {
			return x
		}
	}
	return nil
}

// A descent is a call on the way down to a function that touches the UI.
type descent struct {
	ed   *edge
	next *descent
}

// alsoToBlame lists the further calls that take the background into f, beside the one that b stands for: a function that
// also has a right to the UI has one entry of each kind, the nearest, and the other goroutines that call it are as wrong.
// It goes up from f through functions that have such a right too, and down again to see that the way can be gone.
func (r *Result) alsoToBlame(f *Func, b *Entry, ruleID string) []finding.Step {
	const most = 12
	var out []finding.Step
	type place struct {
		f   *Func
		way *descent
	}
	seen := map[*Func]bool{f: true}
	for queue := []place{{f, nil}}; len(queue) > 0 && len(out) < most; queue = queue[1:] {
		p := queue[0]
		for _, ed := range p.f.in {
			way := &descent{ed, p.way}
			if ed.mode == Inline && (ed.from.slot != nil || ed.from.In(UI) || ed.from.In(Startup)) {
				if !seen[ed.from] {
					seen[ed.from] = true
					queue = append(queue, place{ed.from, way})
				}
				continue
			}
			if ed == b.via || ed.from.slot != nil || !ed.pos.IsValid() || !r.engine.ours(ed.pos) || r.engine.marks.Ignored(ed.pos, ruleID) {
				continue
			}
			if en := r.engine.descend(way); en != nil && en.Confidence.AtLeast(r.settings.Confidence) && len(r.offending(f, en, ruleID)) > 0 {
				s := r.Step(ed.pos, "also "+ed.text+" in the background")
				if !slices.Contains(out, s) {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// descend follows calls down from a function of the background, or from the start of a goroutine, and returns the entry at
// the end; nil where the way does not begin in the background, or a directive or a condition is in it.
func (e *engine) descend(way *descent) *Entry {
	var en *Entry
	switch first := way.ed; first.mode {
	case Inline:
		if en = first.from.Context(Background); en == nil || en.quietTouch || !e.lives(en, first.instr) {
			return nil
		}
	default:
		if contextOf(first.mode) != Background || first.to.looper || first.to.safe {
			return nil
		}
		en = &Entry{entryKey: entryKey{ctx: Background, privacy: shared.of(first.root), assume: e.assumed(&Entry{f: first.from}, first)}, Confidence: first.conf, f: first.to, via: first}
		way = way.next
	}
	for ; way != nil; way = way.next {
		ed := way.ed
		if !e.lives(en, ed.instr) || ed.to.safe {
			return nil
		}
		key := en.entryKey
		key.privacy, key.assume = en.privacy.of(ed.root), e.assumed(en, ed)
		en = &Entry{entryKey: key, Confidence: weaker(en.Confidence, ed.conf), f: ed.to, prev: en, via: ed}
	}
	return en
}
