package affinity

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A lockset names the mutexes that are held: by the field, variable or local that they are, for all instances.
type lockset map[any]bool

func (s lockset) with(key any) lockset {
	out := lockset{key: true}
	for k := range s {
		out[k] = true
	}
	return out
}

func (s lockset) without(key any) lockset {
	out := lockset{}
	for k := range s {
		if k != key {
			out[k] = true
		}
	}
	return out
}

func (s lockset) meets(t lockset) bool {
	for k := range s {
		if t[k] {
			return true
		}
	}
	return false
}

// and is what is held by one or the other.
func (s lockset) and(t lockset) lockset {
	switch {
	case len(t) == 0:
		return s
	case len(s) == 0:
		return t
	}
	out := lockset{}
	for k := range s {
		out[k] = true
	}
	for k := range t {
		out[k] = true
	}
	return out
}

func intersect(a, b lockset) lockset {
	out := lockset{}
	for k := range a {
		if b[k] {
			out[k] = true
		}
	}
	return out
}

// locks tells for each instruction of f which mutexes are surely held there, those of all callers included. It is a must
// analysis along the control flow: a lock that only some path takes does not count. A deferred Unlock does not end the
// lock. Locks that a helper takes for its caller are not seen.
func (e *engine) locks(f *Func) map[ssa.Instruction]lockset {
	if l, ok := e.lockMemo[f]; ok {
		return l
	}
	e.lockMemo[f] = map[ssa.Instruction]lockset{} // what a recursive call sees: nothing held
	entry := e.heldByCallers(f)
	if e.toolkitLocks() && f.Only(UI) {
		entry = entry.with(toolkitLock{})
	}
	out := e.lockFlow(f, entry)
	e.lockMemo[f] = out
	return out
}

// lockFlow runs the control flow of f with what is held when it begins.
func (e *engine) lockFlow(f *Func, entry lockset) map[ssa.Instruction]lockset {
	out := map[ssa.Instruction]lockset{}
	if len(f.SSA.Blocks) == 0 {
		return out
	}
	if !usesLocks(f.SSA) && !e.toolkitLocks() {
		if len(entry) > 0 {
			for _, b := range f.SSA.Blocks {
				for _, in := range b.Instrs {
					out[in] = entry
				}
			}
		}
		return out
	}
	in := map[*ssa.BasicBlock]lockset{f.SSA.Blocks[0]: entry}
	work := []*ssa.BasicBlock{f.SSA.Blocks[0]}
	for n := 0; len(work) > 0 && n < 10000; n++ {
		b := work[0]
		work = work[1:]
		held := in[b]
		for _, instr := range b.Instrs {
			out[instr] = held
			held = e.lockStep(instr, held)
		}
		for _, succ := range b.Succs {
			old, seen := in[succ]
			next := held
			if seen {
				next = intersect(old, held)
				if len(next) == len(old) {
					continue
				}
			}
			in[succ] = next
			work = append(work, succ)
		}
	}
	return out
}

func usesLocks(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if c, ok := in.(*ssa.Call); ok {
				if op, _ := lockCall(c.Common()); op != 0 {
					return true
				}
			}
		}
	}
	return false
}

// lockStep applies one instruction to what is held.
func (e *engine) lockStep(in ssa.Instruction, held lockset) lockset {
	call, ok := in.(*ssa.Call)
	if !ok {
		return held
	}
	op, mu := lockCall(call.Common())
	if op == 0 {
		return e.toolkitLockStep(call.Common(), held)
	}
	key := e.mutexKey(mu)
	if key == nil {
		return held
	}
	if op > 0 {
		return held.with(key)
	}
	return held.without(key)
}

