package engine

import (
	"go/token"
	"go/types"
	"slices"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// handlers finds the functions that run somewhere because of what they are: main, methods that a toolkit calls, functions
// with the shape of a handler, functions with a directive.
func (e *Engine) handlers() {
	for _, f := range e.Bodies[:len(e.Bodies):len(e.Bodies)] {
		if f.SSA == nil {
			continue
		}
		e.rootByName(f)
		e.rootByMark(f)
		if p, ok := e.Set.Signature(f.SSA.Signature); ok && !e.marked(f) {
			e.root(f, UI, finding.Likely, f.Pos, "has the shape of a handler of "+p.Title).Turn = turnAgain
		}
	}
	for _, h := range e.Set.Handlers(e.Pass.Pkg) {
		mode, ok := modeOf(h.Run)
		if !ok || mode == Inline {
			continue
		}
		for _, name := range e.Pass.Pkg.Scope().Names() {
			tn, ok := e.Pass.Pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) {
				continue
			}
			if !types.Implements(types.NewPointer(tn.Type()), h.Iface) {
				continue
			}
			for _, method := range h.Methods {
				obj, _, _ := types.LookupFieldOrMethod(tn.Type(), true, e.Pass.Pkg, method)
				m, ok := obj.(*types.Func)
				if !ok {
					continue
				}
				body, _ := e.ResolveObj(m)
				if body == nil {
					continue
				}
				e.root(body, ContextOf(mode), finding.Certain, body.Pos, "implements "+h.Name.Pkg().Name()+"."+h.Name.Name()+", which "+h.Profile.Title+" calls "+where(ContextOf(mode))).Turn = e.turnOfMethod(h, method)
				e.rootResults(body, h.Results)
			}
		}
	}
}

func (e *Engine) root(f *Func, ctx Context, conf finding.Confidence, pos token.Pos, text string) *RootEntry {
	r := RootEntry{F: f, Ctx: ctx, Conf: conf, Pos: pos, Text: text}
	e.Roots = append(e.Roots, r)
	e.RootsAt[f] = append(e.RootsAt[f], r)
	return &e.Roots[len(e.Roots)-1]
}

func (e *Engine) rootByName(f *Func) {
	if f.Parent != nil || f.SSA.Signature.Recv() != nil {
		return
	}
	switch {
	case f.SSA.Name() == "main" && e.Pass.Pkg.Name() == "main":
		e.root(f, Startup, finding.Certain, f.Pos, "the program begins")
	case f.SSA.Synthetic != "" && f.SSA.Name() == "init", len(f.SSA.Name()) > 5 && f.SSA.Name()[:5] == "init#":
		e.root(f, Startup, finding.Certain, f.Pos, "runs before main")
	}
}

func (e *Engine) rootByMark(f *Func) {
	d := e.Decls[f]
	if d == nil {
		return
	}
	m := e.Marks.Func(d)
	if m.UI != nil {
		e.root(f, UI, finding.Certain, m.UI.Pos, "marked //bg:ui")
	}
	if m.Background != nil {
		e.root(f, Background, finding.Certain, f.Pos, "marked //bg:background")
	}
	if m.IO != nil || m.CPU != nil { // bggen's wrapper runs it on a copy of the receiver that nobody else has
		e.root(f, Background, finding.Certain, f.Pos, "runs in the background through its generated wrapper")
		e.Roots[len(e.Roots)-1].Privacy = detached
	}
	f.Nonblocking, f.Safe = m.Nonblocking != nil, m.Safe != nil
}

// marked reports whether a directive says where a function runs, which is better than a guess by its shape.
func (e *Engine) marked(f *Func) bool {
	d := e.Decls[f]
	if d == nil {
		return false
	}
	m := e.Marks.Func(d)
	return m.UI != nil || m.Background != nil
}

// rootResults lets the functions that a handler returns run as its toolkit runs them.
func (e *Engine) rootResults(f *Func, run toolkit.Run) {
	mode, ok := modeOf(run)
	if !ok || mode == Inline {
		return
	}
	for _, c := range e.results(f) {
		if c != nil {
			e.invokeCell(&Invocation{from: f, mode: mode, Conf: finding.Certain, Text: "returned by " + f.Name + ", which runs " + where(ContextOf(mode)),
				Site: &Site{Caller: f, Pos: f.Pos, Name: f.Name}}, c)
		}
	}
}

