package engine

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// Endless reports whether a function never returns: from its beginning no way leads to a return. What a channel could end
// that nobody closes (a ticker's, or one that this package makes, keeps and never closes) ends nothing. It is a must
// analysis; a call of something unknown returns, and what ends the program ends the function, a panic
// ends nothing that was meant to end.
func (e *Engine) Endless(fn *ssa.Function) bool {
	if known, ok := e.endlessMemo[fn]; ok {
		return known
	}
	if e.endlessMemo == nil {
		e.endlessMemo = map[*ssa.Function]bool{}
	}
	e.endlessMemo[fn] = false // what a recursive call sees
	e.endlessMemo[fn] = len(fn.Blocks) > 0 && e.NoWayOut(fn, nil)
	return e.endlessMemo[fn]
}

// NoWayOut walks the control flow of endless. Blocks in closed count as ends that are never reached.
func (e *Engine) NoWayOut(fn *ssa.Function, closed func(from, to *ssa.BasicBlock) bool) bool {
	seen := map[*ssa.BasicBlock]bool{fn.Blocks[0]: true}
	repeats := false
	for queue := []*ssa.BasicBlock{fn.Blocks[0]}; len(queue) > 0; queue = queue[1:] {
		b := queue[0]
		stays := false
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Return:
				return false
			case *ssa.Select:
				stays = stays || in.Blocking && len(in.States) == 0
			case *ssa.Call:
				if EndsProgram(in.Common()) {
					return false
				}
				stays = stays || e.callStays(in.Common())
			}
			if stays {
				break
			}
		}
		if stays {
			repeats = true
			continue
		}
		for _, succ := range b.Succs {
			if e.neverTaken(b, succ) || closed != nil && closed(b, succ) {
				continue
			}
			if seen[succ] {
				repeats = true
				continue
			}
			seen[succ] = true
			queue = append(queue, succ)
		}
	}
	return repeats
}

// callStays reports whether a call never returns.
func (e *Engine) callStays(c *ssa.CallCommon) bool {
	fn := ir.StaticCallee(c.Value)
	if fn == nil || c.IsInvoke() {
		return false
	}
	body, ext := e.Resolve(fn)
	if body != nil {
		return e.Endless(body.SSA)
	}
	if ext == nil || ext.Pkg() == nil || e.Set.Owner(ext.Pkg()) != nil {
		return false
	}
	sum := e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext))
	return sum != nil && sum.Endless
}

// EndsProgram reports whether a call does not return because the program or goroutine ends there.
func EndsProgram(c *ssa.CallCommon) bool {
	fn := c.StaticCallee()
	if fn == nil {
		return false
	}
	switch ir.PkgPath(fn) {
	case "os":
		return fn.Name() == "Exit"
	case "runtime":
		return fn.Name() == "Goexit"
	case "log":
		return len(fn.Name()) >= 5 && (fn.Name()[:5] == "Fatal" || fn.Name()[:5] == "Panic")
	}
	return false
}

// neverTaken reports whether a branch is the end of a range over a channel that nobody closes, or the case of a select for a
// channel or context that says nothing ever.
func (e *Engine) neverTaken(b, succ *ssa.BasicBlock) bool {
	if sel, i := ir.CaseEdge(b, succ); sel != nil {
		return i < len(sel.States) && sel.States[i].Dir == types.RecvOnly && e.silent(sel.States[i].Chan)
	}
	cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok || len(b.Succs) != 2 || b.Succs[1] != succ || b.Succs[0] == succ {
		return false
	}
	ext, ok := cond.Cond.(*ssa.Extract)
	if !ok || ext.Index != 1 {
		return false
	}
	recv, ok := ext.Tuple.(*ssa.UnOp)
	return ok && recv.Op == token.ARROW && recv.CommaOk && e.neverClosed(recv.X)
}

