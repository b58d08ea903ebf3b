package affinity

import (
	"slices"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// blame finds the first call on the way to an entry that leads from a function of the background into one that also has
// a right to the UI. It returns the entry behind that call, or nil when the function itself is to blame.
func blame(en *engine.Entry) *engine.Entry {
	var path []*engine.Entry
	for x := en; x != nil; x = x.Prev {
		path = append(path, x)
	}
	for i := len(path) - 1; i >= 0; i-- {
		x := path[i]
		if x.Via != nil && (x.F.In(engine.UI) || x.F.In(engine.Startup)) && x.Via.Pos.IsValid() && x.Via.From.Slot == nil {
			return x
		}
	}
	return nil
}

// A descent is a call on the way down to a function that touches the UI.
type descent struct {
	ed   *engine.Edge
	next *descent
}

// alsoToBlame lists the further calls that take the background into f, beside the one that b stands for: a function that
// also has a right to the UI has one entry of each kind, the nearest, and the other goroutines that call it are as wrong.
// It goes up from f through functions that have such a right too, and down again to see that the way can be gone.
func (r *Result) alsoToBlame(f *engine.Func, b *engine.Entry, ruleID string) []finding.Step {
	const most = 12
	var out []finding.Step
	type place struct {
		f   *engine.Func
		way *descent
	}
	seen := map[*engine.Func]bool{f: true}
	for queue := []place{{f, nil}}; len(queue) > 0 && len(out) < most; queue = queue[1:] {
		p := queue[0]
		for _, ed := range p.f.Incoming {
			way := &descent{ed, p.way}
			if ed.Mode == engine.Inline && (ed.From.Slot != nil || ed.From.In(engine.UI) || ed.From.In(engine.Startup)) {
				if !seen[ed.From] {
					seen[ed.From] = true
					queue = append(queue, place{ed.From, way})
				}
				continue
			}
			if ed == b.Via || ed.From.Slot != nil || !ed.Pos.IsValid() || !r.engine.Ours(ed.Pos) || r.engine.Marks.Ignored(ed.Pos, ruleID) {
				continue
			}
			if en := descend(r.engine, way); en != nil && en.Confidence.AtLeast(r.settings.Confidence) && len(r.offending(f, en, ruleID)) > 0 {
				s := r.Step(ed.Pos, "also "+ed.Text+" in the background")
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
func descend(e *access.Finder, way *descent) *engine.Entry {
	var en *engine.Entry
	switch first := way.ed; first.Mode {
	case engine.Inline:
		if en = first.From.Context(engine.Background); en == nil || en.QuietTouch || !e.Lives(en, first.Instr) {
			return nil
		}
	default:
		if engine.ContextOf(first.Mode) != engine.Background || first.To.Looper || first.To.Safe {
			return nil
		}
		en = &engine.Entry{EntryKey: engine.EntryKey{Ctx: engine.Background, Privacy: engine.Shared.Of(first.Root), Assume: e.Assumed(&engine.Entry{F: first.From}, first)}, Confidence: first.Conf, F: first.To, Via: first}
		way = way.next
	}
	for ; way != nil; way = way.next {
		ed := way.ed
		if !e.Lives(en, ed.Instr) || ed.To.Safe {
			return nil
		}
		key := en.EntryKey
		key.Privacy, key.Assume = en.Privacy.Of(ed.Root), e.Assumed(en, ed)
		en = &engine.Entry{EntryKey: key, Confidence: engine.Weaker(en.Confidence, ed.Conf), F: ed.To, Prev: en, Via: ed}
	}
	return en
}
