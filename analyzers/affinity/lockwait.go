package affinity

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// A LockWaitKind says what is wrong with holding a lock.
type LockWaitKind uint8

const (
	LockDispatch LockWaitKind = iota // the holder waits for the UI goroutine, which waits for the lock
	LockBlocks                       // the holder does something slow, the UI goroutine waits
	LockAgain                        // the holder comes to take the lock that it holds
	LockPosted                       // the UI goroutine holds it until a function runs that it has posted to itself
	LockKept                         // the holder takes it again before the function returns that unlocks it in a deferred call
	LockCallback                     // the holder calls code that nobody knows, which may come back for the lock
)

// A LockWait is a lock held where the UI goroutine can be left standing.
type LockWait struct {
	Kind       LockWaitKind
	Lock       string // "View.mu"
	Func       *Func  // in which Pos is
	Pos        token.Pos
	What       string // what is waited for, or what is called
	Callee     string // the function of another package that comes to it, or ""
	Confidence finding.Confidence
	Chain      []finding.Step
	More       int // further operations under the same lock, folded into this one

	op    *Op
	depth int
	site  ssa.Instruction // where the lock is taken
	here  finding.Step    // Pos, as a step
}

// lockSearch finds lock waits. It joins two may analyses, what is reached while a lock is surely held, and which
// functions on the UI goroutine take it. Both go by mutex and not by instance: the lock of one object stands for those of
// all objects of its type. Where that decides alone, for a lock that is taken twice, the instance is followed too.
type lockSearch struct {
	e     *engine
	table *lockTable
	users map[any][]lockUser // who takes a mutex
}

type lockUser struct {
	f *Func
	*hold
	steps []finding.Step // of a call, in other packages
}

// collectLockWaits runs the search, for LockWaits.
func (e *engine) collectLockWaits() {
	s := &lockSearch{e: e, table: e.lockTable(), users: map[any][]lockUser{}}
	for _, f := range e.funcs {
		for _, x := range s.table.of(f).takes {
			s.users[x.key] = append(s.users[x.key], lockUser{f: f, hold: x})
		}
	}
	if len(s.users) == 0 {
		return
	}
	s.farUsers()
	for _, f := range e.funcs {
		if f.SSA == nil || len(f.SSA.Blocks) == 0 {
			continue
		}
		if use := s.table.of(f); len(use.takes) > 0 {
			s.holder(f, use)
			s.posted(f, use)
			s.keptDeferred(f, use)
		}
	}
	for _, f := range e.funcs {
		if f.Parent != nil && len(s.table.of(f).gives) > 0 {
			s.handedOver(f)
		}
	}
	s.e.lockWaits = foldLockWaits(s.e.lockWaits)
}

// lockTable is the table of the package, made once.
func (e *engine) lockTable() *lockTable {
	if e.lockUses == nil {
		e.lockUses = newLockTable(e)
	}
	return e.lockUses
}

func (s *lockSearch) add(w *LockWait) { s.e.lockWaits = append(s.e.lockWaits, w) }

// holder looks at everything that f does and calls under its own locks.
func (s *lockSearch) holder(f *Func, use *lockUse) {
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			for _, x := range use.held[in] {
				s.under(&underLock{lock: x, holder: f, at: in})
			}
		}
	}
}

// underLock is one instruction that runs while a lock is held.
type underLock struct {
	lock   *hold
	holder *Func
	at     ssa.Instruction
}

