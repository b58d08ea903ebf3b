package affinity

import (
	"go/token"
	"go/types"
	"slices"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// A rootEntry is where a context begins without an edge: a method that a toolkit calls, main, a slot that another
// package runs.
type rootEntry struct {
	f    *Func
	ctx  Context
	conf finding.Confidence
	pos  token.Pos
	text string
	turn turn

	privacy
}

// handlers finds the functions that run somewhere because of what they are: main, methods that a toolkit calls, functions
// with the shape of a handler, functions with a directive.
func (e *engine) handlers() {
	for _, f := range e.funcs[:len(e.funcs):len(e.funcs)] {
		if f.SSA == nil {
			continue
		}
		e.rootByName(f)
		e.rootByMark(f)
		if p, ok := e.set.Signature(f.SSA.Signature); ok && !e.marked(f) {
			e.root(f, UI, finding.Likely, f.Pos, "has the shape of a handler of "+p.Title).turn = turnAgain
		}
	}
	for _, h := range e.set.Handlers(e.pass.Pkg) {
		mode, ok := modeOf(h.Run)
		if !ok || mode == Inline {
			continue
		}
		for _, name := range e.pass.Pkg.Scope().Names() {
			tn, ok := e.pass.Pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) {
				continue
			}
			if !types.Implements(types.NewPointer(tn.Type()), h.Iface) {
				continue
			}
			for _, method := range h.Methods {
				obj, _, _ := types.LookupFieldOrMethod(tn.Type(), true, e.pass.Pkg, method)
				m, ok := obj.(*types.Func)
				if !ok {
					continue
				}
				body, _ := e.resolveObj(m)
				if body == nil {
					continue
				}
				e.root(body, contextOf(mode), finding.Certain, body.Pos, "implements "+h.Name.Pkg().Name()+"."+h.Name.Name()+", which "+h.Profile.Title+" calls "+where(contextOf(mode))).turn = e.turnOfMethod(h, method)
				e.rootResults(body, h.Results)
			}
		}
	}
}

func (e *engine) root(f *Func, ctx Context, conf finding.Confidence, pos token.Pos, text string) *rootEntry {
	r := rootEntry{f: f, ctx: ctx, conf: conf, pos: pos, text: text}
	e.roots = append(e.roots, r)
	e.rootsAt[f] = append(e.rootsAt[f], r)
	return &e.roots[len(e.roots)-1]
}

func (e *engine) rootByName(f *Func) {
	if f.Parent != nil || f.SSA.Signature.Recv() != nil {
		return
	}
	switch {
	case f.SSA.Name() == "main" && e.pass.Pkg.Name() == "main":
		e.root(f, Startup, finding.Certain, f.Pos, "the program begins")
	case f.SSA.Synthetic != "" && f.SSA.Name() == "init", len(f.SSA.Name()) > 5 && f.SSA.Name()[:5] == "init#":
		e.root(f, Startup, finding.Certain, f.Pos, "runs before main")
	}
}

func (e *engine) rootByMark(f *Func) {
	d := e.decls[f]
	if d == nil {
		return
	}
	m := e.marks.Func(d)
	if m.UI != nil {
		e.root(f, UI, finding.Certain, m.UI.Pos, "marked //bg:ui")
	}
	if m.Background != nil {
		e.root(f, Background, finding.Certain, f.Pos, "marked //bg:background")
	}
	if m.IO != nil || m.CPU != nil { // bggen's wrapper runs it on a copy of the receiver that nobody else has
		e.root(f, Background, finding.Certain, f.Pos, "runs in the background through its generated wrapper")
		e.roots[len(e.roots)-1].privacy = detached
	}
	f.nonblocking, f.safe = m.Nonblocking != nil, m.Safe != nil
}

// marked reports whether a directive says where a function runs, which is better than a guess by its shape.
func (e *engine) marked(f *Func) bool {
	d := e.decls[f]
	if d == nil {
		return false
	}
	m := e.marks.Func(d)
	return m.UI != nil || m.Background != nil
}

// rootResults lets the functions that a handler returns run as its toolkit runs them.
func (e *engine) rootResults(f *Func, run toolkit.Run) {
	mode, ok := modeOf(run)
	if !ok || mode == Inline {
		return
	}
	for _, c := range e.results(f) {
		if c != nil {
			e.invokeCell(&invocation{from: f, mode: mode, conf: finding.Certain, text: "returned by " + f.Name + ", which runs " + where(contextOf(mode)),
				site: &site{caller: f, pos: f.Pos, name: f.Name}}, c)
		}
	}
}

