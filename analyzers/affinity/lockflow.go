package affinity

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A mutex is a lock as the analysis names it: the field, variable or local that it is, for all instances.
type mutex struct {
	key  any // see mutexKey
	name string
}

// A hold is a mutex that a function has taken and not given back.
type hold struct {
	mutex
	write bool
	at    ssa.Instruction // where it was taken
	base  ssa.Value       // the object whose field it is, or nil
}

// holds are the mutexes held at an instruction, by key.
type holds map[any]*hold

func (h holds) with(x *hold) holds {
	out := holds{}
	for k, v := range h {
		out[k] = v
	}
	out[x.key] = x
	return out
}

func (h holds) without(key any) holds {
	out := holds{}
	for k, v := range h {
		if k != key {
			out[k] = v
		}
	}
	return out
}

func (h holds) intersect(o holds) holds {
	out := holds{}
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

// A lockUse says what a function does to locks on its own account: what is held at each instruction, what it takes, and
// what the caller finds changed when it returns.
//
// It is a must analysis along the control flow, like locks, but knows nothing of the callers, tells readers from writers, and
// sees helpers that lock for their caller.
type lockUse struct {
	held   map[ssa.Instruction]holds
	takes  []*hold // every Lock and RLock in it
	leaves holds   // held at every return, and not given back by a deferred call
	gives  map[any]bool
}

// A lockTable is the lock use of all functions.
type lockTable struct {
	e   *engine
	use map[*Func]*lockUse
}

func newLockTable(e *engine) *lockTable { return &lockTable{e, map[*Func]*lockUse{}} }

// of returns the lock use of a function. A function that is asked for while it is being found out does nothing.
func (t *lockTable) of(f *Func) *lockUse {
	if u := t.use[f]; u != nil {
		return u
	}
	t.use[f] = &lockUse{}
	if f.SSA == nil || len(f.SSA.Blocks) == 0 {
		return t.use[f]
	}
	u := t.analyse(f, holds{})
	t.use[f] = u
	return u
}

// analyse runs the control flow with what is held at the start.
func (t *lockTable) analyse(f *Func, entry holds) *lockUse {
	u := &lockUse{held: map[ssa.Instruction]holds{}, gives: map[any]bool{}}
	taken := map[ssa.Instruction]bool{}
	in := map[*ssa.BasicBlock]holds{f.SSA.Blocks[0]: entry}
	work := []*ssa.BasicBlock{f.SSA.Blocks[0]}
	for n := 0; len(work) > 0 && n < 10000; n++ {
		b := work[0]
		work = work[1:]
		now := in[b]
		for _, instr := range b.Instrs {
			u.held[instr] = now
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			takes, gives := t.effect(call)
			for _, x := range takes {
				if !taken[instr] {
					u.takes = append(u.takes, x)
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
func (t *lockTable) leaves(f *Func, u *lockUse) holds {
	var out holds
	deferred := map[any]bool{}
	for _, b := range f.SSA.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Defer:
				for key := range t.gives(instr.Common()) {
					deferred[key] = true
				}
			case *ssa.Return:
				held, reached := u.held[instr]
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

func (u *lockUse) took(key any) bool {
	return slices.ContainsFunc(u.takes, func(x *hold) bool { return x.key == key })
}

// effect says which mutexes a call takes for the caller and which it gives back.
func (t *lockTable) effect(call *ssa.Call) (takes []*hold, gives map[any]bool) {
	c := call.Common()
	if op, mu := lockerCall(c); op > 0 {
		if x := t.hold(mu, lockWrites(c)); x != nil {
			x.at = call
			return []*hold{x}, nil
		}
		return nil, nil
	}
	if fn := staticCallee(c.Value); fn != nil && !c.IsInvoke() {
		if body, _ := t.e.resolve(fn); body != nil {
			for _, x := range t.of(body).leaves {
				y := *x
				y.at, y.base = call, nil
				takes = append(takes, &y)
			}
		}
	}
	return takes, t.gives(c)
}

// gives says which mutexes a call gives back. A deferred literal commonly does nothing else.
func (t *lockTable) gives(c *ssa.CallCommon) map[any]bool {
	if op, mu := lockerCall(c); op < 0 {
		if key := t.e.mutexKey(mu); key != nil {
			return map[any]bool{key: true}
		}
		return nil
	}
	if c.IsInvoke() {
		return nil
	}
	fn := staticCallee(c.Value)
	if fn == nil {
		return nil
	}
	body, _ := t.e.resolve(fn)
	if body == nil {
		return nil
	}
	return t.of(body).gives
}

func (t *lockTable) hold(mu ssa.Value, write bool) *hold {
	key := t.e.mutexKey(mu)
	if key == nil {
		return nil
	}
	x := &hold{mutex: mutex{key: key, name: mutexName(mu, key)}, write: write}
	if load, ok := mu.(*ssa.UnOp); ok && load.Op == token.MUL {
		mu = load.X
	}
	if fa, ok := mu.(*ssa.FieldAddr); ok {
		x.base = outermost(fa)
	}
	return x
}

// outermost is the object that a field belongs to, through structs that it holds by value.
func outermost(fa *ssa.FieldAddr) ssa.Value {
	for {
		inner, ok := fa.X.(*ssa.FieldAddr)
		if !ok {
			return fa.X
		}
		fa = inner
	}
}

func mutexName(mu ssa.Value, key any) string {
	if load, ok := mu.(*ssa.UnOp); ok && load.Op == token.MUL {
		mu = load.X
	}
	if fa, ok := mu.(*ssa.FieldAddr); ok {
		owner, st := structOf(fa.X.Type())
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

// lockerCall is lockCall that also knows a mutex behind sync.Locker.
func lockerCall(c *ssa.CallCommon) (int, ssa.Value) {
	if !c.IsInvoke() {
		return lockCall(c)
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
