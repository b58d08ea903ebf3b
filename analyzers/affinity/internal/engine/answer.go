package engine

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// This file is about clients that read their connection in a goroutine: who asks waits for a channel, to which that
// goroutine, or one that it hands its messages to, sends the answer. Such a wait is one for the network, not one of the
// short hand-shakes inside a library.
//
// It is a may analysis of a dependency that is built on the network: the goroutine reads from something, and what it sends
// stands behind the read, or behind the receive of what stands behind one. What a goroutine sends in another branch (the next
// number, an answer about its own state) does not. Lost are answers that come by a callback, and channels that come from
// outside of the package.

const (
	whatAnswer = "waiting for an answer over a connection"

	deepestRead   = 4 // calls from a goroutine to where it reads
	deepestAnswer = 8 // calls from there to where it sends
)

// An answering finds the answers of one package.
type answering struct {
	e       *Engine
	sends   map[*ssa.MakeChan][]Place
	fedChan map[*ssa.MakeChan]bool
	reading map[*Func]bool
}

// answers notes the waits for answers from the network.
func (e *Engine) answers() {
	if !networked(e.Pass.Pkg) {
		return
	}
	a := &answering{e: e, fedChan: map[*ssa.MakeChan]bool{}, reading: map[*Func]bool{}}
	for _, f := range e.Bodies {
		for _, v := range f.recv {
			if !ir.FromTimer(v.X) && !ir.FromContext(v.X) && a.fed(v.X, 0) {
				f.answered(v)
			}
		}
		for _, sel := range f.selects {
			if sel.Blocking && a.awaits(sel) {
				f.answered(sel)
			}
		}
	}
}

// answered makes the wait at an instruction one for the network.
func (f *Func) answered(in ssa.Instruction) {
	for _, op := range f.Ops {
		if op.Kind == Blocks && op.Tier == toolkit.TierWait && op.Pos == waitPos(in) {
			op.Tier, op.What, op.Confidence = toolkit.TierNetwork, whatAnswer, finding.Likely
		}
	}
}

// awaits reports whether a select only receives, and an answer among other things.
func (a *answering) awaits(sel *ssa.Select) bool {
	any := false
	for _, st := range sel.States {
		if st.Dir != types.RecvOnly {
			return false
		}
		any = any || !ir.FromTimer(st.Chan) && !ir.FromContext(st.Chan) && a.fed(st.Chan, 0)
	}
	return any
}

// fed reports whether something that a channel gives comes from the network.
func (a *answering) fed(ch ssa.Value, depth int) bool {
	for _, site := range a.e.ChanSites(ch) {
		known, ok := a.fedChan[site]
		if !ok {
			a.fedChan[site] = false // what a circle sees
			for _, p := range a.sendsTo(site) {
				if a.behindRead(p.F, p.In, depth+1, map[*Func]bool{}) {
					known = true
					break
				}
			}
			a.fedChan[site] = known
		}
		if known {
			return true
		}
	}
	return false
}

// sendsTo lists the places that send to a channel.
func (a *answering) sendsTo(site *ssa.MakeChan) []Place {
	if a.sends == nil {
		a.sends = map[*ssa.MakeChan][]Place{}
		note := func(f *Func, in ssa.Instruction, ch ssa.Value) {
			for _, site := range a.e.ChanSites(ch) {
				a.sends[site] = append(a.sends[site], Place{f, in})
			}
		}
		for _, f := range a.e.Bodies {
			for _, in := range f.sends {
				note(f, in, in.Chan)
			}
			for _, sel := range f.selects {
				for _, st := range sel.States {
					if st.Dir == types.SendOnly {
						note(f, sel, st.Chan)
					}
				}
			}
		}
	}
	return a.sends[site]
}

