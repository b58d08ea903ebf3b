package lockwait

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// A Kind says what is wrong with holding a lock.
type Kind uint8

const (
	Dispatch Kind = iota // the holder waits for the UI goroutine, which waits for the lock
	Blocks               // the holder does something slow, the UI goroutine waits
	Again                // the holder comes to take the lock that it holds
	Posted               // the UI goroutine holds it until a function runs that it has posted to itself
	Kept                 // the holder takes it again before the function returns that unlocks it in a deferred call
	Callback             // the holder calls code that nobody knows, which may come back for the lock
)

// A Wait is a lock held where the UI goroutine can be left standing.
type Wait struct {
	Kind       Kind
	Lock       string       // "View.mu"
	Func       *engine.Func // in which Pos is
	Pos        token.Pos
	What       string // what is waited for, or what is called
	Callee     string // the function of another package that comes to it, or ""
	Confidence finding.Confidence
	Chain      []finding.Step
	More       int // further operations under the same lock, folded into this one

	op    *engine.Op
	depth int
	site  ssa.Instruction // where the lock is taken
	here  finding.Step    // Pos, as a step
}

// lockSearch finds lock waits. It joins two may analyses, what is reached while a lock is surely held, and which
// functions on the UI goroutine take it. Both go by mutex and not by instance: the lock of one object stands for those of
// all objects of its type. Where that decides alone, for a lock that is taken twice, the instance is followed too.
type lockSearch struct {
	e     *Finder
	table *LockTable
	users map[any][]lockUser // who takes a mutex
}

type lockUser struct {
	f *engine.Func
	*Hold
	steps []finding.Step // of a call, in other packages
}

// collectLockWaits runs the search, for LockWaits.
func (e *Finder) collectLockWaits() {
	s := &lockSearch{e: e, table: e.LockTable(), users: map[any][]lockUser{}}
	for _, f := range e.Bodies {
		for _, x := range s.table.Of(f).Takes {
			s.users[x.key] = append(s.users[x.key], lockUser{f: f, Hold: x})
		}
	}
	e.comeBack()
	if len(s.users) == 0 {
		e.lockWaits = foldLockWaits(e.lockWaits)
		return
	}
	s.farUsers()
	for _, f := range e.Bodies {
		if f.SSA == nil || len(f.SSA.Blocks) == 0 {
			continue
		}
		if use := s.table.Of(f); len(use.Takes) > 0 {
			s.holder(f, use)
			s.posted(f, use)
			s.keptDeferred(f, use)
		}
	}
	for _, f := range e.Bodies {
		if f.Parent != nil && len(s.table.Of(f).gives) > 0 {
			s.handedOver(f)
		}
	}
	s.e.lockWaits = foldLockWaits(s.e.lockWaits)
}

// LockTable is the table of the package, made once.
func (e *Finder) LockTable() *LockTable {
	if e.lockUses == nil {
		e.lockUses = NewLockTable(e)
	}
	return e.lockUses
}

func (s *lockSearch) add(w *Wait) { s.e.lockWaits = append(s.e.lockWaits, w) }

// holder looks at everything that f does and calls under its own locks.
func (s *lockSearch) holder(f *engine.Func, use *LockUse) {
	for _, b := range f.SSA.Blocks {
		if s.e.Unreached[b] {
			continue
		}
		for _, in := range b.Instrs {
			for _, x := range use.Held[in] {
				s.under(&underLock{lock: x, holder: f, at: in})
			}
		}
	}
}