// under follows what one instruction does while the lock is held: here, and in what it calls on the same goroutine.
func (s *lockSearch) under(u *underLock) {
	call, isCall := u.at.(ssa.CallInstruction)
	if _, isDefer := u.at.(*ssa.Defer); isDefer {
		return // runs at the end, perhaps after the lock was given back
	}
	if _, isGo := u.at.(*ssa.Go); isGo {
		return
	}
	for _, op := range s.opsAt(u.holder, u.at) {
		s.waitsUnder(u, nil, op)
	}
	if !isCall {
		return
	}
	s.callback(u, call)
	const deepest = 10
	seen := map[liveKey]bool{{u.holder, nothing}: true}
	var queue []*underPath
	for _, ed := range u.holder.out {
		if ed.mode == Inline && ed.instr == u.at {
			queue = append(queue, s.step(u, nil, ed))
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		p := queue[0]
		g, way := p.edge.to, p.entry()
		if seen[p.key()] || p.depth > deepest {
			continue
		}
		seen[p.key()] = true
		inner := s.table.of(g)
		if inner.gives[u.lock.key] {
			continue // it gives the lock back meanwhile
		}
		for _, x := range inner.takes {
			if x.key == u.lock.key && s.e.lives(way, x.at) {
				s.again(u, p, x)
			}
		}
		for _, op := range g.Ops {
			if s.e.lives(way, op.instr) {
				s.waitsUnder(u, p, op)
			}
		}
		for _, ed := range g.out {
			if ed.mode == Inline && !deferred(ed.instr) && s.e.opens(way, ed) {
				queue = append(queue, s.step(u, p, ed))
			}
		}
	}
}

func deferred(in ssa.Instruction) bool {
	_, ok := in.(*ssa.Defer)
	return ok
}

// An underPath is a chain of calls made under a lock.
type underPath struct {
	prev  *underPath
	edge  *edge
	depth int
	conf  finding.Confidence
	same  sameness
	says  assumption // what the last call says of its arguments
}

func (p *underPath) key() liveKey { return liveKey{p.edge.to, p.says} }

// entry is the end of a path as a way to enter a function, for what its conditions come to.
func (p *underPath) entry() *Entry { return &Entry{entryKey: entryKey{assume: p.says}, f: p.edge.to} }

func (s *lockSearch) step(u *underLock, p *underPath, ed *edge) *underPath {
	next := &underPath{prev: p, edge: ed, depth: 1, conf: ed.conf, same: s.sameness(u, p, ed)}
	before := &Entry{f: u.holder}
	if p != nil {
		next.depth = p.depth + 1
		next.conf = weaker(p.conf, ed.conf)
		before = p.entry()
	}
	next.says = s.e.assumed(before, ed)
	if table := ed.from.slot; table != nil && len(table.held) > 3 {
		next.conf = finding.Possible // a table of functions: which of them is called here nobody has proved
	}
	return next
}

// opsAt returns the operations that an instruction of f is.
func (s *lockSearch) opsAt(f *Func, in ssa.Instruction) []*Op {
	pos := s.e.opPosition(in)
	if !pos.IsValid() {
		return nil
	}
	var out []*Op
	for _, op := range f.Ops {
		if op.Pos == pos && (op.instr == nil || op.instr == in) {
			out = append(out, op)
		}
	}
	return out
}

// waitsUnder judges an operation that is reached under a lock: it matters when a background goroutine holds the lock, and
// the UI goroutine takes it.
func (s *lockSearch) waitsUnder(u *underLock, p *underPath, op *Op) {
	kind := LockBlocks
	switch {
	case op.Kind == WaitsForUI && op.Advice != "loop":
		kind = LockDispatch
	case op.Kind != Blocks || op.What == "(*sync.Cond).Wait" || u.holder.nonblocking:
		return
	}
	en := s.background(u.holder)
	if en == nil {
		return
	}
	rival, ui := s.rival(u.lock)
	if rival == nil {
		return
	}
	f := u.holder
	w := &LockWait{Kind: kind, Lock: u.lock.name, Pos: op.Pos, What: op.What, Callee: op.Callee, op: op, depth: en.Depth(), site: u.lock.at}
	w.Confidence = weaker(weaker(en.Confidence, op.Confidence), ui.Confidence)
	if kind == LockBlocks && op.Tier == toolkit.TierDisk {
		w.Confidence = finding.Possible // seldom as long as to be felt
	}
	if p != nil {
		f = p.edge.to
		w.Confidence = weaker(w.Confidence, p.conf)
		w.depth += p.depth
	}
	if f.slot != nil {
		f, w.Pos = p.edge.from, p.edge.pos
	}
	w.Func, w.here = f, s.e.step(w.Pos, opText(op))
	w.Chain = append(s.e.chain(en), s.underSteps(u, p)...)
	if op.Pos.IsValid() && s.e.ours(op.Pos) {
		w.Chain = append(w.Chain, s.e.step(op.Pos, opText(op)))
	}
	w.Chain = append(w.Chain, op.Steps...)
	w.Chain = append(w.Chain, s.rivalSteps(rival, ui)...)
	s.add(w)
}

// underSteps leads from the place where the lock is taken along the calls.
func (s *lockSearch) underSteps(u *underLock, p *underPath) []finding.Step {
	out := []finding.Step{s.lockStep(u.lock)}
	var path []*underPath
	for ; p != nil; p = p.prev {
		path = append(path, p)
	}
	for i := len(path) - 1; i >= 0; i-- {
		out = append(out, s.e.edgeSteps(path[i].edge)...)
	}
	return out
}

func (s *lockSearch) lockStep(x *hold) finding.Step {
	return s.e.step(s.e.opPosition(x.at), "locks "+x.name)
}

func (s *lockSearch) rivalSteps(r *lockUser, ui *Entry) []finding.Step {
	out := s.e.chain(ui)
	if r.at == nil { // in another package
		return out
	}
	if len(r.steps) > 0 {
		return append(append(out, s.e.step(s.e.opPosition(r.at), "the UI goroutine locks "+r.name+" here")), r.steps...)
	}
	return append(out, s.e.step(s.e.opPosition(r.at), "the UI goroutine locks "+r.name))
}

// background returns how a background goroutine that somebody starts comes to f.
func (s *lockSearch) background(f *Func) *Entry {
	for _, en := range f.entries {
		if en.ctx != Background || en.presumed {
			continue
		}
		if via := en.start().via; via != nil && s.e.dead(via.from) {
			continue
		}
		return en
	}
	return nil
}

// rival returns the nearest function on the UI goroutine that takes the lock. Two readers do not wait for each other.
func (s *lockSearch) rival(x *hold) (*lockUser, *Entry) {
	var best *lockUser
	var way *Entry
	for i, user := range s.users[x.key] {
		if !x.write && !user.write {
			continue
		}
		for _, en := range user.f.entries {
			if en.ctx != UI || en.presumed {
				continue
			}
			if via := en.start().via; via != nil && s.e.dead(via.from) {
				continue
			}
			if way == nil || !way.Confidence.AtLeast(en.Confidence) || en.Confidence == way.Confidence && en.Depth() < way.Depth() {
				best, way = &s.users[x.key][i], en
			}
		}
	}
	return best, way
}

// again judges a lock that is taken while the same goroutine holds it.
func (s *lockSearch) again(u *underLock, p *underPath, x *hold) {
	if !u.lock.write && !x.write || p.same == sameNot {
		return
	}
	conf := p.conf
	if u.lock.base != nil {
		g := p.edge.to
		switch {
		case p.same == sameObject && x.base != nil && s.e.rootOf(g, x.base) == rootReceiver:
		case x.base == nil, s.reachable(g, u, x):
			conf = weaker(conf, finding.Likely)
		default:
			return
		}
	}
	if s.e.dead(u.holder) {
		return
	}
	w := &LockWait{Kind: LockAgain, Lock: u.lock.name, Func: u.holder, Pos: s.e.opPosition(u.at), What: p.first().to.Name, depth: p.depth, site: u.lock.at}
	w.Confidence, w.here = conf, s.e.step(w.Pos, p.first().text)
	if en := s.presumably(u.holder); en != nil {
		w.Chain = s.e.chain(en)
		if !en.presumed {
			w.Confidence = weaker(conf, en.Confidence)
		}
	}
	w.Chain = append(w.Chain, s.underSteps(u, p)...)
	w.Chain = append(w.Chain, s.e.step(s.e.opPosition(x.at), "locks "+x.name+" again"))
	s.add(w)
}

func (p *underPath) first() *edge {
	for p.prev != nil {
		p = p.prev
	}
	return p.edge
}

// reachable reports whether the object whose lock g takes can be the one that the holder has locked: g finds it in its
// receiver, a variable, or a field of another type.
func (s *lockSearch) reachable(g *Func, u *underLock, x *hold) bool {
	switch base := x.base.(type) {
	case *ssa.Parameter, *ssa.FreeVar, *ssa.Global:
		return true
	case *ssa.UnOp:
		return s.single(g, base)
	}
	return false
}