// silent reports whether nothing ever comes from a channel: nobody closes it or sends to it, or it is that of a context which
// never ends.
func (e *Engine) silent(ch ssa.Value) bool {
	if call, ok := ch.(*ssa.Call); ok && ir.FromContext(ch) {
		return e.foreverContext(call.Call.Value, 0)
	}
	sites := e.ChanSites(ch)
	for _, m := range sites {
		if e.sentTo()[m] {
			return false
		}
	}
	return len(sites) > 0 && e.neverClosed(ch)
}

// foreverContext reports whether a context is context.Background or made of it without an end.
func (e *Engine) foreverContext(v ssa.Value, depth int) bool {
	call, ok := e.Origin(v, 0).(*ssa.Call)
	if !ok || depth > 4 {
		return false
	}
	fn := call.Call.StaticCallee()
	if fn == nil || ir.PkgPath(fn) != "context" {
		return false
	}
	switch fn.Name() {
	case "Background", "TODO", "WithoutCancel":
		return true
	case "WithValue":
		return e.foreverContext(call.Call.Args[0], depth+1)
	}
	return false
}

// sentTo is the set of the channels that the package makes and that somebody may send to.
func (e *Engine) sentTo() map[*ssa.MakeChan]bool {
	if e.sent != nil {
		return e.sent
	}
	e.sent = map[*ssa.MakeChan]bool{}
	mark := func(ch ssa.Value) {
		for _, m := range e.ChanSites(ch) {
			e.sent[m] = true
		}
	}
	e.EachInstr(func(_ *Func, in ssa.Instruction) {
		switch in := in.(type) {
		case *ssa.Send:
			mark(in.Chan)
		case *ssa.Select:
			for _, st := range in.States {
				if st.Dir == types.SendOnly {
					mark(st.Chan)
				}
			}
		case ssa.CallInstruction: // a stranger may send to what it gets, as signal.Notify does
			if fn := ir.StaticCallee(in.Common().Value); fn != nil && !in.Common().IsInvoke() {
				if body, _ := e.Resolve(fn); body != nil {
					return
				}
			}
			if _, ok := in.Common().Value.(*ssa.Builtin); ok {
				return
			}
			for _, arg := range in.Common().Args {
				mark(arg)
			}
		}
	})
	return e.sent
}

// neverClosed reports whether nobody closes a channel.
func (e *Engine) neverClosed(ch ssa.Value) bool {
	if TimerOf(ch) != nil || ir.FromTimer(ch) {
		return true
	}
	sites := e.ChanSites(ch)
	if len(sites) == 0 {
		return false
	}
	if e.openChans == nil {
		e.openChans = e.unclosed()
	}
	for _, s := range sites {
		if !e.openChans[s] {
			return false
		}
	}
	return true
}

// unclosed finds the channels that this package makes, keeps to itself and never closes.
func (e *Engine) unclosed() map[*ssa.MakeChan]bool {
	out := map[*ssa.MakeChan]bool{}
	closable := func(v ssa.Value) {
		for _, s := range e.ChanSites(v) {
			delete(out, s)
		}
	}
	e.EachInstr(func(f *Func, in ssa.Instruction) {
		if m, ok := in.(*ssa.MakeChan); ok {
			out[m] = true
		}
	})
	e.EachInstr(func(f *Func, in ssa.Instruction) {
		call, ok := in.(ssa.CallInstruction)
		if !ok {
			return
		}
		c := call.Common()
		if b, ok := c.Value.(*ssa.Builtin); ok && b.Name() == "close" {
			closable(c.Args[0])
			return
		}
		if fn := ir.StaticCallee(c.Value); fn != nil && !c.IsInvoke() {
			if body, _ := e.Resolve(fn); body != nil || signalNotify(fn) {
				return
			}
		}
		for _, arg := range c.Args { // a stranger may close what it gets
			closable(arg)
		}
	})
	for _, s := range e.SlotList {
		if s.Slot.cell != nil && s.Slot.Key != "" && e.Visible(s) {
			for _, t := range s.Slot.cell.Order {
				delete(out, t.ch)
			}
		}
	}
	for c, r := range e.ResultOf {
		if obj := r.Fn.SSA.Object(); obj != nil && obj.Exported() {
			for _, t := range c.Order {
				delete(out, t.ch)
			}
		}
	}
	return out
}

