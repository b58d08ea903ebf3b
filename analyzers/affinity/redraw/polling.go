package redraw

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A PollKind says what is wrong with a loop or a timer.
type PollKind uint8

const (
	TooFast PollKind = iota // a timer that drives the UI has an interval that nobody can see
	Spins                   // a loop that does not wait at all
	Redraws                 // a loop that redraws on a timer, whether or not something has changed
	Asks                    // such a loop whose function draws only when it finds something
	Refires                 // a handler that causes the event which it handles
)

// A Poll is a timer or a loop that runs too often.
type Poll struct {
	Func  *engine.Func
	Pos   token.Pos
	Kind  PollKind
	What  string
	Every time.Duration
	Conf  finding.Confidence
	Chain []finding.Step
}

const (
	shortest  = 5 * time.Millisecond   // nobody sees more than 200 pictures a second
	polling   = 250 * time.Millisecond // below, a loop that redraws for the life of the program keeps a processor awake
	redrawing = time.Second
)

func (e *Finder) findPolls() []Poll {
	var out []Poll
	for _, f := range e.Bodies {
		if f.SSA == nil || e.Dead(f) {
			continue
		}
		loops := engine.LoopsOf(f)
		for _, l := range loops {
			out = append(out, e.fastLoop(l, loops)...)
			out = append(out, e.spinning(l, loops)...)
			out = append(out, e.pollingRedraw(l, loops)...)
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				if c, ok := in.(*ssa.Call); ok {
					out = append(out, e.fastTimer(f, c)...)
					out = append(out, e.refires(f, c)...)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Poll) int { return int(a.Pos) - int(b.Pos) })
	return out
}

// fastLoop finds loops that wait less than 5 ms in each round and reach the UI in them.
func (e *Finder) fastLoop(l *engine.Loop, all []*engine.Loop) []Poll {
	for _, p := range e.paces(l) {
		if p.every >= shortest || p.every < 0 || !innermost(l, p.at.Block(), all) {
			continue
		}
		if ui := e.reachesUI(l, p.at); ui != nil {
			poll := Poll{Func: l.F, Pos: p.pos, Kind: TooFast, What: p.what, Every: p.every, Conf: finding.Certain}
			poll.Chain = append(e.whereRuns(l.F), e.Step(p.pos, fmt.Sprintf("waits %v", p.every)))
			poll.Chain = append(poll.Chain, e.Step(engine.InstrPos(e.Engine, ui), "reaches the UI in every round"))
			return []Poll{poll}
		}
	}
	return nil
}

// whereRuns is the chain by which a function is reached, if it is known.
func (e *Finder) whereRuns(f *engine.Func) []finding.Step {
	for _, c := range []engine.Context{engine.UI, engine.Background, engine.Startup} {
		if en := f.Context(c); en != nil {
			return e.Chain(en)
		}
	}
	return nil
}

// reachesUI returns the first instruction in a loop that drives the UI and lies on every way from a wait to the next one.
func (e *Finder) reachesUI(l *engine.Loop, wait ssa.Instruction) ssa.Instruction {
	for _, b := range l.F.SSA.Blocks {
		if !l.Blocks[b] {
			continue
		}
		for _, in := range b.Instrs {
			if e.drivesUI(l.F, in) && !ir.Reaches(wait, wait, func(x ssa.Instruction) bool { return x == in }) {
				return in
			}
		}
	}
	return nil
}

// fastTimer finds timers of a toolkit with an interval below 5 ms.
func (e *Finder) fastTimer(f *engine.Func, c *ssa.Call) []Poll {
	fn := ir.CalleeOf(&c.Call)
	if fn == nil || fn.Pkg() == nil || e.Set.Owner(fn.Pkg()) == nil || e.FutureResult(fn.Signature()) >= 0 {
		return nil // a command runs once: what repeats it is a chain
	}
	params := fn.Signature().Params()
	args := c.Call.Args
	if len(args) > params.Len() {
		args = args[1:]
	}
	runs := false
	for i := range params.Len() {
		_, isFunc := params.At(i).Type().Underlying().(*types.Signature)
		runs = runs || isFunc
	}
	if !runs || onlyOnce(c) {
		return nil
	}
	for i := range min(params.Len(), len(args)) {
		if params.At(i).Type().String() != "time.Duration" {
			continue
		}
		if d, ok := e.Duration(f, args[i]); ok && d < shortest {
			pos := e.At(c.Call.Pos())
			return []Poll{{Func: f, Pos: pos, Kind: TooFast, What: ir.ShortName(fn), Every: d, Conf: finding.Certain, Chain: e.whereRuns(f)}}
		}
	}
	return nil
}

// onlyOnce reports whether a timer is told to run a single time.
func onlyOnce(c *ssa.Call) bool {
	for _, arg := range c.Call.Args {
		sl, ok := arg.(*ssa.Slice)
		if !ok {
			continue
		}
		list, ok := sl.X.(*ssa.Alloc)
		if !ok {
			continue
		}
		for _, ref := range *list.Referrers() {
			elem, ok := ref.(*ssa.IndexAddr)
			if !ok {
				continue
			}
			for _, use := range *elem.Referrers() {
				st, ok := use.(*ssa.Store)
				if !ok {
					continue
				}
				if opt, ok := st.Val.(*ssa.Call); ok && opt.Call.StaticCallee() != nil && opt.Call.StaticCallee().Name() == "Once" {
					return true
				}
			}
		}
	}
	return false
}

// spinning finds loops that never wait when they have nothing to do: from the default of a select back to the select
// nothing takes time, and nothing leaves the loop by counting.
func (e *Finder) spinning(l *engine.Loop, all []*engine.Loop) []Poll {
	for b := range l.Blocks {
		for _, in := range b.Instrs {
			sel, ok := in.(*ssa.Select)
			if !ok || sel.Blocking || len(sel.States) == 0 || !innermost(l, b, all) {
				continue
			}
			if idle := defaultOf(sel); idle != nil && e.idleRound(l, idle, sel) {
				pos := sel.Pos()
				if !pos.IsValid() {
					pos = sel.States[0].Pos
				}
				p := Poll{Func: l.F, Pos: pos, Kind: Spins, What: "select", Conf: finding.Certain}
				p.Chain = append(e.whereRuns(l.F), e.Step(pos, "a select with default, again and again"))
				return []Poll{p}
			}
		}
	}
	return nil
}

// defaultOf returns the block to which a select goes when nothing is ready.
func defaultOf(sel *ssa.Select) *ssa.BasicBlock {
	for _, ref := range *sel.Referrers() {
		x, ok := ref.(*ssa.Extract)
		if !ok || x.Index != 0 {
			continue
		}
		var last *ssa.If
		index := -1
		for _, use := range *x.Referrers() {
			cmp, ok := use.(*ssa.BinOp)
			if !ok || cmp.Op != token.EQL {
				continue
			}
			c, ok := cmp.Y.(*ssa.Const)
			if !ok || c.Value == nil || c.Value.Kind() != constant.Int {
				continue
			}
			for _, br := range *cmp.Referrers() {
				if br, ok := br.(*ssa.If); ok && int(c.Int64()) > index {
					index, last = int(c.Int64()), br
				}
			}
		}
		if last != nil && index == len(sel.States)-1 {
			return last.Block().Succs[1]
		}
	}
	return nil
}

// idleRound reports whether control comes back from a block to the select, past nothing that can take time. Leaving the
// loop on the way is fine when something outside decides, not when the loop counts.
func (e *Finder) idleRound(l *engine.Loop, from *ssa.BasicBlock, sel *ssa.Select) bool {
	back, ok := false, true
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		if seen[b] || !ok {
			return
		}
		seen[b] = true
		for _, in := range b.Instrs {
			if in == ssa.Instruction(sel) {
				back = true
				return
			}
			switch in := in.(type) {
			case *ssa.Next, *ssa.Phi, *ssa.Store, *ssa.MapUpdate:
				ok = false // it counts, or gets on with something
				return
			default:
				if e.mayWait(in) {
					ok = false
					return
				}
			}
		}
		for _, s := range b.Succs {
			if l.Blocks[s] {
				visit(s)
			}
		}
	}
	visit(from)
	return ok && back
}