// behindRead reports whether a place is on a goroutine of the library's own, behind a read from the network or the receive of
// what comes from there: in the function itself, or where it is called.
func (a *answering) behindRead(f *Func, in ssa.Instruction, depth int, seen map[*Func]bool) bool {
	if depth > deepestAnswer || seen[f] {
		return false
	}
	seen[f] = true
	if f.SSA != nil && in != nil && a.after(f, in, depth) && a.alone(f, 0, map[*Func]bool{}) {
		return true
	}
	for _, ed := range f.Incoming {
		if ed.Mode == Inline && a.behindRead(ed.From, ed.Instr, depth+1, seen) {
			return true
		}
	}
	return false
}

// alone reports whether a function runs on a goroutine that the package starts.
func (a *answering) alone(f *Func, depth int, seen map[*Func]bool) bool {
	if depth > deepestAnswer || seen[f] {
		return false
	}
	seen[f] = true
	for _, ed := range f.Incoming {
		if ed.Mode == InBackground || ed.Mode == Inline && a.alone(ed.From, depth+1, seen) {
			return true
		}
	}
	return false
}

// after reports whether every way to an instruction comes past a read from the network, or the receive of what comes from there.
func (a *answering) after(f *Func, in ssa.Instruction, depth int) bool {
	for b := in.Block(); b != nil; b = b.Idom() {
		for _, x := range b.Instrs {
			if x == in {
				break
			}
			switch x := x.(type) {
			case *ssa.UnOp:
				if x.Op == token.ARROW && !ir.FromTimer(x.X) && a.fed(x.X, depth) {
					return true
				}
			case *ssa.Call:
				if a.readsHere(f, x) {
					return true
				}
			}
		}
		d := b.Idom()
		if d == nil || len(b.Preds) != 1 {
			continue
		}
		if sel, i := ir.CaseEdge(d, b); sel != nil && i < len(sel.States) && sel.States[i].Dir == types.RecvOnly && a.fed(sel.States[i].Chan, depth) {
			return true
		}
	}
	return false
}

// readsHere reports whether a call reads from a connection, itself or in what it calls.
func (a *answering) readsHere(f *Func, call *ssa.Call) bool {
	if readsFrom(call.Common()) {
		return true
	}
	fn := ir.StaticCallee(call.Call.Value)
	if fn == nil || call.Call.IsInvoke() {
		return false
	}
	body, _ := a.e.Resolve(fn)
	return body != nil && a.readsIn(body, deepestRead)
}

func (a *answering) readsIn(f *Func, depth int) bool {
	if known, ok := a.reading[f]; ok || depth == 0 || f.SSA == nil {
		return known
	}
	a.reading[f] = false // what a recursive call sees
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(*ssa.Call)
			if !ok {
				continue
			}
			if readsFrom(call.Common()) {
				a.reading[f] = true
				return true
			}
			if fn := ir.StaticCallee(call.Call.Value); fn != nil && !call.Call.IsInvoke() {
				if body, _ := a.e.Resolve(fn); body != nil && a.readsIn(body, depth-1) {
					a.reading[f] = true
					return true
				}
			}
		}
	}
	return false
}

// readsFrom reports whether a call takes bytes from a stream: by the standard library, or by a function of that name which is
// given one.
func readsFrom(c *ssa.CallCommon) bool {
	fn := ir.CalleeOf(c)
	if fn == nil || !strings.HasPrefix(fn.Name(), "Read") && !reads(c) {
		return false
	}
	if c.IsInvoke() && stream(c.Value.Type()) {
		return true
	}
	for _, arg := range c.Args {
		if stream(arg.Type()) {
			return true
		}
	}
	return false
}

// stream reports whether a type is one of the standard library's that bytes come from, and that may be a connection: not a
// buffer, and not a file.
func stream(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return false
	}
	switch n.Obj().Pkg().Path() {
	case "io", "net", "crypto/tls":
		return !strings.HasPrefix(n.Obj().Name(), "Pipe")
	case "bufio":
		return n.Obj().Name() != "Writer"
	}
	return false
}
