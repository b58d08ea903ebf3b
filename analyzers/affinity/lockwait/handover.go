package lockwait

import (
	"go/token"
	"go/types"
	"sort"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// posted finds a lock that f takes and leaves to a function that it posts to the UI goroutine. Until that runs, every
// handler that takes the lock stands still, and with it the goroutine that would run the function. Where f itself is a
// handler, it is enough that it runs twice.
func (s *lockSearch) posted(f *engine.Func, use *LockUse) {
	for key, x := range use.leaves {
		for _, ed := range f.Outgoing {
			if ed.Mode != engine.OnUI || ed.Instr == nil || use.Held[ed.Instr][key] == nil || !s.table.Of(ed.To).gives[key] {
				continue
			}
			conf := ed.Conf
			en := s.presumably(f)
			rival, ui := s.rival(x)
			switch {
			case rival != nil && rival.Hold != x:
				conf = engine.Weaker(conf, ui.Confidence)
			case en == nil || en.Ctx != engine.UI:
				continue
			case en.Presumed:
				conf = engine.Weaker(conf, finding.Likely)
			}
			w := &Wait{Kind: Posted, Lock: x.Name, Func: f, Pos: s.e.OpPosition(x.at), Confidence: conf, site: x.at}
			if en != nil {
				w.Chain = s.e.Chain(en)
			}
			w.Chain = append(w.Chain, s.lockStep(x))
			w.Chain = append(w.Chain, s.e.EdgeSteps(ed)...)
			if rival != nil && rival.Hold != x {
				w.Chain = append(w.Chain, s.rivalSteps(rival, ui)...)
			}
			s.add(w)
			break
		}
	}
}

// presumably returns how f is run: on the UI goroutine, for want of that in the background, for want of that presumably on
// the UI goroutine.
func (s *lockSearch) presumably(f *engine.Func) *engine.Entry {
	if en := f.Context(engine.UI); en != nil {
		return en
	}
	if en := s.background(f); en != nil {
		return en
	}
	for _, en := range f.Entries {
		if en.Presumed {
			return en
		}
	}
	return nil
}

// handedOver looks at a goroutine that gives back a lock which the function that started it has taken.
func (s *lockSearch) handedOver(g *engine.Func) {
	for _, ed := range g.Incoming {
		if ed.Mode != engine.InBackground || ed.Instr == nil || ed.From.SSA == nil {
			continue
		}
		starter := s.table.Of(ed.From)
		entry := Holds{}
		for key, x := range starter.leaves {
			if starter.Held[ed.Instr][key] != nil && s.table.Of(g).gives[key] {
				entry[key] = x
			}
		}
		if len(entry) == 0 || len(g.SSA.Blocks) == 0 {
			continue
		}
		s.holder(g, s.table.analyse(g, entry))
	}
}

// callback judges a call of a function that the program's user has put into an exported field, under a lock of the object
// that has the field. What such a function does first is to ask the object for its new state.
func (s *lockSearch) callback(u *underLock, call ssa.CallInstruction) {
	c := call.Common()
	load, ok := c.Value.(*ssa.UnOp)
	if !ok || c.IsInvoke() || load.Op != token.MUL || !u.lock.write || u.lock.base == nil {
		return
	}
	fa, ok := load.X.(*ssa.FieldAddr)
	if !ok || !sameValue(fa.X, u.lock.base) {
		return
	}
	owner, st := ir.StructOf(fa.X.Type())
	field := st.Field(fa.Field).Origin()
	if owner == nil || !owner.Exported() || !field.Exported() || !s.openType(owner) {
		return
	}
	slot := s.e.Slots[field]
	if slot == nil || len(slot.Slot.Held) > 0 {
		return // what it holds is in sight
	}
	var entry string
	for _, user := range s.users[u.lock.key] {
		if user.f.SSA == nil || len(user.steps) > 0 {
			continue // in another package
		}
		if m, ok := user.f.SSA.Object().(*types.Func); ok && m.Exported() && m.Signature().Recv() != nil && user.f != u.holder {
			entry = user.f.Name
			break
		}
	}
	if entry == "" {
		return
	}
	w := &Wait{Kind: Callback, Lock: u.lock.Name, site: u.lock.at, Func: u.holder, Pos: s.e.OpPosition(u.at), What: owner.Name() + "." + field.Name(), Confidence: finding.Likely}
	w.here = s.e.Step(w.Pos, "calls what the program has stored in "+w.What)
	w.Chain = append(w.Chain, s.lockStep(u.lock), w.here)
	for _, user := range s.users[u.lock.key] {
		if user.f.Name == entry {
			w.Chain = append(w.Chain, s.e.Step(s.e.OpPosition(user.at), entry+" locks "+u.lock.Name+", too"))
			break
		}
	}
	s.add(w)
}

// openType reports whether a type is part of the UI: a widget, or what holds some.
func (s *lockSearch) openType(tn *types.TypeName) bool {
	n, ok := tn.Type().(*types.Named)
	return ok && (s.e.PartOfUI(n) || s.e.Widget(tn, map[*types.TypeName]bool{}))
}

// foldLockWaits makes one report of those with one cause: the worst that happens under a lock as it was taken in one
// place, and each operation once, however many holders come to it.
func foldLockWaits(all []*Wait) []*Wait {
	sort.SliceStable(all, func(i, j int) bool { return all[i].worse(all[j]) })
	type operation struct {
		lock string
		pos  token.Pos
	}
	seen := map[operation]bool{}
	bySite := map[ssa.Instruction]*Wait{}
	var out []*Wait
	for _, w := range all {
		at := operation{w.Lock, w.Pos}
		if seen[at] {
			continue
		}
		seen[at] = true
		if first := bySite[w.site]; first != nil {
			first.fold(w)
			continue
		}
		bySite[w.site] = w
		out = append(out, w)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Pos < out[j].Pos })
	return out
}

// fold notes another wait under the same lock in the chain.
func (w *Wait) fold(other *Wait) {
	const most = 12
	if !other.Confidence.AtLeast(finding.Likely) || w.More >= most {
		return
	}
	s := other.here
	s.Text = "also " + s.Text
	w.Chain = append(w.Chain, s)
	w.More++
}

// worse orders waits: the surest first, then by what is waited for, then the shortest way.
func (w *Wait) worse(o *Wait) bool {
	switch {
	case w.Confidence != o.Confidence:
		return w.Confidence.AtLeast(o.Confidence)
	case w.Kind != o.Kind:
		return w.Kind < o.Kind
	case w.tier() != o.tier():
		return w.tier() > o.tier()
	case w.depth != o.depth:
		return w.depth < o.depth
	case w.Pos != o.Pos:
		return w.Pos < o.Pos
	}
	return w.Lock < o.Lock
}

// tier is how long the operation of a wait commonly takes.
func (w *Wait) tier() int {
	if w.op == nil {
		return 0
	}
	switch w.op.Tier {
	case toolkit.TierNetwork, toolkit.TierProcess:
		return 2
	case toolkit.TierDisk:
		return 1
	}
	return 0
}
