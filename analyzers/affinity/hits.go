package affinity

import (
	"fmt"
	"go/token"
	"slices"
	"sort"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// A Hit is an operation in a context where it must not be.
type Hit struct {
	Func       *engine.Func
	Op         *engine.Op
	Pos        token.Pos
	Confidence finding.Confidence
	Chain      []finding.Step
	Proof      int  // how many of its steps prove it, before those that tell of more
	Mixed      bool // the function also runs in the background
	More       int  // operations of the same kind in the same function, folded into this one

	begin string
	spots []Spot // see Spots
}

// Where says how the context begins, for the message.
func (h *Hit) Where() string {
	if h.begin == "" {
		return ""
	}
	return " (" + h.begin + ")"
}

// OnUI returns the operation of a kind that f does on the UI goroutine: the worst, with the others of f folded into its
// chain. One function that blocks twice is one thing to repair. What a directive silences is not among them.
func (r *Result) OnUI(f *engine.Func, kind engine.EffectKind, ruleID string) []Hit {
	if f.Slot == nil && f.SSA == nil && len(f.Ops) == 0 {
		return nil
	}
	var en *engine.Entry
	var ops []*engine.Op
	for _, loud := range r.loud(f, engine.UI, kind) {
		for _, op := range f.Ops {
			if op.Kind == kind && !r.engine.Marks.Ignored(op.Pos, ruleID) && !f.Stopped(op.Instr) && r.engine.Lives(loud, op.Instr) {
				ops = append(ops, op)
			}
		}
		if en = loud; len(ops) > 0 {
			break
		}
	}
	if len(ops) == 0 {
		return nil
	}
	if f.Slot != nil { // each function that the slot holds is a cause of its own
		var out []Hit
		for _, op := range ops {
			out = append(out, r.hit(f, op, en))
		}
		return out
	}
	worst := worst(ops)
	h := r.hit(f, worst, en)
	for _, op := range ops {
		if op != worst && engine.Weaker(en.Confidence, op.Confidence).AtLeast(r.settings.Confidence) {
			h.Chain = append(h.Chain, r.Step(op.Pos, "also "+engine.OpText(op)))
			h.More++
		}
	}
	h.Mixed = f.In(engine.Background)
	h.Chain = append(h.Chain, r.otherWays(f, h.Chain)...)
	return []Hit{h}
}

// onlyOnce reports whether an entry begins in what a toolkit runs once, before it draws for the first time, and nothing else
// in sight runs the function again: who reads a file there delays the start, as main may. It is a must argument inside the
// package; a dependent that runs the function again is not seen.
func (r *Result) onlyOnce(en *engine.Entry) bool {
	if r.engine.Recurs[en.F] != nil {
		return false
	}
	root := en
	for root.Prev != nil {
		root = root.Prev
	}
	once := false
	for _, x := range r.engine.Roots {
		if x.F == root.F && x.Ctx == engine.UI {
			if x.Turn != engine.TurnOnce {
				return false
			}
			once = true
		}
	}
	return once
}

// BeforeLoop returns the operations of f that wait for an event loop which the same function runs only afterwards: nobody
// is there yet to do what they wait for. It sees no further than one function.
func (r *Result) BeforeLoop(f *engine.Func) []Hit {
	var out []Hit
	for _, op := range f.Ops {
		if op.Kind != engine.WaitsForUI || op.Advice == "loop" || op.Instr == nil || op.Instr.Parent() != f.SSA {
			continue
		}
		for _, loop := range f.Loops {
			if !ir.Reaches(loop, op.Instr, nil) && ir.Reaches(op.Instr, loop, nil) {
				h := Hit{Func: f, Op: op, Pos: op.Pos, Confidence: op.Confidence, Chain: op.Steps}
				h.Chain = append(h.Chain, r.Step(r.engine.At(loop.(ssa.CallInstruction).Common().Pos()), "runs the event loop"))
				out = append(out, h)
				break
			}
		}
	}
	return out
}

// Fold makes one hit of those in a file that call the same function of another package, which is what has to be mended or
// avoided: the surest and first, with the other calls in its chain. So are those that stand at one place.
func (r *Result) Fold(hits []Hit) []Hit {
	byCallee := map[string][]Hit{}
	at := map[token.Pos]int{}
	for _, h := range hits {
		at[h.Pos]++
	}
	var out []Hit
	for _, h := range hits {
		if key := h.Op.Callee; at[h.Pos] > 1 || key != "" && h.Func != nil {
			key = r.Step(h.Pos, "").File + " " + key
			if at[h.Pos] > 1 { // one value that is put behind an interface, with several methods that block
				key = fmt.Sprint(h.Pos)
			}
			byCallee[key] = append(byCallee[key], h)
		} else {
			out = append(out, h)
		}
	}
	keys := make([]string, 0, len(byCallee))
	for key := range byCallee {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		out = append(out, r.fold(byCallee[key]))
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Pos < out[j].Pos })
	return out
}

