package engine

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// A Lockset names the mutexes that are held: by the field, variable or local that they are, for all instances.
type Lockset map[any]bool

func (s Lockset) with(key any) Lockset {
	out := Lockset{key: true}
	for k := range s {
		out[k] = true
	}
	return out
}

func (s Lockset) without(key any) Lockset {
	out := Lockset{}
	for k := range s {
		if k != key {
			out[k] = true
		}
	}
	return out
}

// and is what is held by one or the other.
func (s Lockset) and(t Lockset) Lockset {
	switch {
	case len(t) == 0:
		return s
	case len(s) == 0:
		return t
	}
	out := Lockset{}
	for k := range s {
		out[k] = true
	}
	for k := range t {
		out[k] = true
	}
	return out
}

// Names are the locks that have a name in other packages.
func (s Lockset) Names() []string {
	var out []string
	for k := range s {
		if name, ok := k.(string); ok {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// Intersect returns the locks that are in both sets.
func Intersect(a, b Lockset) Lockset {
	out := Lockset{}
	for k := range a {
		if b[k] {
			out[k] = true
		}
	}
	return out
}

// Locks tells for each instruction of f which mutexes are surely held there, those of all callers included. It is a must
// analysis along the control flow: a lock that only some path takes does not count. A deferred Unlock does not end the
// lock. What a helper takes or gives back for its caller is in lockeffect.go.
func (e *Engine) Locks(f *Func) map[ssa.Instruction]Lockset {
	if l, ok := e.LockMemo[f]; ok {
		return l
	}
	e.LockMemo[f] = map[ssa.Instruction]Lockset{} // what a recursive call sees: nothing held
	entry := e.heldByCallers(f)
	if e.toolkitLocks() && f.Only(UI) {
		entry = entry.with(toolkitLock{})
	}
	out := e.LockFlow(f, entry)
	e.LockMemo[f] = out
	return out
}

// LockFlow runs the control flow of f with what is held when it begins.
func (e *Engine) LockFlow(f *Func, entry Lockset) map[ssa.Instruction]Lockset {
	if len(f.SSA.Blocks) > 0 && (e.usesLocks(f.SSA) || e.toolkitLocks()) {
		return e.flowLocks(f.SSA, entry)
	}
	out := map[ssa.Instruction]Lockset{}
	if len(entry) > 0 {
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				out[in] = entry
			}
		}
	}
	return out
}

func (e *Engine) flowLocks(fn *ssa.Function, entry Lockset) map[ssa.Instruction]Lockset {
	out := map[ssa.Instruction]Lockset{}
	in := map[*ssa.BasicBlock]Lockset{fn.Blocks[0]: entry}
	work := []*ssa.BasicBlock{fn.Blocks[0]}
	for n := 0; len(work) > 0 && n < 10000; n++ {
		b := work[0]
		work = work[1:]
		held := in[b]
		for _, instr := range b.Instrs {
			out[instr] = held
			held = e.lockStep(instr, held)
		}
		br, _ := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		for i, succ := range b.Succs {
			old, seen := in[succ]
			next := held
			if br != nil {
				if key := e.triedLock(br.Cond, i == 0); key != nil {
					next = held.with(key)
				}
			}
			if seen {
				next = Intersect(old, next)
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

// LockCall recognises calls of the methods of sync.Mutex and sync.RWMutex: 1 for taking, -1 for giving back.
func LockCall(c *ssa.CallCommon) (int, ssa.Value) {
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

// MutexKey identifies a mutex: by the name of a field or a package variable, or by the local variable.
func (e *Engine) MutexKey(v ssa.Value) any {
	switch v := v.(type) {
	case *ssa.FieldAddr:
		owner, st := ir.StructOf(v.X.Type())
		if owner != nil && owner.Pkg() != nil {
			return owner.Pkg().Path() + " " + owner.Name() + "." + st.Field(v.Field).Name()
		}
		return st.Field(v.Field).Origin()
	case *ssa.Global:
		if v.Object() != nil {
			return v.Object().Pkg().Path() + " " + v.Name()
		}
	case *ssa.Alloc, *ssa.FreeVar:
		if a := e.Variable(v); a != nil {
			return a
		}
	case *ssa.Parameter: // a pointer to a mutex, which guards what other parameters point to: of this call, if there are several
		if from := e.Origin(v, 0); from != ssa.Value(v) && from != nil {
			return e.MutexKey(from)
		}
		return v
	case *ssa.UnOp:
		if v.Op == token.MUL { // a pointer to a mutex
			return e.MutexKey(v.X)
		}
	}
	return nil
}

// CalledByStrangers reports whether other packages can call a declared function: it is exported, and so is the type whose
// method it is, or values of that type are used through an interface.
func (e *Engine) CalledByStrangers(f *Func) bool {
	if f.Parent != nil || f.SSA.Object() == nil || !token.IsExported(f.SSA.Name()) {
		return false
	}
	recv := f.SSA.Signature.Recv()
	if recv == nil {
		return true
	}
	n, ok := types.Unalias(ir.Deref(recv.Type())).(*types.Named)
	if !ok || n.Obj().Exported() || f.Taken {
		return true
	}
	for c := range e.converted {
		if from, ok := types.Unalias(ir.Deref(c.from)).(*types.Named); ok && from.Obj() == n.Obj() {
			return true
		}
	}
	return false
}

// heldByHelper is what a function holds wherever it runs one of its parameters on its own goroutine, itself, in its
// literals, or through a function that it hands it on to: func (s *T) update(f func()) { s.mu.Lock(); f(); s.mu.Unlock() }.
// Where nobody in sight runs it, nothing is known.
func (e *Engine) heldByHelper(helper *Func, param int) Lockset {
	key := helperParam{helper, param}
	if known, ok := e.helperLocks[key]; ok {
		return known
	}
	if e.helperLocks == nil {
		e.helperLocks = map[helperParam]Lockset{}
	}
	e.helperLocks[key] = nil // what a recursive call sees
	var out Lockset
	for i, inv := range e.tokens[helper][param] {
		if inv.mode != Inline || inv.from.SSA == nil || inv.Site.Instr == nil {
			return nil
		}
		held := e.Locks(inv.from)[inv.Site.Instr]
		if inv.helper != nil {
			held = held.and(e.heldByHelper(inv.helper, inv.param))
		}
		if i == 0 {
			out = held
		} else {
			out = Intersect(out, held)
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
func (e *Engine) heldByCallers(f *Func) Lockset {
	if len(f.Incoming) == 0 || e.CalledByStrangers(f) {
		return nil
	}
	if len(e.RootsAt[f]) > 0 {
		return nil
	}
	var out Lockset
	for _, ed := range f.Incoming {
		if ed.Mode != Inline && ed.Helper == nil || ed.From.Slot != nil || ed.From.SSA == nil || ed.Instr == nil {
			return nil
		}
		var held Lockset
		if ed.Mode == Inline {
			held = e.Locks(ed.From)[ed.Instr]
		}
		if ed.Helper != nil { // go helper(f) runs f under what helper holds
			held = held.and(e.heldByHelper(ed.Helper, ed.param))
		}
		if out == nil {
			out = held
		} else {
			out = Intersect(out, held)
		}
		if len(out) == 0 {
			return nil
		}
	}
	return out
}

// Synchronises reports whether an instruction may wait for the goroutine: a receive, a select, a Wait, a call of something
// unknown. A select with a timer does not: it goes on when the time is up.
func (e *Engine) Synchronises(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.UnOp:
		return in.Op.String() == "<-"
	case *ssa.Select:
		for _, st := range in.States {
			if ir.FromTimer(st.Chan) || ir.FromContext(st.Chan) {
				return false
			}
		}
		return true
	case *ssa.Call:
		fn := in.Call.StaticCallee()
		if fn == nil {
			return !ir.IsBuiltin(in.Call.Value)
		}
		body, ext := e.Resolve(fn)
		if body != nil {
			for _, op := range body.Ops {
				if op.Kind == Blocks || op.Kind == WaitsForUI {
					return true
				}
			}
			return false
		}
		if ext == nil {
			return false
		}
		c := e.Set.Call(ext)
		return c.Waits || c.Blocking != nil && c.Blocking.Tier.String() == "wait" || lockName(ext.Name())
	}
	return false
}

func lockName(name string) bool { return name == "Lock" || name == "RLock" || name == "Wait" }

// toolkitLock is the key in a lockset of the lock that some toolkits hold while they run a handler. A goroutine that takes
// it may do what handlers do.
type toolkitLock struct{}

// toolkitLocks reports whether the package uses a toolkit that has such a lock.
func (e *Engine) toolkitLocks() bool {
	if e.hasLocks == nil {
		has := false
		for _, imp := range e.Pass.Pkg.Imports() {
			if p := e.Set.Owner(imp); p != nil && p.Locks {
				has = true
			}
		}
		e.hasLocks = &has
	}
	return *e.hasLocks
}

// toolkitLockStep applies a call that may take the toolkit's lock or give it back.
func (e *Engine) toolkitLockStep(c *ssa.CallCommon, held Lockset) Lockset {
	if !e.toolkitLocks() {
		return held
	}
	fn := c.Method
	if fn == nil {
		if callee := c.StaticCallee(); callee != nil {
			fn, _ = callee.Object().(*types.Func)
		}
	}
	switch e.Set.Call(fn).Locks {
	case 1:
		return held.with(toolkitLock{})
	case -1:
		return held.without(toolkitLock{})
	}
	return held
}
