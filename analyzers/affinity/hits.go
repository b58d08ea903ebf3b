package affinity

import (
	"fmt"
	"go/token"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// A Hit is an operation in a context where it must not be.
type Hit struct {
	Func       *Func
	Op         *Op
	Pos        token.Pos
	Confidence finding.Confidence
	Chain      []finding.Step
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
func (r *Result) OnUI(f *Func, kind EffectKind, ruleID string) []Hit {
	if f.slot == nil && f.SSA == nil && len(f.Ops) == 0 {
		return nil
	}
	var en *Entry
	var ops []*Op
	for _, loud := range r.loud(f, UI, kind) {
		for _, op := range f.Ops {
			if op.Kind == kind && !r.engine.marks.Ignored(op.Pos, ruleID) && !f.stopped(op.instr) && r.engine.lives(loud, op.instr) {
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
	if f.slot != nil { // each function that the slot holds is a cause of its own
		var out []Hit
		for _, op := range ops {
			out = append(out, r.hit(f, op, en))
		}
		return out
	}
	worst := worst(ops)
	h := r.hit(f, worst, en)
	for _, op := range ops {
		if op != worst && weaker(en.Confidence, op.Confidence).AtLeast(r.settings.Confidence) {
			h.Chain = append(h.Chain, r.Step(op.Pos, "also "+opText(op)))
			h.More++
		}
	}
	h.Mixed = f.In(Background)
	h.Chain = append(h.Chain, r.otherWays(f, h.Chain)...)
	return []Hit{h}
}

// stopped reports whether the function has ended the event loop when it comes to an instruction: the program is leaving, and
// there is no user interface any more that could freeze.
func (f *Func) stopped(in ssa.Instruction) bool {
	for _, stop := range f.stops {
		if in != nil && stop.Parent() == in.Parent() && stop.Block().Dominates(in.Block()) && !reaches(in, stop, nil) {
			return true
		}
	}
	return false
}

// worst returns the operation that the others are folded into: of the surest the gravest, of these the one that is proved
// by the fewest steps, of these the first.
func worst(ops []*Op) *Op {
	best := ops[0]
	for _, op := range ops[1:] {
		if op.worse(best) {
			best = op
		}
	}
	return best
}

func (op *Op) worse(than *Op) bool {
	if op.Confidence != than.Confidence {
		return op.Confidence.AtLeast(than.Confidence)
	}
	if a, b := op.gravity(), than.gravity(); a != b {
		return a > b
	}
	return op.Kind == Blocks && len(op.Steps) < len(than.Steps)
}

// gravity orders what blocks by how soon a maintainer would agree that it freezes the program: what may take for ever, what
// ends by itself, a single sleep, what commonly finds its partner, what is local.
func (eff *Effect) gravity() int {
	switch {
	case eff.Kind != Blocks:
		return 0
	case eff.Tier == toolkit.TierDisk:
		return 1
	case eff.What == whatSend, strings.HasSuffix(eff.What, "onn.Write"), strings.HasSuffix(eff.What, "onn).Write"):
		return 2
	case eff.What == whatSelect:
		return 3
	case eff.Bounded && eff.What == "time.Sleep":
		return 4
	case eff.Bounded:
		return 5
	}
	return 6
}

// slight reports whether an operation of another kind makes a better proof.
func (eff *Effect) slight() bool { return eff.Kind == Blocks && eff.gravity() < 6 }

// BeforeLoop returns the operations of f that wait for an event loop which the same function runs only afterwards: nobody
// is there yet to do what they wait for. It sees no further than one function.
func (r *Result) BeforeLoop(f *Func) []Hit {
	var out []Hit
	for _, op := range f.Ops {
		if op.Kind != WaitsForUI || op.Advice == "loop" || op.instr == nil || op.instr.Parent() != f.SSA {
			continue
		}
		for _, loop := range f.loops {
			if !reaches(loop, op.instr, nil) && reaches(op.instr, loop, nil) {
				h := Hit{Func: f, Op: op, Pos: op.Pos, Confidence: op.Confidence, Chain: op.Steps}
				h.Chain = append(h.Chain, r.Step(r.engine.at(loop.(ssa.CallInstruction).Common().Pos()), "runs the event loop"))
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
func (r *Result) loud(f *Func, c Context, kind EffectKind) []*Entry {
	var out []*Entry
	for _, en := range f.entries {
		if en.ctx == c && !en.presumed && !(kind == Blocks && en.quiet) && !(kind == TouchesUI && en.quietTouch) {
			out = append(out, en)
		}
	}
	return out
}

func (r *Result) hit(f *Func, op *Op, en *Entry) Hit {
	h := Hit{Func: f, Op: op, Pos: op.Pos, Confidence: weaker(en.Confidence, op.Confidence), Chain: r.Chain(en)}
	if len(h.Chain) > 0 {
		h.begin = h.Chain[0].Text
	}
	if f.slot != nil && en.via != nil && en.via.from.slot == nil && en.via.pos.IsValid() {
		h.Pos, h.Func = en.via.pos, en.via.from // a call of the slot in this package says more than where it was filled
	}
	for x := en; x.via != nil && r.engine.generatedFile(h.Pos); x = x.prev {
		h.Pos, h.Func = x.via.pos, x.via.from // nobody repairs generated code: the call that leads into it
		if x.prev == nil {
			break
		}
	}
	if op.Pos.IsValid() && r.engine.ours(op.Pos) {
		h.Chain = append(h.Chain, r.Step(op.Pos, opText(op)))
	}
	h.Chain = append(h.Chain, op.Steps...)
	h.Chain = append(h.Chain, op.Also...)
	return h
}

// otherWays lists the calls by which the UI goroutine also gets to f, beside the chain: with the shortest way repaired the
// others remain.
func (r *Result) otherWays(f *Func, chain []finding.Step) []finding.Step {
	said := map[finding.Step]bool{}
	for _, s := range chain {
		s.Text = ""
		said[s] = true
	}
	var out []finding.Step
	seen := map[*Func]bool{f: true}
	for queue := []*Func{f}; len(queue) > 0 && len(out) < 10; queue = queue[1:] {
		for _, ed := range queue[0].in {
			from := ed.from
			if ed.mode != Inline || !from.In(UI) {
				continue
			}
			if ed.pos.IsValid() && r.engine.ours(ed.pos) && from.slot == nil {
				s := r.Step(ed.pos, "")
				if !said[s] {
					said[s] = true
					s.Text = "also " + ed.text
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

// OffUI returns the UI operations that run off the UI goroutine: one hit for each goroutine, with all of its operations in
// the chain. They have one cause, that the goroutine does not hand its work over, and one repair.
//
// Where a function runs in the background only, its own operations are wrong. Where it also runs on the UI goroutine or
// at startup it is right, and the call is wrong that takes the background into it.
func (r *Result) OffUI(ruleID string) []Hit {
	byBegin := map[token.Pos][]Hit{}
	var order []token.Pos
	for _, f := range r.Funcs {
		for _, en := range f.entries {
			if en.ctx != Background || en.quietTouch || en.presumed {
				continue
			}
			ops := r.offending(f, en, ruleID)
			if len(ops) == 0 {
				continue
			}
			h := r.hit(f, worst(ops), en)
			if r.engine.joined(en) {
				h.Confidence = finding.Possible
			}
			for _, op := range ops {
				if op != h.Op && op.Confidence.AtLeast(r.settings.Confidence) {
					h.Chain = append(h.Chain, r.Step(op.Pos, "also "+opText(op)))
					h.More++
				}
			}
			b := blame(en)
			if b != nil && r.engine.marks.Ignored(b.via.pos, ruleID) {
				b = nil
			}
			if b != nil {
				h.Pos, h.Func = b.via.pos, b.via.from
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
func (e *engine) joined(en *Entry) bool {
	start := en.start().via
	if start == nil || start.instr == nil || !start.from.Only(UI) {
		return false
	}
	for _, op := range start.from.Ops {
		if joins(op) && op.instr != nil && op.instr.Parent() == start.instr.Parent() && reaches(start.instr, op.instr, nil) {
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

// worse is Op.worse for hits, whose confidence is also that of the way to the operation. Of equals the nearer one is worse.
func (h *Hit) worse(than *Hit) bool {
	if h.Confidence != than.Confidence {
		return h.Confidence.AtLeast(than.Confidence)
	}
	if a, b := h.Op.gravity(), than.Op.gravity(); a != b {
		return a > b
	}
	return h.Op.Kind == Blocks && len(h.Chain) < len(than.Chain)
}

// offending returns the UI operations of f that matter when it is reached as en says.
func (r *Result) offending(f *Func, en *Entry, ruleID string) []*Op {
	var out []*Op
	for _, op := range f.Ops {
		if op.Kind != TouchesUI || op.Root == rootFresh || en.privacy == private && en.hides(op.Root) {
			continue
		}
		if !r.engine.marks.Ignored(op.Pos, ruleID) && r.engine.lives(en, op.instr) {
			out = append(out, op)
		}
	}
	return out
}
