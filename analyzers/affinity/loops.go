package affinity

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"
	"time"

	"golang.org/x/tools/go/ssa"
)

// A loop is the blocks from which control comes back to the head.
type loop struct {
	f       *Func
	head    *ssa.BasicBlock
	latches []*ssa.BasicBlock // that jump back
	blocks  map[*ssa.BasicBlock]bool
}

// loopsOf returns the loops of a body, outer ones first.
func loopsOf(f *Func) []*loop {
	byHead := map[*ssa.BasicBlock]*loop{}
	var out []*loop
	for _, b := range f.SSA.Blocks {
		for _, head := range b.Succs {
			if !head.Dominates(b) {
				continue
			}
			l := byHead[head]
			if l == nil {
				l = &loop{f: f, head: head, blocks: map[*ssa.BasicBlock]bool{head: true}}
				byHead[head] = l
				out = append(out, l)
			}
			l.latches = append(l.latches, b)
			l.add(b)
		}
	}
	return out
}

func (l *loop) add(b *ssa.BasicBlock) {
	if l.blocks[b] {
		return
	}
	l.blocks[b] = true
	for _, p := range b.Preds {
		l.add(p)
	}
}

// always reports whether every round comes to a block.
func (l *loop) always(b *ssa.BasicBlock) bool {
	for _, latch := range l.latches {
		if !b.Dominates(latch) {
			return false
		}
	}
	return true
}

// endless reports whether nothing in the loop leaves it. The channel of a timer is never closed.
func (l *loop) endless() bool {
	for b := range l.blocks {
		if asksTimer(b) {
			continue
		}
		for _, s := range b.Succs {
			if !l.blocks[s] && !panics(s) {
				return false
			}
		}
		if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			return false
		}
	}
	return true
}

// asksTimer reports whether a block asks if the channel of a timer is closed, as a range over it does.
func asksTimer(b *ssa.BasicBlock) bool {
	br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	x, ok := br.Cond.(*ssa.Extract)
	if !ok {
		return false
	}
	recv, ok := x.Tuple.(*ssa.UnOp)
	return ok && recv.Op == token.ARROW && fromTimer(recv.X)
}

// panics reports whether a block only panics, as the one for a select without a match does.
func panics(b *ssa.BasicBlock) bool {
	_, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Panic)
	return ok
}

// innermost reports whether no other loop lies between the instruction and the loop.
func (l *loop) innermost(b *ssa.BasicBlock, all []*loop) bool {
	for _, other := range all {
		if other != l && other.blocks[b] && l.blocks[other.head] {
			return false
		}
	}
	return true
}

// A pace is what a loop waits for in each round: the instruction, and how long it waits.
type pace struct {
	at    ssa.Instruction
	pos   token.Pos
	every time.Duration
	what  string // time.Sleep, time.NewTicker
}

// paces returns the waits for a time that is known, in source order.
func (e *engine) paces(l *loop) []pace {
	var out []pace
	for _, b := range l.f.SSA.Blocks {
		if !l.blocks[b] {
			continue
		}
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Call:
				if fn := in.Call.StaticCallee(); fn != nil && fn.String() == "time.Sleep" {
					if d, ok := e.duration(l.f, in.Call.Args[0]); ok {
						out = append(out, pace{in, e.at(in.Call.Pos()), d, "time.Sleep"})
					}
				}
			case *ssa.UnOp:
				if in.Op == token.ARROW {
					if p, ok := e.timerPace(l.f, in, in.X); ok {
						out = append(out, p)
					}
				}
			case *ssa.Select:
				for _, st := range in.States {
					if p, ok := e.timerPace(l.f, in, st.Chan); ok && st.Dir == types.RecvOnly {
						out = append(out, p)
					}
				}
			}
		}
	}
	return out
}

// timerPace finds the timer behind a channel.
func (e *engine) timerPace(f *Func, in ssa.Instruction, ch ssa.Value) (pace, bool) {
	if !fromTimer(ch) {
		return pace{}, false
	}
	if load, ok := ch.(*ssa.UnOp); ok {
		ch = e.madeBy(load.X.(*ssa.FieldAddr).X)
	}
	call, ok := ch.(*ssa.Call)
	if !ok || call.Call.StaticCallee() == nil || len(call.Call.Args) == 0 || call.Call.StaticCallee().Name() == "NewTimer" {
		return pace{}, false // a timer of its own accord rings once
	}
	owner := f
	if body := e.bySSA[call.Parent()]; body != nil {
		owner = body
	}
	d, ok := e.duration(owner, call.Call.Args[0])
	return pace{in, e.at(call.Call.Pos()), d, "time." + call.Call.StaticCallee().Name()}, ok
}