// lockCall recognises calls of the methods of sync.Mutex and sync.RWMutex: 1 for taking, -1 for giving back.
func lockCall(c *ssa.CallCommon) (int, ssa.Value) {
	fn := c.StaticCallee()
	if fn == nil || len(c.Args) == 0 {
		return 0, nil
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok || obj.Pkg() == nil || obj.Pkg().Path() != "sync" && obj.Pkg().Name() != "deadlock" {
		return 0, nil
	}
	switch obj.Name() {
	case "Lock", "RLock":
		return 1, c.Args[0]
	case "Unlock", "RUnlock":
		return -1, c.Args[0]
	}
	return 0, nil
}

// mutexKey identifies a mutex: by the name of a field or a package variable, or by the local variable.
func (e *engine) mutexKey(v ssa.Value) any {
	switch v := v.(type) {
	case *ssa.FieldAddr:
		owner, st := structOf(v.X.Type())
		if owner != nil && owner.Pkg() != nil {
			return owner.Pkg().Path() + " " + owner.Name() + "." + st.Field(v.Field).Name()
		}
		return st.Field(v.Field).Origin()
	case *ssa.Global:
		if v.Object() != nil {
			return v.Object().Pkg().Path() + " " + v.Name()
		}
	case *ssa.Alloc, *ssa.FreeVar:
		if a := e.variable(v); a != nil {
			return a
		}
	case *ssa.UnOp:
		if v.Op == token.MUL { // a pointer to a mutex
			return e.mutexKey(v.X)
		}
	}
	return nil
}

// calledByStrangers reports whether other packages can call a declared function: it is exported, and so is the type whose
// method it is, or values of that type are used through an interface.
func (e *engine) calledByStrangers(f *Func) bool {
	if f.Parent != nil || f.SSA.Object() == nil || !token.IsExported(f.SSA.Name()) {
		return false
	}
	recv := f.SSA.Signature.Recv()
	if recv == nil {
		return true
	}
	n, ok := types.Unalias(deref(recv.Type())).(*types.Named)
	if !ok || n.Obj().Exported() || f.taken {
		return true
	}
	for c := range e.converted {
		if from, ok := types.Unalias(deref(c.from)).(*types.Named); ok && from.Obj() == n.Obj() {
			return true
		}
	}
	return false
}

// heldByHelper is what a function holds wherever it runs one of its parameters on its own goroutine, itself, in its
// literals, or through a function that it hands it on to: func (s *T) update(f func()) { s.mu.Lock(); f(); s.mu.Unlock() }.
// Where nobody in sight runs it, nothing is known.
func (e *engine) heldByHelper(helper *Func, param int) lockset {
	key := helperParam{helper, param}
	if known, ok := e.helperLocks[key]; ok {
		return known
	}
	if e.helperLocks == nil {
		e.helperLocks = map[helperParam]lockset{}
	}
	e.helperLocks[key] = nil // what a recursive call sees
	var out lockset
	for i, inv := range e.tokens[helper][param] {
		if inv.mode != Inline || inv.from.SSA == nil || inv.site.instr == nil {
			return nil
		}
		held := e.locks(inv.from)[inv.site.instr]
		if inv.helper != nil {
			held = held.and(e.heldByHelper(inv.helper, inv.param))
		}
		if i == 0 {
			out = held
		} else {
			out = intersect(out, held)
		}
	}
	e.helperLocks[key] = out
	return out
}

type helperParam struct {
	helper *Func
	param  int
}

// heldByCallers is what every caller holds when it calls f. A function that is handed out as a value, or that another
// package can call, is called by strangers who hold nothing.
func (e *engine) heldByCallers(f *Func) lockset {
	if len(f.in) == 0 || e.calledByStrangers(f) {
		return nil
	}
	if len(e.rootsAt[f]) > 0 {
		return nil
	}
	var out lockset
	for _, ed := range f.in {
		if ed.mode != Inline && ed.helper == nil || ed.from.slot != nil || ed.from.SSA == nil || ed.instr == nil {
			return nil
		}
		var held lockset
		if ed.mode == Inline {
			held = e.locks(ed.from)[ed.instr]
		}
		if ed.helper != nil { // go helper(f) runs f under what helper holds
			held = held.and(e.heldByHelper(ed.helper, ed.param))
		}
		if out == nil {
			out = held
		} else {
			out = intersect(out, held)
		}
		if len(out) == 0 {
			return nil
		}
	}
	return out
}
