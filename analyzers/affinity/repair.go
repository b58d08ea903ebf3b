package affinity

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// A Spot is one place that the repair of a hit has to change: an operation, or the call that takes the background into a
// function which also runs on the UI goroutine.
type Spot struct {
	Func *Func
	Pos  token.Pos // the name in a call, or a field that is written; invalid where no edit can reach

	callee *Func // what a call of this package runs, or nil
	entry  *Entry
	sure   bool
}

// spots are the places of the operations ops of f, which en reaches.
func (r *Result) spots(f *Func, en *Entry, ops []*Op, blamed *Entry) []Spot {
	if blamed != nil {
		return callSpots(blamed.f, en)
	}
	var out []Spot
	for _, op := range ops {
		s := Spot{Func: f, Pos: op.Pos, entry: en, sure: op.Confidence.AtLeast(finding.Likely)}
		if f.slot != nil || f.In(UI) || f.In(Startup) || !r.engine.ours(op.Pos) || r.engine.generatedFile(op.Pos) {
			s.Pos = token.NoPos
		}
		out = append(out, s)
	}
	return out
}

// callSpots are all calls by which the background comes into a function that the UI goroutine runs, too. The report shows one
// of them; repaired alone, it would make room for the next.
func callSpots(f *Func, en *Entry) []Spot {
	var out []Spot
	for _, ed := range f.in {
		if ed.mode == OnUI || ed.mode == Inline && !ed.from.In(Background) {
			continue
		}
		s := Spot{Func: ed.from, Pos: ed.pos, callee: f, entry: en, sure: true}
		if ed.helper != nil || ed.conf != finding.Certain || ed.from.slot != nil || ed.mode == Inline && !ed.from.Only(Background) {
			s.Pos = token.NoPos // the call does not name what it runs, or is right at times
		}
		out = append(out, s)
	}
	return out
}

// Spots returns the places that a repair of the hit has to change. Of a hit that has sure operations, those that are only
// possible are left out: they may stay where they are.
func (h *Hit) Spots() []Spot {
	var sure []Spot
	for _, s := range h.spots {
		if s.sure {
			sure = append(sure, s)
		}
	}
	if sure == nil {
		return h.spots
	}
	return sure
}

// PartlySure reports whether the hit has operations that Spots leaves out. A dispatcher that does not wait would let those come
// first.
func (h *Hit) PartlySure() bool {
	n := len(h.Spots())
	return n > 0 && n < len(h.spots)
}

// Movable reports whether the work at a spot may be handed to the UI goroutine: it does not block there, no lock is held
// around it that it may need, and nobody else on the way depends on who does it. waits: the dispatcher returns only when
// the work is done.
func (r *Result) Movable(s Spot, waits bool) bool {
	e := r.engine
	if !s.Pos.IsValid() || e.lockedAt(s.Func, s.Pos) {
		return false
	}
	for _, op := range s.Func.Ops {
		if op.Pos == s.Pos && (op.Kind == WaitsForUI || op.Kind == Blocks && op.Confidence.AtLeast(finding.Likely)) {
			return false
		}
	}
	if waits && (e.exported(s.Func) || e.starterWaits(s.entry)) {
		return false
	}
	return s.callee == nil || e.movable(s.callee, waits)
}

// Takes reports whether the function of a spot does something between two positions that takes time.
func (r *Result) Takes(s Spot, from, to token.Pos) bool {
	for _, op := range s.Func.Ops {
		if op.Kind != TouchesUI && from <= op.Pos && op.Pos < to {
			return true
		}
	}
	for _, ed := range s.Func.out {
		if ed.mode == Inline && from <= ed.pos && ed.pos < to && !r.engine.quick(ed.to, map[*Func]bool{}) {
			return true
		}
	}
	return false
}

// Plain reports whether a call of a function may move to the UI goroutine along with others: its body is in sight, soon
// done, and nothing that it changes or reads is also at work in the background.
func (r *Result) Plain(fn *types.Func, waits bool) bool {
	body, _ := r.engine.resolveObj(fn)
	return body != nil && r.engine.movable(body, waits)
}

func (e *engine) movable(f *Func, waits bool) bool {
	closure := map[*Func]bool{}
	return e.quick(f, closure) && (waits || e.apart(closure))
}

// quick reports whether nothing that f comes to on its own goroutine blocks or waits, and collects what that is.
func (e *engine) quick(f *Func, closure map[*Func]bool) bool {
	if closure[f] {
		return true
	}
	closure[f] = true
	for _, op := range f.Ops {
		if op.Kind == WaitsForUI || op.Kind == Blocks && op.Confidence.AtLeast(finding.Likely) {
			return false
		}
	}
	for _, ed := range f.out {
		if ed.mode == Inline && !e.quick(ed.to, closure) {
			return false
		}
	}
	return true
}

// apart reports whether no state that the functions use is written while another function in the background uses it, so
// that moving them makes no new race.
func (e *engine) apart(closure map[*Func]bool) bool {
	for _, all := range e.byLocation {
		inside, insideWrite, outside, outsideWrite := false, false, false, false
		for _, a := range all {
			if closure[a.Func] {
				inside, insideWrite = true, insideWrite || a.Write
			} else if a.Func.In(Background) {
				outside, outsideWrite = true, outsideWrite || a.Write
			}
		}
		if insideWrite && outside || inside && outsideWrite {
			return false
		}
	}
	return true
}

// Settled reports whether nothing in the background writes a field or package variable, so that a background function and
// what it posts to the UI goroutine may both read it.
func (r *Result) Settled(v *types.Var) bool {
	for loc, all := range r.engine.byLocation {
		if loc.Local != nil || loc.Field != v && (loc.Field != nil || loc.Name != v.Name()) {
			continue
		}
		for _, a := range all {
			if a.Write && a.Func.In(Background) {
				return false
			}
		}
	}
	return true
}