// An entryKey tells apart the ways to reach a function that matter: where it runs, and how private its first parameter is.
// Quiet: a directive above says that what follows does not block; quietTouch: that it is safe to call.
type entryKey struct {
	ctx Context
	privacy
	quiet, quietTouch bool
	presumed          bool // see presume
	assume            assumption
}

// An Entry is one way in which a context reaches a function.
type Entry struct {
	entryKey
	Confidence finding.Confidence
	f          *Func
	prev       *Entry
	via        *edge
	steps      []finding.Step // of a root
}

// propagate carries the contexts from where they begin along the calls: breadth first among the certain edges, then
// among the likely ones, so that each function's entry is the surest and, among those, the shortest. It is a may
// analysis: a call that can happen happens.
func (e *engine) propagate() {
	e.finishSends()
	e.boundOps()
	e.eventLoops()
	e.markLoopers()
	e.markWaiters()
	e.findSingletons()
	for _, f := range e.funcs {
		slices.SortStableFunc(f.Ops, func(a, b *Op) int { return int(a.Pos) - int(b.Pos) })
	}
	levels := [3][]*Entry{}
	add := func(en *Entry) {
		l := 0
		switch en.Confidence {
		case finding.Likely:
			l = 1
		case finding.Possible:
			l = 2
		}
		levels[l] = append(levels[l], en)
	}
	for _, r := range e.roots {
		var steps []finding.Step
		if r.text != "" {
			pos := r.pos
			if pos == token.NoPos {
				pos = r.f.Pos
			}
			if pos.IsValid() && e.ours(pos) {
				steps = []finding.Step{e.step(pos, r.text)}
			}
		}
		add(&Entry{entryKey: entryKey{ctx: r.ctx, privacy: r.privacy}, Confidence: r.conf, f: r.f, steps: steps})
	}
	for _, s := range e.slotList {
		for _, sum := range s.slot.sums {
			for _, c := range sum.Contexts {
				add(&Entry{entryKey: entryKey{ctx: c.Kind}, Confidence: weaker(c.Confidence, finding.Likely), f: s, steps: c.Steps})
			}
		}
	}
	for _, f := range e.nodes() {
		for _, ed := range f.out {
			if ed.mode == Inline {
				continue
			}
			ctx := contextOf(ed.mode)
			if ctx == Background && ed.to.looper {
				ctx = Startup // the goroutine that enters the event loop becomes the UI goroutine
			}
			add(&Entry{entryKey: entryKey{ctx: ctx, privacy: shared.of(ed.root), assume: e.assumed(&Entry{f: f}, ed)}, Confidence: ed.conf, f: ed.to, via: ed})
		}
	}
	for l := 0; l < len(levels); l++ {
		for len(levels[l]) > 0 {
			en := levels[l][0]
			levels[l] = levels[l][1:]
			if e.enter(en) {
				e.follow(en, add)
			}
		}
	}
	for _, f := range e.funcs {
		if e.presumedUI(f) {
			add(&Entry{entryKey: entryKey{ctx: UI, presumed: true}, Confidence: finding.Possible, f: f})
		}
	}
	for l := len(levels) - 1; len(levels[l]) > 0; {
		en := levels[l][0]
		levels[l] = levels[l][1:]
		if e.enter(en) {
			e.follow(en, add)
		}
	}
}