// underLock is one instruction that runs while a lock is held.
type underLock struct {
	lock   *Hold
	holder *engine.Func
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
	seen := map[engine.LiveKey]bool{{F: u.holder, Assume: engine.Nothing}: true}
	var queue []*underPath
	for _, ed := range u.holder.Outgoing {
		if ed.Mode == engine.Inline && ed.Instr == u.at {
			queue = append(queue, s.step(u, nil, ed))
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		p := queue[0]
		g, way := p.edge.To, p.entry()
		if seen[p.key()] || p.depth > deepest {
			continue
		}
		seen[p.key()] = true
		inner := s.table.Of(g)
		if inner.gives[u.lock.key] {
			continue // it gives the lock back meanwhile
		}
		for _, x := range inner.Takes {
			if x.key == u.lock.key && s.e.Lives(way, x.at) {
				s.again(u, p, x)
			}
		}
		for _, op := range g.Ops {
			if s.e.Lives(way, op.Instr) {
				s.waitsUnder(u, p, op)
			}
		}
		for _, ed := range g.Outgoing {
			if ed.Mode == engine.Inline && !deferred(ed.Instr) && s.e.Opens(way, ed) {
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
	edge  *engine.Edge
	depth int
	conf  finding.Confidence
	same  sameness
	says  engine.Assumption // what the last call says of its arguments
}

func (p *underPath) key() engine.LiveKey { return engine.LiveKey{F: p.edge.To, Assume: p.says} }

// entry is the end of a path as a way to enter a function, for what its conditions come to.
func (p *underPath) entry() *engine.Entry {
	return &engine.Entry{EntryKey: engine.EntryKey{Assume: p.says}, F: p.edge.To}
}

func (s *lockSearch) step(u *underLock, p *underPath, ed *engine.Edge) *underPath {
	next := &underPath{prev: p, edge: ed, depth: 1, conf: ed.Conf, same: s.sameness(u, p, ed)}
	before := &engine.Entry{F: u.holder}
	if p != nil {
		next.depth = p.depth + 1
		next.conf = engine.Weaker(p.conf, ed.Conf)
		before = p.entry()
	}
	next.says = s.e.Assumed(before, ed)
	if table := ed.From.Slot; table != nil && len(table.Held) > 3 {
		next.conf = finding.Possible // a table of functions: which of them is called here nobody has proved
	}
	return next
}

// opsAt returns the operations that an instruction of f is.
func (s *lockSearch) opsAt(f *engine.Func, in ssa.Instruction) []*engine.Op {
	pos := s.e.OpPosition(in)
	if !pos.IsValid() {
		return nil
	}
	var out []*engine.Op
	for _, op := range f.Ops {
		if op.Pos == pos && (op.Instr == nil || op.Instr == in) {
			out = append(out, op)
		}
	}
	return out
}

// waitsUnder judges an operation that is reached under a lock: it matters when a background goroutine holds the lock, and
// the UI goroutine takes it.
func (s *lockSearch) waitsUnder(u *underLock, p *underPath, op *engine.Op) {
	kind := Blocks
	switch {
	case op.Kind == engine.WaitsForUI && op.Advice != "loop":
		kind = Dispatch
	case endsProgram(u.at): // who waits for the lock then waits in a program that is about to end
		return
	case op.Kind != engine.Blocks || op.What == "(*sync.Cond).Wait" || u.holder.Nonblocking:
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
	w := &Wait{Kind: kind, Lock: u.lock.Name, Pos: op.Pos, What: op.What, Callee: op.Callee, op: op, depth: en.Depth(), site: u.lock.at}
	w.Confidence = engine.Weaker(engine.Weaker(en.Confidence, op.Confidence), ui.Confidence)
	if kind == Blocks && op.Tier == toolkit.TierDisk {
		w.Confidence = finding.Possible // seldom as long as to be felt
	}
	if p != nil {
		f = p.edge.To
		w.Confidence = engine.Weaker(w.Confidence, p.conf)
		w.depth += p.depth
	}
	if f.Slot != nil {
		f, w.Pos = p.edge.From, p.edge.Pos
	}
	w.Func, w.here = f, s.e.Step(w.Pos, engine.OpText(op))
	w.Chain = append(s.e.Chain(en), s.underSteps(u, p)...)
	if op.Pos.IsValid() && s.e.Ours(op.Pos) {
		w.Chain = append(w.Chain, s.e.Step(op.Pos, engine.OpText(op)))
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
		out = append(out, s.e.EdgeSteps(path[i].edge)...)
	}
	return out
}

func (s *lockSearch) lockStep(x *Hold) finding.Step {
	return s.e.Step(s.e.OpPosition(x.at), "locks "+x.Name)
}

func (s *lockSearch) rivalSteps(r *lockUser, ui *engine.Entry) []finding.Step {
	out := s.e.Chain(ui)
	if r.at == nil { // in another package
		return out
	}
	if len(r.steps) > 0 {
		return append(append(out, s.e.Step(s.e.OpPosition(r.at), "the UI goroutine locks "+r.Name+" here")), r.steps...)
	}
	return append(out, s.e.Step(s.e.OpPosition(r.at), "the UI goroutine locks "+r.Name))
}

// background returns how a background goroutine that somebody starts comes to f.
func (s *lockSearch) background(f *engine.Func) *engine.Entry {
	for _, en := range f.Entries {
		if en.Ctx != engine.Background || en.Presumed {
			continue
		}
		if via := en.Start().Via; via != nil && s.e.Dead(via.From) {
			continue
		}
		return en
	}
	return nil
}

// rival returns the nearest function on the UI goroutine that takes the lock. Two readers do not wait for each other.
func (s *lockSearch) rival(x *Hold) (*lockUser, *engine.Entry) {
	var best *lockUser
	var way *engine.Entry
	for i, user := range s.users[x.key] {
		if !x.write && !user.write {
			continue
		}
		for _, en := range user.f.Entries {
			if en.Ctx != engine.UI || en.Presumed {
				continue
			}
			if via := en.Start().Via; via != nil && s.e.Dead(via.From) {
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
func (s *lockSearch) again(u *underLock, p *underPath, x *Hold) {
	if !u.lock.write && !x.write || p.same == sameNot {
		return
	}
	conf := p.conf
	if u.lock.base != nil {
		g := p.edge.To
		switch {
		case p.same == sameObject && x.base != nil && s.e.RootOf(g, x.base) == engine.RootReceiver:
		case x.base == nil, s.reachable(g, u, x):
			conf = engine.Weaker(conf, finding.Likely)
		default:
			return
		}
	}
	if s.e.Dead(u.holder) {
		return
	}
	w := &Wait{Kind: Again, Lock: u.lock.Name, Func: u.holder, Pos: s.e.OpPosition(u.at), What: p.first().To.Name, depth: p.depth, site: u.lock.at}
	if s.e.Unlikely[u.at.Block()] {
		conf = finding.Possible
	}
	w.Confidence, w.here = conf, s.e.Step(w.Pos, p.first().Text)
	if en := s.presumably(u.holder); en != nil {
		w.Chain = s.e.Chain(en)
		if !en.Presumed {
			w.Confidence = engine.Weaker(conf, en.Confidence)
		}
	}
	w.Chain = append(w.Chain, s.underSteps(u, p)...)
	w.Chain = append(w.Chain, s.e.Step(s.e.OpPosition(x.at), "locks "+x.Name+" again"))
	s.add(w)
}

func (p *underPath) first() *engine.Edge {
	for p.prev != nil {
		p = p.prev
	}
	return p.edge
}

// reachable reports whether the object whose lock g takes can be the one that the holder has locked: g finds it in its
// receiver, a variable, or a field of another type.
func (s *lockSearch) reachable(g *engine.Func, u *underLock, x *Hold) bool {
	switch base := x.base.(type) {
	case *ssa.Parameter, *ssa.FreeVar, *ssa.Global:
		return true
	case *ssa.UnOp:
		return s.single(g, base)
	}
	return false
}