// pollingRedraw finds loops that for the life of the program ask for a redraw on a timer. Every round is like the one
// before: nothing is counted, fetched or changed in it, so that what is drawn is seldom new.
func (e *Finder) pollingRedraw(l *engine.Loop, all []*engine.Loop) []Poll {
	if !endless(l) {
		return nil
	}
	paces := e.paces(l)
	if len(paces) == 0 || !innermost(l, paces[0].at.Block(), all) {
		return nil
	}
	var post *ssa.Call
	for b := range l.Blocks {
		if !always(l, b) {
			continue
		}
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Phi, *ssa.Store, *ssa.MapUpdate, *ssa.Send, *ssa.Go:
				return nil
			case *ssa.Call:
				fn := ir.CalleeOf(&in.Call)
				switch {
				case fn != nil && e.Set.Call(fn).Dispatch && post == nil:
					post = in
				case fn != nil && (fn.FullName() == "time.Sleep" || immediate(fn)), ir.IsBuiltin(in.Call.Value):
				default:
					return nil
				}
			}
		}
	}
	if post == nil {
		return nil
	}
	limit, kind := polling, Redraws
	if e.onlyRedraws(post) {
		limit = redrawing
	} else if !e.idempotent(post) {
		return nil
	} else if !e.draws(post) {
		kind = Asks
	}
	every := paces[0].every
	for _, p := range paces {
		every = min(every, p.every)
	}
	if every > limit || every <= shortest {
		return nil
	}
	p := Poll{Func: l.F, Pos: e.At(post.Call.Pos()), Kind: kind, What: ir.ShortName(ir.CalleeOf(&post.Call)), Every: every, Conf: finding.Likely}
	text := "redraws in every round, for the life of the program"
	if kind == Asks {
		text = "wakes the UI goroutine in every round, for the life of the program"
	}
	p.Chain = append(e.whereRuns(l.F), e.Step(paces[0].pos, fmt.Sprintf("waits %v", every)), e.Step(p.Pos, text))
	return []Poll{p}
}