// markLoopers finds the functions that come to an event loop on the goroutine that calls them.
func (e *engine) markLoopers() {
	var queue []*Func
	for _, f := range e.nodes() {
		if len(f.loops) > 0 {
			f.looper = true
			queue = append(queue, f)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, ed := range queue[0].in {
			if ed.mode == Inline && !ed.from.looper && ed.from.slot == nil {
				ed.from.looper = true
				queue = append(queue, ed.from)
			}
		}
	}
}

// markWaiters finds the functions that wait for the UI goroutine on the goroutine that calls them.
func (e *engine) markWaiters() {
	var queue []*Func
	for _, f := range e.nodes() {
		for _, op := range f.Ops {
			if op.Kind == WaitsForUI && op.Advice != "loop" && !f.waiter {
				f.waiter = true
				queue = append(queue, f)
			}
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, ed := range queue[0].in {
			if ed.mode == Inline && !ed.from.waiter {
				ed.from.waiter = true
				queue = append(queue, ed.from)
			}
		}
	}
}

// dead reports whether nobody can run a function: a declared one that is not exported, not called and not used as a value.
func (e *engine) dead(f *Func) bool {
	o := f.Outer()
	if o.SSA == nil || o.slot != nil || o.taken || len(o.in) > 0 || len(e.rootsAt[o]) > 0 || o.SSA.Synthetic != "" {
		return false
	}
	obj, ok := o.SSA.Object().(*types.Func)
	return ok && !obj.Exported() && !e.implements(obj)
}

// implements reports whether a method belongs to some interface of the package's, so that it may be called through that.
func (e *engine) implements(m *types.Func) bool {
	if m.Signature().Recv() == nil {
		return false
	}
	for _, name := range e.pass.Pkg.Scope().Names() {
		iface, ok := e.pass.Pkg.Scope().Lookup(name).Type().Underlying().(*types.Interface)
		if !ok {
			continue
		}
		for i := 0; i < iface.NumMethods(); i++ {
			if iface.Method(i).Name() == m.Name() {
				return true
			}
		}
	}
	return false
}

func (e *engine) ours(pos token.Pos) bool {
	for _, f := range e.pass.Files {
		if f.FileStart <= pos && pos <= f.FileEnd {
			return true
		}
	}
	return false
}

// nodes are all functions and slots, in a fixed order.
func (e *engine) nodes() []*Func {
	out := append([]*Func{}, e.funcs...)
	return append(out, e.slotList...)
}

// enter records an entry unless the function has one that says as much.
func (e *engine) enter(en *Entry) bool {
	f := en.f
	if f.nonblocking {
		en.quiet = true
	}
	if f.safe {
		en.quietTouch = true
	}
	alike := 0
	for _, old := range f.entries {
		if old.ctx == en.ctx && old.assume != nothing {
			alike++
		}
	}
	if alike >= mostAssumed && (f.slot == nil || alike >= mostLooked) {
		en.assume = nothing
	}
	for _, old := range f.entries {
		if old.ctx == en.ctx && (old.assume == nothing || old.assume == en.assume) && (!old.presumed || en.presumed) && old.privacy <= en.privacy && (!old.quiet || en.quiet) && (!old.quietTouch || en.quietTouch) {
			return false
		}
	}
	f.entries = append(f.entries, en)
	return true
}

func (e *engine) follow(en *Entry, add func(*Entry)) {
	for _, ed := range en.f.out {
		if ed.mode != Inline || en.ctx == UI && en.f.stopped(ed.instr) || !e.opens(en, ed) {
			continue
		}
		key := en.entryKey
		key.privacy = en.privacy.of(ed.root)
		key.assume = e.assumed(en, ed)
		if en.ctx == Background { // a literal that the UI goroutine runs may run often, and start what uses the object
			key.privacy = max(key.privacy, shared.of(ed.made))
		}
		add(&Entry{entryKey: key, Confidence: weaker(en.Confidence, ed.conf), f: ed.to, prev: en, via: ed})
	}
}

// Context returns the best entry of a kind, or nil.
func (f *Func) Context(c Context) *Entry {
	for _, en := range f.entries {
		if en.ctx == c && !en.presumed {
			return en
		}
	}
	return nil
}

// In reports whether the function runs in a context.
func (f *Func) In(c Context) bool { return f.Context(c) != nil }

// Only reports whether the function runs in a context and in no other.
func (f *Func) Only(c Context) bool {
	any := false
	for _, en := range f.entries {
		if en.presumed {
			continue
		}
		if en.ctx != c {
			return false
		}
		any = true
	}
	return any
}

// Chain is the witness of an entry: from where the context begins to the function.
func (e *engine) chain(en *Entry) []finding.Step {
	var rev []*Entry
	for x := en; x != nil; x = x.prev {
		rev = append(rev, x)
	}
	var out []finding.Step
	for i := len(rev) - 1; i >= 0; i-- {
		out = append(out, rev[i].steps...)
		if rev[i].via != nil {
			out = append(out, e.edgeSteps(rev[i].via)...)
		}
	}
	return out
}

func (e *engine) edgeSteps(ed *edge) []finding.Step {
	var out []finding.Step
	if ed.pos.IsValid() && e.ours(ed.pos) {
		out = append(out, e.step(ed.pos, ed.text))
	}
	return append(out, ed.steps...)
}

// start is the entry with which the goroutine of an entry begins.
func (en *Entry) start() *Entry {
	for en.prev != nil {
		en = en.prev
	}
	return en
}

// first is the entry after start: the first call on the way, nil when there is none.
func (en *Entry) first() *Entry {
	var after *Entry
	for ; en.prev != nil; en = en.prev {
		after = en
	}
	return after
}

// Begin is where the goroutine of an entry is started, or where the function stands that begins the context.
func (en *Entry) Begin() token.Pos {
	if s := en.start(); s.via != nil {
		return s.via.pos
	}
	return en.start().f.Pos
}

// Depth is the number of calls between the beginning of the context and the function.
func (en *Entry) Depth() int {
	n := 0
	for ; en.prev != nil; en = en.prev {
		n++
	}
	return n
}
