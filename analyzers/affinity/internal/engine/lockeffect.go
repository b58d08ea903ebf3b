package engine

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file knows what a call does to the locks of its caller: func (c *Cache) Lock() { c.mu.Lock() } takes one that it keeps,
// Unlock gives it back. So do helpers with any name, helpers of helpers, those that hand the unlocking over as a function
// (defer c.guard()()), and a Lock method behind an interface, whose lock is what the interface's variable stands for.
//
// Taking is a must: on every return. Giving back is a may: on some path. A lock that is taken on some returns only (what is
// told by a result) is lost, and so are locks that a local variable is.
type lockEffect struct {
	takes, gives Lockset
}

// lockEffectOf returns what a function does to the locks of its callers, or nil for nothing.
func (e *Engine) lockEffectOf(fn *ssa.Function) *lockEffect {
	if fn == nil {
		return nil
	}
	if known, ok := e.lockEffects[fn]; ok {
		return known
	}
	if e.lockEffects == nil {
		e.lockEffects = map[*ssa.Function]*lockEffect{}
	}
	e.lockEffects[fn] = nil // what a recursive call sees
	body, ext := e.Resolve(fn)
	var eff *lockEffect
	switch {
	case e.Foreign:
	case body != nil && body.SSA != nil && body.SSA != fn:
		eff = e.lockEffectOf(body.SSA)
	case body != nil && body.SSA != nil:
		eff = e.findLockEffect(fn)
	case ext != nil && ext.Pkg() != nil && e.SameModule(ext.Pkg()):
		if sum := e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext)); sum != nil && len(sum.Locked)+len(sum.Unlocked) > 0 {
			eff = &lockEffect{setOf(sum.Locked), setOf(sum.Unlocked)}
		}
	}
	e.lockEffects[fn] = eff
	return eff
}

func setOf(names []string) Lockset {
	out := Lockset{}
	for _, n := range names {
		out[n] = true
	}
	return out
}

// findLockEffect runs the control flow of a function that holds nothing when it begins.
func (e *Engine) findLockEffect(fn *ssa.Function) *lockEffect {
	if !e.usesLocks(fn) {
		return nil
	}
	eff := &lockEffect{gives: Lockset{}}
	give := func(in ssa.Instruction, c *ssa.CallCommon, held Lockset) Lockset {
		for _, key := range e.givenBy(c) {
			if !held[key] && !localLock(key, fn) {
				eff.gives[key] = true
			}
			held = held.without(key)
		}
		return held
	}
	flow := e.flowLocks(fn, nil)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			held, live := flow[in]
			if !live {
				continue
			}
			switch in := in.(type) {
			case *ssa.Call:
				give(in, in.Common(), held)
			case *ssa.Return:
				for _, d := range deferred(fn) {
					held = give(in, d.Common(), held)
				}
				if eff.takes == nil {
					eff.takes = held
				} else {
					eff.takes = Intersect(eff.takes, held)
				}
			}
		}
	}
	for key := range eff.takes {
		if localLock(key, fn) {
			eff.takes = eff.takes.without(key)
		}
	}
	if len(eff.takes)+len(eff.gives) == 0 {
		return nil
	}
	return eff
}

// localLock reports whether a lock is known to one function only.
func localLock(key any, fn *ssa.Function) bool {
	switch key := key.(type) {
	case *ssa.Alloc:
		return key.Parent() == fn
	case *ssa.Parameter, toolkitLock:
		return true
	}
	return false
}

func deferred(fn *ssa.Function) []*ssa.Defer {
	var out []*ssa.Defer
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if d, ok := in.(*ssa.Defer); ok {
				out = append(out, d)
			}
		}
	}
	return out
}

// givenBy lists the locks that a call gives back.
func (e *Engine) givenBy(c *ssa.CallCommon) []any {
	op, mu := lockCall(c)
	if op < 0 {
		if key := e.MutexKey(mu); key != nil {
			return []any{key}
		}
	}
	if op != 0 {
		return nil
	}
	var out []any
	if maker := takenWith(c.Value); maker != nil { // defer c.guard()()
		if eff := e.lockEffectOf(maker.Call.StaticCallee()); eff != nil {
			for key := range eff.takes {
				out = append(out, key)
			}
		}
		return out
	}
	if eff := e.lockEffectOf(ir.StaticCallee(c.Value)); eff != nil {
		for key := range eff.gives {
			out = append(out, key)
		}
	}
	return out
}

// takenWith returns the call that a func value comes from, or nil.
func takenWith(v ssa.Value) *ssa.Call {
	if x, ok := v.(*ssa.Extract); ok {
		v = x.Tuple
	}
	call, _ := v.(*ssa.Call)
	return call
}

// lockCall is LockCall that also knows what is locked through an interface: a sync.Locker, or one of the program's own.
func lockCall(c *ssa.CallCommon) (int, ssa.Value) {
	if !c.IsInvoke() {
		return LockCall(c)
	}
	if sig := c.Signature(); sig.Params().Len()+sig.Results().Len() > 0 {
		return 0, nil
	}
	switch c.Method.Name() {
	case "Lock", "RLock":
		return 1, c.Value
	case "Unlock", "RUnlock":
		return -1, c.Value
	}
	return 0, nil
}

// usesLocks reports whether a function takes locks or gives them back, itself or through such helpers.
func (e *Engine) usesLocks(fn *ssa.Function) bool {
	if known, ok := e.lockUsers[fn]; ok {
		return known
	}
	uses := false
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(ssa.CallInstruction)
			if !ok || uses {
				continue
			}
			if op, _ := lockCall(call.Common()); op != 0 {
				uses = true
			} else if callee := ir.StaticCallee(call.Common().Value); callee != nil {
				uses = e.lockEffectOf(callee) != nil
			}
		}
	}
	if e.lockUsers == nil {
		e.lockUsers = map[*ssa.Function]bool{}
	}
	e.lockUsers[fn] = uses
	return uses
}

// lockStep applies one instruction to what is held.
func (e *Engine) lockStep(in ssa.Instruction, held Lockset) Lockset {
	call, ok := in.(*ssa.Call)
	if !ok {
		return held
	}
	c := call.Common()
	op, mu := lockCall(c)
	if op > 0 {
		if key := e.MutexKey(mu); key != nil {
			held = held.with(key)
		}
		return held
	}
	for _, key := range e.givenBy(c) {
		held = held.without(key)
	}
	if op == 0 {
		if eff := e.lockEffectOf(ir.StaticCallee(c.Value)); eff != nil {
			held = held.and(eff.takes)
		}
		return e.toolkitLockStep(c, held)
	}
	return held
}

// triedLock returns the lock that is held where a condition goes the given way: if mu.TryLock() { ... }.
func (e *Engine) triedLock(cond ssa.Value, taken bool) any {
	for {
		not, ok := cond.(*ssa.UnOp)
		if !ok || not.Op != token.NOT {
			break
		}
		cond, taken = not.X, !taken
	}
	call, ok := cond.(*ssa.Call)
	if !ok || !taken || len(call.Call.Args) == 0 {
		return nil
	}
	fn := call.Call.StaticCallee()
	if fn == nil || ir.PkgPath(fn) != "sync" || fn.Name() != "TryLock" && fn.Name() != "TryRLock" {
		return nil
	}
	return e.MutexKey(call.Call.Args[0])
}

// KeptLocks is what a function does to the locks of its callers, by the names that other packages know.
func (e *Engine) KeptLocks(f *Func) (takes, gives []string) {
	eff := e.lockEffectOf(f.SSA)
	if eff == nil {
		return nil, nil
	}
	return eff.takes.Names(), eff.gives.Names()
}