// loud returns the entries that make an operation of a kind a finding: not those that a directive has quieted.
func (r *Result) loud(f *engine.Func, c engine.Context, kind engine.EffectKind) []*engine.Entry {
	var out []*engine.Entry
	for _, en := range f.Entries {
		if en.Ctx == c && !en.Presumed && !(kind == engine.Blocks && en.Quiet) && !(kind == engine.TouchesUI && en.QuietTouch) {
			out = append(out, en)
		}
	}
	return out
}

func (r *Result) hit(f *engine.Func, op *engine.Op, en *engine.Entry) Hit {
	h := Hit{Func: f, Op: op, Pos: op.Pos, Confidence: engine.Weaker(en.Confidence, op.Confidence), Chain: r.Chain(en)}
	if op.Kind == engine.Blocks && op.Tier == toolkit.TierDisk && r.onlyOnce(en) {
		h.Confidence = engine.Weaker(h.Confidence, finding.Possible)
	}
	if len(h.Chain) > 0 {
		h.begin = h.Chain[0].Text
	}
	if f.Slot != nil && en.Via != nil && en.Via.From.Slot == nil && en.Via.Pos.IsValid() {
		h.Pos, h.Func = en.Via.Pos, en.Via.From // a call of the slot in this package says more than where it was filled
	}
	for x := en; x.Via != nil && r.engine.GeneratedFile(h.Pos); x = x.Prev {
		h.Pos, h.Func = x.Via.Pos, x.Via.From // nobody repairs generated code: the call that leads into it
		if x.Prev == nil {
			break
		}
	}
	if op.Pos.IsValid() && r.engine.Ours(op.Pos) {
		h.Chain = append(h.Chain, r.Step(op.Pos, engine.OpText(op)))
	}
	h.Chain = append(h.Chain, op.Steps...)
	h.Proof = len(h.Chain)
	h.Chain = append(h.Chain, op.Also...)
	return h
}

// otherWays lists the calls by which the UI goroutine also gets to f, beside the chain: with the shortest way repaired the
// others remain. The nearest ones come first; of those farther up each handler's own are there, since each of them stops.
func (r *Result) otherWays(f *engine.Func, chain []finding.Step) []finding.Step {
	const nearest, most = 10, 30
	said := map[finding.Step]bool{}
	for _, s := range chain {
		s.Text = ""
		said[s] = true
	}
	var out []finding.Step
	seen := map[*engine.Func]bool{f: true}
	for queue := []*engine.Func{f}; len(queue) > 0 && len(out) < most; queue = queue[1:] {
		for _, ed := range queue[0].Incoming {
			from := ed.From
			if ed.Mode != engine.Inline || !from.In(engine.UI) {
				continue
			}
			if (len(out) < nearest || begins(from)) && ed.Pos.IsValid() && r.engine.Ours(ed.Pos) && from.Slot == nil {
				s := r.Step(ed.Pos, "")
				if !said[s] {
					said[s] = true
					s.Text = "also " + ed.Text
					out = append(out, s)
				}
			}
			if !seen[from] {
				seen[from] = true
				queue = append(queue, from)
			}
		}
	}
	return out
}

// begins reports whether the UI goroutine begins with a function: a handler, or what somebody posts.
func begins(f *engine.Func) bool {
	for _, en := range f.Entries {
		if en.Ctx == engine.UI && !en.Presumed && en.Start() == en {
			return true
		}
	}
	return false
}