// signalNotify reports whether a function sends to the channel it gets and never closes it.
func signalNotify(fn *ssa.Function) bool {
	return ir.PkgPath(fn) == "os/signal" && fn.Name() == "Notify"
}

// EachInstr visits the instructions of all bodies, in order.
func (e *Engine) EachInstr(visit func(*Func, ssa.Instruction)) {
	for _, f := range e.Bodies {
		if f.SSA == nil {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				visit(f, in)
			}
		}
	}
}

// TimerOf returns the timer or ticker whose channel a value is: the address or value of a struct with a method Stop, of
// which the value is field C. Clocks made for tests look like those of package time.
func TimerOf(ch ssa.Value) ssa.Value {
	var owner ssa.Value
	switch v := ch.(type) {
	case *ssa.UnOp:
		if fa, ok := v.X.(*ssa.FieldAddr); ok && v.Op == token.MUL {
			owner = fa.X
			if !TimerField(fa.X.Type(), fa.Field) {
				return nil
			}
		}
	case *ssa.Field:
		owner = v.X
		if !TimerField(v.X.Type(), v.Field) {
			return nil
		}
	}
	return owner
}

// TimerField reports whether a struct's field holds a timer or ticker.
func TimerField(t types.Type, index int) bool {
	owner, st := ir.StructOf(t)
	if owner == nil || index >= st.NumFields() || st.Field(index).Name() != "C" {
		return false
	}
	ch, ok := st.Field(index).Type().Underlying().(*types.Chan)
	if !ok || ch.Elem().String() != "time.Time" {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(owner.Type()), true, owner.Pkg(), "Stop")
	_, isMethod := obj.(*types.Func)
	return isMethod
}

// MarkLeaves gives the functions that start a goroutine which never ends the effect that says so.
func (e *Engine) MarkLeaves() {
	for _, f := range e.Bodies {
		if f.SSA == nil {
			continue
		}
		for _, ed := range f.Outgoing {
			if ed.Mode != InBackground || ed.To.SSA == nil || ed.To.Once || ed.Instr == nil || e.TimerStarts[ed.Instr] || e.Guarded(ed.Instr) || !e.Endless(ed.To.SSA) {
				continue
			}
			f.addOp(&Op{
				Effect: Effect{Kind: Leaves, Confidence: Weaker(ed.Conf, finding.Likely), What: "a goroutine that never ends",
					Steps: []finding.Step{e.Step(e.LoopPos(ed.To), "never ends")}},
				Pos: ed.Pos, Instr: ed.Instr,
			})
		}
	}
}

// LoopPos is where a function goes round for ever.
func (e *Engine) LoopPos(f *Func) token.Pos {
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			if call, ok := in.(*ssa.Call); ok && e.callStays(call.Common()) {
				return e.At(call.Common().Pos())
			}
		}
	}
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			pos := e.OpPosition(in)
			if pos.IsValid() && e.Ours(pos) && ir.Reaches(in, in, nil) {
				return pos
			}
		}
	}
	return f.Pos
}

// OpPosition is where an instruction waits or calls.
func (e *Engine) OpPosition(in ssa.Instruction) token.Pos {
	switch in := in.(type) {
	case *ssa.Call:
		return e.At(in.Call.Pos())
	case *ssa.Send:
		return in.Pos()
	case *ssa.UnOp:
		if in.Op == token.ARROW {
			return in.Pos()
		}
	case *ssa.Select:
		if !in.Pos().IsValid() && len(in.States) > 0 {
			return in.States[0].Pos
		}
		return in.Pos()
	}
	return token.NoPos
}