// Propagate carries the contexts from where they begin along the calls: breadth first among the certain edges, then
// among the likely ones, so that each function's entry is the surest and, among those, the shortest. It is a may
// analysis: a call that can happen happens.
func (e *Engine) Propagate() {
	e.finishSends()
	e.markAtOnce()
	if e.Foreign {
		e.answers()
		e.findPromises()
	} else {
		e.awaitPromises()
	}
	e.boundOps()
	e.dimSwitched()
	e.eventLoops()
	e.markLoopers()
	e.markWaiters()
	e.markSuspenders()
	e.dropSuspended()
	e.findSingletons()
	for _, f := range e.Bodies {
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
	for _, r := range e.Roots {
		var steps []finding.Step
		if r.Text != "" {
			pos := r.Pos
			if pos == token.NoPos {
				pos = r.F.Pos
			}
			if pos.IsValid() && e.Ours(pos) {
				steps = []finding.Step{e.Step(pos, r.Text)}
			}
		}
		add(&Entry{EntryKey: EntryKey{Ctx: r.Ctx, Privacy: r.Privacy}, Confidence: r.Conf, F: r.F, Steps: steps})
	}
	for _, s := range e.SlotList {
		for _, sum := range s.Slot.Sums {
			for _, c := range sum.Contexts {
				add(&Entry{EntryKey: EntryKey{Ctx: c.Kind}, Confidence: Weaker(c.Confidence, finding.Likely), F: s, Steps: c.Steps})
			}
		}
	}
	for _, f := range e.Nodes() {
		for _, ed := range f.Outgoing {
			if ed.Mode == Inline {
				continue
			}
			ctx := ContextOf(ed.Mode)
			if ctx == Background && ed.To.Looper {
				ctx = Startup // the goroutine that enters the event loop becomes the UI goroutine
			}
			add(&Entry{EntryKey: EntryKey{Ctx: ctx, Privacy: Shared.Of(ed.Root), Quiet: ctx == UI && e.Suspended(ed), Assume: e.Assumed(&Entry{F: f}, ed)}, Confidence: ed.Conf, F: ed.To, Via: ed})
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
	for _, f := range e.Bodies {
		if e.presumedUI(f) {
			add(&Entry{EntryKey: EntryKey{Ctx: UI, Presumed: true}, Confidence: finding.Possible, F: f})
		}
	}
	for l := len(levels) - 1; len(levels[l]) > 0; {
		en := levels[l][0]
		levels[l] = levels[l][1:]
		if e.enter(en) {
			e.follow(en, add)
		}
	}
	e.betterWitnesses()
}

// markLoopers finds the functions that come to an event loop on the goroutine that calls them.
func (e *Engine) markLoopers() {
	var queue []*Func
	for _, f := range e.Nodes() {
		if len(f.Loops) > 0 {
			f.Looper = true
			queue = append(queue, f)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, ed := range queue[0].Incoming {
			if ed.Mode == Inline && !ed.From.Looper && ed.From.Slot == nil {
				ed.From.Looper = true
				queue = append(queue, ed.From)
			}
		}
	}
}

// markWaiters finds the functions that wait for the UI goroutine on the goroutine that calls them.
func (e *Engine) markWaiters() {
	var queue []*Func
	for _, f := range e.Nodes() {
		for _, op := range f.Ops {
			if op.Kind == WaitsForUI && op.Advice != "loop" && !f.Waiter {
				f.Waiter = true
				queue = append(queue, f)
			}
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, ed := range queue[0].Incoming {
			if ed.Mode == Inline && !ed.From.Waiter {
				ed.From.Waiter = true
				queue = append(queue, ed.From)
			}
		}
	}
}

// implements reports whether a method belongs to some interface of the package's, so that it may be called through that.
func (e *Engine) implements(m *types.Func) bool {
	if m.Signature().Recv() == nil {
		return false
	}
	for _, name := range e.Pass.Pkg.Scope().Names() {
		iface, ok := e.Pass.Pkg.Scope().Lookup(name).Type().Underlying().(*types.Interface)
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

// Nodes are all functions and slots, in a fixed order.
func (e *Engine) Nodes() []*Func {
	out := append([]*Func{}, e.Bodies...)
	return append(out, e.SlotList...)
}

// enter records an entry unless the function has one that says as much.
func (e *Engine) enter(en *Entry) bool {
	f := en.F
	if f.Nonblocking {
		en.Quiet = true
	}
	if f.Safe {
		en.QuietTouch = true
	}
	alike := 0
	for _, old := range f.Entries {
		if old.Ctx == en.Ctx && old.Assume != Nothing {
			alike++
		}
	}
	if alike >= mostAssumed && (f.Slot == nil || alike >= mostLooked) {
		en.Assume = Nothing
	}
	for _, old := range f.Entries {
		if old.Ctx == en.Ctx && (old.Assume == Nothing || old.Assume == en.Assume) && (!old.Presumed || en.Presumed) && old.Privacy <= en.Privacy && (!old.Quiet || en.Quiet) && (!old.QuietTouch || en.QuietTouch) {
			return false
		}
	}
	f.Entries = append(f.Entries, en)
	return true
}

func (e *Engine) follow(en *Entry, add func(*Entry)) {
	for _, ed := range en.F.Outgoing {
		if ed.Mode != Inline || en.Ctx == UI && en.F.Stopped(ed.Instr) || !e.Opens(en, ed) {
			continue
		}
		key := en.EntryKey
		key.Quiet = key.Quiet || en.Ctx == UI && e.Suspended(ed)
		key.Privacy = en.Privacy.Of(ed.Root)
		key.Assume = e.Assumed(en, ed)
		if en.Ctx == Background { // a literal that the UI goroutine runs may run often, and start what uses the object
			key.Privacy = max(key.Privacy, Shared.Of(ed.made))
		}
		add(&Entry{EntryKey: key, Confidence: Weaker(en.Confidence, ed.Conf), F: ed.To, Prev: en, Via: ed})
	}
}
