package affinity

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/affinity/race"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// A Spot is one place that the repair of a hit has to change: an operation, or the call that takes the background into a
// function which also runs on the UI goroutine.
type Spot struct {
	Func *engine.Func
	Pos  token.Pos // the name in a call, or a field that is written; invalid where no edit can reach

	callee *engine.Func // what a call of this package runs, or nil
	entry  *engine.Entry
	sure   bool
}

// spots are the places of the operations ops of f, which en reaches.
func (r *Result) spots(f *engine.Func, en *engine.Entry, ops []*engine.Op, blamed *engine.Entry) []Spot {
	if blamed != nil {
		return callSpots(blamed.F, en)
	}
	var out []Spot
	for _, op := range ops {
		s := Spot{Func: f, Pos: op.Pos, entry: en, sure: op.Confidence.AtLeast(finding.Likely)}
		if f.Slot != nil || f.In(engine.UI) || f.In(engine.Startup) || !r.engine.Ours(op.Pos) || r.engine.GeneratedFile(op.Pos) {
			s.Pos = token.NoPos
		}
		out = append(out, s)
	}
	return out
}

// callSpots are all calls by which the background comes into a function that the UI goroutine runs, too. The report shows one
// of them; repaired alone, it would make room for the next.
func callSpots(f *engine.Func, en *engine.Entry) []Spot {
	var out []Spot
	for _, ed := range f.Incoming {
		if ed.Mode == engine.OnUI || ed.Mode == engine.Inline && !ed.From.In(engine.Background) {
			continue
		}
		s := Spot{Func: ed.From, Pos: ed.Pos, callee: f, entry: en, sure: true}
		if ed.Helper != nil || ed.Conf != finding.Certain || ed.From.Slot != nil || ed.Mode == engine.Inline && !ed.From.Only(engine.Background) {
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
	if !s.Pos.IsValid() || lockedAt(e, s.Func, s.Pos) {
		return false
	}
	for _, op := range s.Func.Ops {
		if op.Pos == s.Pos && (op.Kind == engine.WaitsForUI || op.Kind == engine.Blocks && op.Confidence.AtLeast(finding.Likely)) {
			return false
		}
	}
	if waits && (exported(e, s.Func) || starterWaits(e, s.entry)) {
		return false
	}
	return s.callee == nil || movable(e, s.callee, waits)
}

// Takes reports whether the function of a spot does something between two positions that takes time.
func (r *Result) Takes(s Spot, from, to token.Pos) bool {
	for _, op := range s.Func.Ops {
		if op.Kind != engine.TouchesUI && from <= op.Pos && op.Pos < to {
			return true
		}
	}
	for _, ed := range s.Func.Outgoing {
		if ed.Mode == engine.Inline && from <= ed.Pos && ed.Pos < to && !quick(r.engine, ed.To, map[*engine.Func]bool{}) {
			return true
		}
	}
	return false
}

// Plain reports whether a call of a function may move to the UI goroutine along with others: its body is in sight, soon
// done, and nothing that it changes or reads is also at work in the background.
func (r *Result) Plain(fn *types.Func, waits bool) bool {
	body, _ := r.engine.ResolveObj(fn)
	return body != nil && movable(r.engine, body, waits)
}

func movable(e *access.Finder, f *engine.Func, waits bool) bool {
	closure := map[*engine.Func]bool{}
	return quick(e, f, closure) && (waits || apart(e, closure))
}

// quick reports whether nothing that f comes to on its own goroutine blocks or waits, and collects what that is.
func quick(e *access.Finder, f *engine.Func, closure map[*engine.Func]bool) bool {
	if closure[f] {
		return true
	}
	closure[f] = true
	for _, op := range f.Ops {
		if op.Kind == engine.WaitsForUI || op.Kind == engine.Blocks && op.Confidence.AtLeast(finding.Likely) {
			return false
		}
	}
	for _, ed := range f.Outgoing {
		if ed.Mode == engine.Inline && !quick(e, ed.To, closure) {
			return false
		}
	}
	return true
}

// apart reports whether no state that the functions use is written while another function in the background uses it, so
// that moving them makes no new race.
func apart(e *access.Finder, closure map[*engine.Func]bool) bool {
	for _, all := range e.ByLocation {
		inside, insideWrite, outside, outsideWrite := false, false, false, false
		for _, a := range all {
			if closure[a.Func] {
				inside, insideWrite = true, insideWrite || a.Write
			} else if a.Func.In(engine.Background) {
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
	for loc, all := range r.engine.ByLocation {
		if loc.Local != nil || loc.Field != v && (loc.Field != nil || loc.Name != v.Name()) {
			continue
		}
		for _, a := range all {
			if a.Write && a.Func.In(engine.Background) {
				return false
			}
		}
	}
	return true
}

// lockedAt reports whether a lock is surely held at the instructions at a position.
func lockedAt(e *access.Finder, f *engine.Func, pos token.Pos) bool {
	if f.SSA == nil {
		if f.Parent == nil || f.Parent.SSA == nil {
			return false
		}
		f = f.Parent // a go statement
	}
	held := e.LockMemo[f]
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			at := in.Pos()
			if st, ok := in.(*ssa.Store); ok {
				if fa, ok := st.Addr.(*ssa.FieldAddr); ok && fa.Pos() == pos {
					at = pos
				}
			}
			if call, ok := in.(ssa.CallInstruction); ok {
				at = e.At(call.Common().Pos())
			}
			if at == pos && len(held[in]) > 0 {
				return true
			}
		}
	}
	return false
}

// exported reports whether code out of sight may call a function, on a goroutine that nobody knows.
func exported(e *access.Finder, f *engine.Func) bool {
	if f.Parent != nil || f.SSA == nil || e.Pass.Pkg.Name() == "main" {
		return false
	}
	return f.SSA.Object() != nil && f.SSA.Object().Exported()
}

// starterWaits reports whether the function that starts the goroutine also waits for something, perhaps for the goroutine.
func starterWaits(e *access.Finder, en *engine.Entry) bool {
	via := en.Start().Via
	if via == nil {
		return false
	}
	for f := via.From; f != nil; f = f.Parent {
		for _, op := range f.Ops {
			if op.Kind == engine.Blocks && op.Tier == toolkit.TierWait && !f.Only(engine.Background) {
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
	if f == nil || f.SSA == nil || f.Slot != nil {
		return nil
	}
	var out []Wait
	redrawn := redrawn(e, f, r.toolkits)
	for _, op := range f.Ops {
		if op.Kind != engine.WaitsForUI {
			continue
		}
		call, ok := op.Instr.(ssa.CallInstruction)
		if !ok || op.Callee != "" || op.Instr.Parent() != f.SSA || call.Common().StaticCallee() == nil {
			return nil
		}
		fn, ok := call.Common().StaticCallee().Object().(*types.Func)
		if !ok {
			return nil
		}
		out = append(out, Wait{Pos: op.Pos, Fn: fn, Redrawn: redrawn, Direct: !hit.Mixed && !f.In(engine.Background) && !exported(e, f)})
	}
	return out
}

// redrawn reports whether the event loop redraws after everything that brings the UI goroutine to f: after handlers it does,
// after a function that was handed to it only if the dispatcher says so.
func redrawn(e *access.Finder, f *engine.Func, set *toolkit.Set) bool {
	seen := map[*engine.Func]bool{f: true}
	for queue := []*engine.Func{f}; len(queue) > 0; queue = queue[1:] {
		for _, ed := range queue[0].Incoming {
			if ed.Mode == engine.Inline && !seen[ed.From] {
				seen[ed.From] = true
				queue = append(queue, ed.From)
			}
			call, ok := ed.Instr.(ssa.CallInstruction)
			if ed.Mode != engine.OnUI || !ok || call.Common().StaticCallee() == nil {
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
func (r *Result) Snapshot(races []race.Race) (literal *engine.Func, fields []*types.Var) {
	e := r.engine
	for _, pair := range races {
		f := pair.Mine.Func
		if literal == nil {
			literal = f
		}
		if f != literal || f.Parent == nil || f.SSA == nil || pair.Entry.Prev != nil || pair.Entry.F != f || pair.Location.Field == nil || !f.Only(engine.Background) {
			return nil, nil
		}
		for _, a := range e.ByLocation[pair.Location] {
			inside := a.Func.Within(f)
			switch {
			case a.Func == f && (a.Write || a.Element || a.Part || len(a.Held) > 0 || slowBefore(e, f, a)):
				return nil, nil
			case inside && a.Func != f && (a.Write || a.Func.In(engine.Background)):
				return nil, nil
			case !inside && a.Write && f.Within(a.Func) && a.Pos > f.Pos:
				return nil, nil
			}
		}
		fields = append(fields, pair.Location.Field)
	}
	return literal, fields
}

// slowBefore reports whether f does something on the way to an access that may take long enough for the fields to have been
// meant to be read after it.
func slowBefore(e *access.Finder, f *engine.Func, a *access.Access) bool {
	slow := map[token.Pos]bool{}
	for _, op := range f.Ops {
		if op.Kind != engine.TouchesUI {
			slow[op.Pos] = true
		}
	}
	for _, ed := range f.Outgoing {
		if ed.Mode == engine.Inline && !quick(e, ed.To, map[*engine.Func]bool{}) {
			slow[ed.Pos] = true
		}
	}
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			pos := in.Pos()
			if call, ok := in.(ssa.CallInstruction); ok {
				pos = e.At(call.Common().Pos())
			}
			if slow[pos] && ir.Reaches(in, a.Instr, nil) {
				return true
			}
		}
	}
	return false
}