// madeBy looks through variables that are set once, captured ones too, for the value that they hold.
func (e *engine) madeBy(v ssa.Value) ssa.Value {
	for range 8 {
		switch x := v.(type) {
		case *ssa.FreeVar:
			b := e.binding(x)
			if b == nil {
				return v
			}
			v = b
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return v
			}
			held := e.madeBy(x.X)
			if held == x.X {
				return v
			}
			v = held
		case *ssa.Alloc:
			if stored := storedIn(x); len(stored) == 1 {
				v = stored[0]
				continue
			}
			return v
		default:
			return v
		}
	}
	return v
}

// duration returns a time that is a constant: in the code, or as the argument of every call in sight. Of several it is the
// shortest.
func (e *engine) duration(f *Func, v ssa.Value) (time.Duration, bool) {
	v = e.madeBy(v)
	if c, ok := v.(*ssa.Const); ok {
		return constDuration(c)
	}
	p, ok := v.(*ssa.Parameter)
	if !ok || f == nil || f.SSA == nil || f.SSA != p.Parent() || len(f.sites) == 0 {
		return 0, false
	}
	index := -1
	for i, q := range f.SSA.Params {
		if q == p {
			index = i
		}
	}
	best := time.Duration(-1)
	for _, s := range f.sites {
		arg := alignArgs(s.args, len(f.SSA.Params))[index]
		c, ok := arg.(*ssa.Const)
		if !ok {
			return 0, false
		}
		if d, ok := constDuration(c); ok && (best < 0 || d < best) {
			best = d
		}
	}
	return best, best >= 0
}

func constDuration(c *ssa.Const) (time.Duration, bool) {
	if c.Value == nil || c.Value.Kind() != constant.Int {
		return 0, false
	}
	n, exact := constant.Int64Val(c.Value)
	return time.Duration(n), exact
}

// drivesUI reports whether an instruction hands something to the UI goroutine, or touches the UI, itself or through what it
// calls on its goroutine.
func (e *engine) drivesUI(f *Func, in ssa.Instruction) bool {
	call, ok := in.(ssa.CallInstruction)
	if !ok {
		return false
	}
	if fn := calleeOf(call.Common()); fn != nil {
		if c := e.set.Call(fn); c.Dispatch || c.UI && !c.Safe {
			return true
		}
		if fn.Pkg() != nil && fn.Pkg() != e.pass.Pkg && !toolkitStd(fn) {
			if sum := e.deps.fn(fn.Pkg().Path(), funcKey(fn)); sum != nil && summaryDrivesUI(sum) {
				return true
			}
		}
	}
	for _, ed := range f.out {
		if ed.instr == in && (ed.mode == OnUI || ed.mode == Inline && e.bodyDrivesUI(ed.to)) {
			return true
		}
	}
	return false
}

func toolkitStd(fn *types.Func) bool { return !strings.Contains(fn.Pkg().Path(), ".") }

func summaryDrivesUI(sum *FuncSummary) bool {
	for _, eff := range sum.Effects {
		if eff.Kind != Blocks {
			return true
		}
	}
	for _, p := range sum.Params {
		for _, r := range p.Runs {
			if r.Mode == OnUI {
				return true
			}
		}
	}
	for _, r := range sum.Runs {
		if r.Mode == OnUI {
			return true
		}
	}
	return false
}

func (e *engine) bodyDrivesUI(f *Func) bool {
	if yes, ok := e.driving[f]; ok {
		return yes
	}
	e.driving[f] = false
	yes := false
	if f.SSA == nil {
		for _, ed := range f.out {
			yes = yes || ed.mode == OnUI || ed.mode == Inline && e.bodyDrivesUI(ed.to)
		}
	} else {
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				yes = yes || e.drivesUI(f, in)
			}
		}
	}
	e.driving[f] = yes
	return yes
}

// calleeOf returns the function or the interface's method that a call names, or nil.
func calleeOf(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	if fn := c.StaticCallee(); fn != nil {
		if o := fn.Origin(); o != nil {
			fn = o
		}
		obj, _ := fn.Object().(*types.Func)
		return obj
	}
	return nil
}

// mayWait reports whether an instruction can take time, as far as is known: everything can but what is listed here.
func (e *engine) mayWait(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.UnOp:
		return in.Op == token.ARROW
	case *ssa.Send:
		return true
	case *ssa.Select:
		return in.Blocking
	case *ssa.Next:
		return false
	case *ssa.Go, *ssa.Defer:
		return false
	case *ssa.Call:
		if isBuiltin(in.Call.Value) {
			return false
		}
		fn := calleeOf(&in.Call)
		return fn == nil || !immediate(fn)
	}
	return false
}

// immediate reports whether a function of the standard library only computes.
func immediate(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "sync/atomic", "strings", "strconv", "math", "math/rand", "unicode", "unicode/utf8", "bytes", "errors":
		return true
	case "time":
		return fn.Name() != "Sleep"
	case "fmt":
		return strings.HasPrefix(fn.Name(), "Sprint") || fn.Name() == "Errorf"
	case "context":
		return fn.Name() == "Err" || fn.Name() == "Done"
	case "runtime":
		return fn.Name() == "Gosched"
	}
	return false
}