// lockedAt reports whether a lock is surely held at the instructions at a position.
func (e *engine) lockedAt(f *Func, pos token.Pos) bool {
	if f.SSA == nil {
		if f.Parent == nil || f.Parent.SSA == nil {
			return false
		}
		f = f.Parent // a go statement
	}
	held := e.lockMemo[f]
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			at := in.Pos()
			if st, ok := in.(*ssa.Store); ok {
				if fa, ok := st.Addr.(*ssa.FieldAddr); ok && fa.Pos() == pos {
					at = pos
				}
			}
			if call, ok := in.(ssa.CallInstruction); ok {
				at = e.at(call.Common().Pos())
			}
			if at == pos && len(held[in]) > 0 {
				return true
			}
		}
	}
	return false
}

// exported reports whether code out of sight may call a function, on a goroutine that nobody knows.
func (e *engine) exported(f *Func) bool {
	if f.Parent != nil || f.SSA == nil || e.pass.Pkg.Name() == "main" {
		return false
	}
	return f.SSA.Object() != nil && f.SSA.Object().Exported()
}

// starterWaits reports whether the function that starts the goroutine also waits for something, perhaps for the goroutine.
func (e *engine) starterWaits(en *Entry) bool {
	via := en.start().via
	if via == nil {
		return false
	}
	for f := via.from; f != nil; f = f.Parent {
		for _, op := range f.Ops {
			if op.Kind == Blocks && op.Tier == toolkit.TierWait && !f.Only(Background) {
				return true
			}
		}
	}
	return false
}

// A Wait is a call that waits for the UI goroutine on the UI goroutine.
type Wait struct {
	Pos     token.Pos // the name in the call
	Fn      *types.Func
	Redrawn bool // the event loop redraws when what it runs here is done
	Direct  bool // no other goroutine makes the call, so that it may be replaced by what it does
}

// Waits returns the calls that a hit is about. There are none where other functions wait, in other packages or on behalf of a
// slot: they cannot be repaired here.
func (r *Result) Waits(hit Hit) []Wait {
	f, e := hit.Func, r.engine
	if f == nil || f.SSA == nil || f.slot != nil {
		return nil
	}
	var out []Wait
	redrawn := e.redrawn(f, r.toolkits)
	for _, op := range f.Ops {
		if op.Kind != WaitsForUI {
			continue
		}
		call, ok := op.instr.(ssa.CallInstruction)
		if !ok || op.Callee != "" || op.instr.Parent() != f.SSA || call.Common().StaticCallee() == nil {
			return nil
		}
		fn, ok := call.Common().StaticCallee().Object().(*types.Func)
		if !ok {
			return nil
		}
		out = append(out, Wait{Pos: op.Pos, Fn: fn, Redrawn: redrawn, Direct: !hit.Mixed && !f.In(Background) && !e.exported(f)})
	}
	return out
}

// redrawn reports whether the event loop redraws after everything that brings the UI goroutine to f: after handlers it does,
// after a function that was handed to it only if the dispatcher says so.
func (e *engine) redrawn(f *Func, set *toolkit.Set) bool {
	seen := map[*Func]bool{f: true}
	for queue := []*Func{f}; len(queue) > 0; queue = queue[1:] {
		for _, ed := range queue[0].in {
			if ed.mode == Inline && !seen[ed.from] {
				seen[ed.from] = true
				queue = append(queue, ed.from)
			}
			call, ok := ed.instr.(ssa.CallInstruction)
			if ed.mode != OnUI || !ok || call.Common().StaticCallee() == nil {
				continue
			}
			fn, ok := call.Common().StaticCallee().Object().(*types.Func)
			if ok && set.Call(fn).Dispatch && !set.IsTool(fn, toolkit.ToolRedraw) {
				return false
			}
		}
	}
	return true
}

// Snapshot returns the fields that a literal reads in the background, if a copy from before would serve it as well: it only
// reads them, itself, before anything that takes time, and whoever starts it does not write them afterwards.
func (r *Result) Snapshot(races []Race) (literal *Func, fields []*types.Var) {
	e := r.engine
	for _, race := range races {
		f := race.Mine.Func
		if literal == nil {
			literal = f
		}
		if f != literal || f.Parent == nil || f.SSA == nil || race.Entry.prev != nil || race.Entry.f != f || race.Location.Field == nil || !f.Only(Background) {
			return nil, nil
		}
		for _, a := range e.byLocation[race.Location] {
			inside := a.Func.within(f)
			switch {
			case a.Func == f && (a.Write || a.Element || a.Part || len(a.held) > 0 || e.slowBefore(f, a)):
				return nil, nil
			case inside && a.Func != f && (a.Write || a.Func.In(Background)):
				return nil, nil
			case !inside && a.Write && f.within(a.Func) && a.Pos > f.Pos:
				return nil, nil
			}
		}
		fields = append(fields, race.Location.Field)
	}
	return literal, fields
}

// slowBefore reports whether f does something on the way to an access that may take long enough for the fields to have been
// meant to be read after it.
func (e *engine) slowBefore(f *Func, a *Access) bool {
	slow := map[token.Pos]bool{}
	for _, op := range f.Ops {
		if op.Kind != TouchesUI {
			slow[op.Pos] = true
		}
	}
	for _, ed := range f.out {
		if ed.mode == Inline && !e.quick(ed.to, map[*Func]bool{}) {
			slow[ed.pos] = true
		}
	}
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			pos := in.Pos()
			if call, ok := in.(ssa.CallInstruction); ok {
				pos = e.at(call.Common().Pos())
			}
			if slow[pos] && reaches(in, a.instr, nil) {
				return true
			}
		}
	}
	return false
}
