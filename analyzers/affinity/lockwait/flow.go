package lockwait

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// A mutex is a lock as the analysis names it: the field, variable or local that it is, for all instances.
type mutex struct {
	key  any // see MutexKey
	Name string
}

// A Hold is a mutex that a function has taken and not given back.
type Hold struct {
	mutex
	write bool
	at    ssa.Instruction // where it was taken
	base  ssa.Value       // the object whose field it is, or nil
}

// Holds are the mutexes held at an instruction, by key.
type Holds map[any]*Hold

func (h Holds) with(x *Hold) Holds {
	out := Holds{}
	for k, v := range h {
		out[k] = v
	}
	out[x.key] = x
	return out
}

func (h Holds) without(key any) Holds {
	out := Holds{}
	for k, v := range h {
		if k != key {
			out[k] = v
		}
	}
	return out
}

func (h Holds) intersect(o Holds) Holds {
	out := Holds{}
	for k, v := range h {
		if w := o[k]; w != nil {
			if v.write && !w.write {
				v = w
			}
			out[k] = v
		}
	}
	return out
}

// A LockUse says what a function does to locks on its own account: what is held at each instruction, what it takes, and
// what the caller finds changed when it returns.
//
// It is a must analysis along the control flow, like locks, but knows nothing of the callers, tells readers from writers, and
// sees helpers that lock for their caller.
type LockUse struct {
	Held   map[ssa.Instruction]Holds
	Takes  []*Hold // every Lock and RLock in it
	leaves Holds   // held at every return, and not given back by a deferred call
	gives  map[any]bool
}

// A LockTable is the lock use of all functions.
type LockTable struct {
	e   *Finder
	use map[*engine.Func]*LockUse
}

// NewLockTable returns a table that is filled as it is asked.
func NewLockTable(e *Finder) *LockTable { return &LockTable{e, map[*engine.Func]*LockUse{}} }

// Of returns the lock use of a function. A function that is asked for while it is being found out does nothing.
func (t *LockTable) Of(f *engine.Func) *LockUse {
	if u := t.use[f]; u != nil {
		return u
	}
	t.use[f] = &LockUse{}
	if f.SSA == nil || len(f.SSA.Blocks) == 0 {
		return t.use[f]
	}
	u := t.analyse(f, Holds{})
	t.use[f] = u
	return u
}

// analyse runs the control flow with what is held at the start.
func (t *LockTable) analyse(f *engine.Func, entry Holds) *LockUse {
	u := &LockUse{Held: map[ssa.Instruction]Holds{}, gives: map[any]bool{}}
	taken := map[ssa.Instruction]bool{}
	in := map[*ssa.BasicBlock]Holds{f.SSA.Blocks[0]: entry}
	work := []*ssa.BasicBlock{f.SSA.Blocks[0]}
	for n := 0; len(work) > 0 && n < 10000; n++ {
		b := work[0]
		work = work[1:]
		now := in[b]
		for _, instr := range b.Instrs {
			u.Held[instr] = now
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			takes, gives := t.effect(call)
			for _, x := range takes {
				if !taken[instr] {
					u.Takes = append(u.Takes, x)
				}
				now = now.with(x)
			}
			taken[instr] = true
			for key := range gives {
				if now[key] == nil {
					u.gives[key] = true
				}
				now = now.without(key)
			}
		}
		for _, succ := range b.Succs {
			next := now
			if old, seen := in[succ]; seen {
				next = old.intersect(now)
				if len(next) == len(old) {
					continue
				}
			}
			in[succ] = next
			work = append(work, succ)
		}
	}
	u.leaves = t.leaves(f, u)
	return u
}

// leaves is what the function still holds when it returns.
func (t *LockTable) leaves(f *engine.Func, u *LockUse) Holds {
	var out Holds
	deferred := map[any]bool{}
	for _, b := range f.SSA.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Defer:
				for key := range t.gives(instr.Common()) {
					deferred[key] = true
				}
			case *ssa.Return:
				held, reached := u.Held[instr]
				switch {
				case !reached: // the block that follows a recovered panic
				case out == nil:
					out = held
				default:
					out = out.intersect(held)
				}
			}
		}
	}
	for key := range deferred {
		out = out.without(key)
		if u.took(key) {
			delete(u.gives, key)
		} else {
			u.gives[key] = true // what somebody else has taken
		}
	}
	return out
}

func (u *LockUse) took(key any) bool {
	return slices.ContainsFunc(u.Takes, func(x *Hold) bool { return x.key == key })
}

// effect says which mutexes a call takes for the caller and which it gives back.
func (t *LockTable) effect(call *ssa.Call) (takes []*Hold, gives map[any]bool) {
	c := call.Common()
	if op, mu := lockerCall(c); op > 0 {
		if x := t.hold(mu, lockWrites(c)); x != nil {
			x.at = call
			return []*Hold{x}, nil
		}
		return nil, nil
	}
	if fn := ir.StaticCallee(c.Value); fn != nil && !c.IsInvoke() {
		if body, _ := t.e.Resolve(fn); body != nil {
			for _, x := range t.Of(body).leaves {
				y := *x
				y.at, y.base = call, nil
				takes = append(takes, &y)
			}
		}
	}
	return takes, t.gives(c)
}

// gives says which mutexes a call gives back. A deferred literal commonly does nothing else.
func (t *LockTable) gives(c *ssa.CallCommon) map[any]bool {
	if op, mu := lockerCall(c); op < 0 {
		if key := t.e.MutexKey(mu); key != nil {
			return map[any]bool{key: true}
		}
		return nil
	}
	if c.IsInvoke() {
		return nil
	}
	fn := ir.StaticCallee(c.Value)
	if fn == nil {
		return nil
	}
	body, _ := t.e.Resolve(fn)
	if body == nil {
		return nil
	}
	return t.Of(body).gives
}

func (t *LockTable) hold(mu ssa.Value, write bool) *Hold {
	key := t.e.MutexKey(mu)
	if key == nil {
		return nil
	}
	x := &Hold{mutex: mutex{key: key, Name: mutexName(mu, key)}, write: write}
	if load, ok := mu.(*ssa.UnOp); ok && load.Op == token.MUL {
		mu = load.X
	}
	if fa, ok := mu.(*ssa.FieldAddr); ok {
		x.base = ir.Outermost(fa)
	}
	return x
}

func mutexName(mu ssa.Value, key any) string {
	if load, ok := mu.(*ssa.UnOp); ok && load.Op == token.MUL {
		mu = load.X
	}
	if fa, ok := mu.(*ssa.FieldAddr); ok {
		owner, st := ir.StructOf(fa.X.Type())
		if owner != nil {
			return owner.Name() + "." + st.Field(fa.Field).Name()
		}
		return st.Field(fa.Field).Name()
	}
	switch key := key.(type) {
	case types.Object:
		return key.Name()
	case *ssa.Alloc:
		if key.Comment != "" {
			return key.Comment
		}
	}
	return "a mutex"
}

// lockerCall is LockCall that also knows a mutex behind sync.Locker.
func lockerCall(c *ssa.CallCommon) (int, ssa.Value) {
	if !c.IsInvoke() {
		return engine.LockCall(c)
	}
	if m := c.Method; m.Pkg() != nil && m.Pkg().Path() == "sync" {
		switch m.Name() {
		case "Lock":
			return 1, c.Value
		case "Unlock":
			return -1, c.Value
		}
	}
	return 0, nil
}

func lockWrites(c *ssa.CallCommon) bool {
	if c.IsInvoke() {
		return true
	}
	fn := c.StaticCallee()
	return fn != nil && fn.Name() == "Lock"
}