// OffUI returns the UI operations that run off the UI goroutine: one hit for each goroutine, with all of its operations in
// the chain. They have one cause, that the goroutine does not hand its work over, and one repair.
//
// Where a function runs in the background only, its own operations are wrong. Where it also runs on the UI goroutine or
// at startup it is right, and the call is wrong that takes the background into it.
func (r *Result) OffUI(ruleID string) []Hit {
	byBegin := map[token.Pos][]Hit{}
	var order []token.Pos
	for _, f := range r.Funcs {
		for _, en := range f.Entries {
			if en.Ctx != engine.Background || en.QuietTouch || en.Presumed {
				continue
			}
			ops := r.offending(f, en, ruleID)
			if len(ops) == 0 {
				continue
			}
			h := r.hit(f, worst(ops), en)
			if joined(r.engine, en) {
				h.Confidence = finding.Possible
			}
			for _, op := range ops {
				if op != h.Op && op.Confidence.AtLeast(r.settings.Confidence) {
					h.Chain = append(h.Chain, r.Step(op.Pos, "also "+engine.OpText(op)))
					h.More++
				}
			}
			b := blame(en)
			if b != nil && r.engine.Marks.Ignored(b.Via.Pos, ruleID) {
				b = nil
			}
			if b != nil {
				h.Pos, h.Func = b.Via.Pos, b.Via.From
				h.Mixed = true
				h.Chain = append(h.Chain, r.alsoToBlame(f, b, ruleID)...)
			}
			h.spots = r.spots(f, en, ops, b)
			begin := en.Begin()
			if byBegin[begin] == nil {
				order = append(order, begin)
			}
			byBegin[begin] = append(byBegin[begin], h)
			break
		}
	}
	out := make([]Hit, 0, len(order))
	for _, begin := range order {
		out = append(out, r.fold(byBegin[begin]))
	}
	out = r.foldCallees(out)
	sort.SliceStable(out, func(i, j int) bool { return out[i].Pos < out[j].Pos })
	return out
}

// foldCallees makes one hit of many goroutines of a file that do the same through the same function of another package:
// that function could hand over its work for all of them.
func (r *Result) foldCallees(hits []Hit) []Hit {
	const many = 4
	type cause struct{ file, callee, what string }
	of := func(h Hit) cause { return cause{r.Step(h.Pos, "").File, h.Op.Callee, h.Op.What} }
	same, said := map[cause][]Hit{}, map[cause]bool{}
	for _, h := range hits {
		same[of(h)] = append(same[of(h)], h)
	}
	var out []Hit
	for _, h := range hits {
		c := of(h)
		if c.callee == "" || len(same[c]) < many {
			out = append(out, h)
		} else if !said[c] {
			said[c] = true
			out = append(out, r.fold(slices.Clone(same[c])))
		}
	}
	return out
}

// joined reports whether the UI goroutine has started the goroutine of an entry and stands still until it is done: nobody
// else is there who could draw meanwhile.
func joined(e *access.Finder, en *engine.Entry) bool {
	start := en.Start().Via
	if start == nil || start.Instr == nil || !start.From.Only(engine.UI) {
		return false
	}
	for _, op := range start.From.Ops {
		if engine.Joins(op) && op.Instr != nil && op.Instr.Parent() == start.Instr.Parent() && ir.Reaches(start.Instr, op.Instr, nil) {
			return true
		}
	}
	return false
}

// fold makes one hit of several with one cause: the worst one (see worst), with what the others add to its chain.
func (r *Result) fold(hits []Hit) Hit {
	sort.SliceStable(hits, func(i, j int) bool { return hits[i].Pos < hits[j].Pos })
	best := 0
	for i, h := range hits {
		if h.worse(&hits[best]) {
			best = i
		}
	}
	out := hits[best]
	said := map[finding.Step]bool{}
	for _, s := range out.Chain {
		said[s] = true
	}
	for i, h := range hits {
		if i == best || !h.Confidence.AtLeast(r.settings.Confidence) {
			continue
		}
		out.More += h.More + 1
		out.spots = append(out.spots, h.spots...)
		for _, s := range h.Chain {
			if !said[s] && len(out.Chain) < 120 {
				said[s] = true
				out.Chain = append(out.Chain, s)
			}
		}
	}
	return out
}

// offending returns the UI operations of f that matter when it is reached as en says.
func (r *Result) offending(f *engine.Func, en *engine.Entry, ruleID string) []*engine.Op {
	var out []*engine.Op
	for _, op := range f.Ops {
		if op.Kind != engine.TouchesUI || op.Root == engine.RootFresh || en.Privacy == engine.Private && en.Hides(op.Root) {
			continue
		}
		if !r.engine.Marks.Ignored(op.Pos, ruleID) && r.engine.Lives(en, op.Instr) {
			out = append(out, op)
		}
	}
	return out
}
