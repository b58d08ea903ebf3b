package affinity

import (
	"slices"
	"sort"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// This file carries the two sides of a race across packages: a goroutine of one package comes to state that the UI
// goroutine uses in another. The package of the goroutine says so, if it sees both. What an exported function reads and
// writes on the goroutine that calls it goes up with the calls; and each package lists what its own handlers use, since no
// caller's goroutine runs these.
//
// It is a may analysis. A field stands for all instances of its type, so only types count of which one value is made in
// sight: the program's models, managers and stores, not what they hold many of. Lost is what goes through interfaces, what private
// fields hold that nobody writes, what every access guards with one lock, and the use of widgets, which is offloop's.

// A StateUse is a read or a write of state that belongs to the module, as a caller sees it.
type StateUse struct {
	State               string // "pkg/path T.field", "pkg/path v"
	Write, Element, Map bool
	Flag, Entity        bool // see Access
	Init                bool // a write of what is nil
	Receiver            bool // of what the first parameter leads to
	Deep                bool // ... through a pointer, map or slice in it
	Locks               []string
	Steps               []finding.Step // from the function's body to the access
}

// A ContextUse is a use that a package's own handlers come to.
type ContextUse struct {
	Confidence finding.Confidence
	StateUse   // Steps: from where the context begins
}

// A call of a function of another package that uses state.
type farCall struct {
	fn    string
	uses  []StateUse
	site  *site
	from  *Func // whose values the arguments are
	quiet bool
}

const (
	mostUses  = 24  // of a function
	mostOwn   = 300 // of a package's contexts
	deepestUp = 6   // calls
	mostSteps = 2   // from a goroutine's call to the state, in other packages
)

// private reports whether a location need not be told to others: nobody but this package can reach it, and no access to it
// can race.
func (e *engine) private(loc *Location) bool {
	if loc.key == "" || loc.calls {
		return true // callbacks are registered before anything runs, in most programs
	}
	if !e.single(loc.key) || e.confined(loc.Owner) {
		return true
	}
	if loc.Exported() || !strings.HasPrefix(loc.key, e.pass.Pkg.Path()+" ") {
		return false
	}
	var common lockset
	written := false
	for i, a := range e.byLocation[loc] {
		written = written || a.Write
		if i == 0 {
			common = a.held
		} else {
			common = intersect(common, a.held)
		}
	}
	return !written || len(common) > 0
}

// useOf describes an access for other packages.
func (e *engine) useOf(a *Access, steps []finding.Step) StateUse {
	return StateUse{
		State: a.loc.key, Write: a.Write, Element: a.Element, Map: a.Map, Flag: a.flag, Entity: a.entity, Init: a.Write && !a.Element && e.makesMissing(a),
		Receiver: a.base == rootReceiver || a.base == rootDeep, Deep: a.base == rootDeep,
		Locks: a.held.names(), Steps: steps,
	}
}

// names are the locks that have a name in other packages.
func (s lockset) names() []string {
	var out []string
	for k := range s {
		if name, ok := k.(string); ok {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

type useKey struct {
	state                    string
	write, element, receiver bool
	init                     bool
	locks                    string
}

// stateUses lifts the uses of state to the functions that come to them on their own goroutine.
func (e *engine) stateUses() map[*Func][]StateUse {
	out := map[*Func][]StateUse{}
	have := map[*Func]map[useKey]bool{}
	type lifted struct {
		f     *Func
		use   StateUse
		depth int
	}
	var queue []lifted
	add := func(f *Func, u StateUse, depth int) {
		key := useKey{u.State, u.Write, u.Element, u.Receiver, u.Init, strings.Join(u.Locks, " ")}
		if have[f] == nil {
			have[f] = map[useKey]bool{}
		}
		if have[f][key] || len(out[f]) >= mostUses || f.once {
			return
		}
		have[f][key] = true
		out[f] = append(out[f], u)
		queue = append(queue, lifted{f, u, depth})
	}
	for _, write := range []bool{true, false} { // writes first: there is room for some only
		for _, loc := range e.locations {
			if e.private(loc) {
				continue
			}
			for _, a := range e.byLocation[loc] {
				if a.Write == write && !a.far() && !a.Part && a.writes == nil && a.reads == nil {
					add(a.Func, e.useOf(a, e.accessSteps("", a)), len(a.steps))
				}
			}
		}
		for ; len(queue) > 0; queue = queue[1:] {
			x := queue[0]
			if x.depth >= deepestUp {
				continue
			}
			for _, ed := range x.f.in {
				if ed.mode != Inline || ed.from.slot != nil {
					continue
				}
				if u, ok := e.liftUse(x.use, ed); ok {
					add(ed.from, u, x.depth+1)
				}
			}
		}
	}
	return out
}

// liftUse is a callee's use as its caller's.
func (e *engine) liftUse(u StateUse, ed *edge) (StateUse, bool) {
	if u.Receiver {
		switch ed.root {
		case rootFresh:
			return u, false
		case rootCopy:
			if !u.Deep && !u.Element {
				return u, false
			}
			u.Receiver, u.Deep = false, false
		case rootDeep:
			u.Deep = true
		case rootReceiver:
		default:
			u.Receiver, u.Deep = false, false
		}
	}
	if ed.instr != nil && ed.from.SSA != nil {
		u.Locks = union(u.Locks, e.locks(ed.from)[ed.instr].names())
	}
	u.Init = u.Init || u.Write && !u.Element && e.forMissing(ed.instr, u.State)
	u.Steps = clip(append(e.edgeSteps(ed), u.Steps...))
	return u, true
}

func union(a, b []string) []string {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// contextUses lists what the handlers of this package use.
func (e *engine) contextUses() []ContextUse {
	var out []ContextUse
	seen := map[useKey]bool{}
	for _, loc := range e.locations {
		if e.private(loc) {
			continue
		}
		for _, a := range e.byLocation[loc] {
			if a.far() || a.Part || a.writes != nil || a.reads != nil || a.Func.once {
				continue
			}
			for _, en := range a.Func.entries {
				init := a.Write && !a.Element && (e.makesMissing(a) || e.wayForMissing(en, loc.key))
				key := useKey{loc.key, a.Write, a.Element, false, init, strings.Join(a.held.names(), " ")}
				if en.presumed || en.ctx != UI || en.quietTouch || en.hides(a.base) || seen[key] || len(out) >= mostOwn || !en.Confidence.AtLeast(finding.Likely) {
					continue
				}
				if via := en.start().via; via != nil && e.dead(via.from) {
					continue
				}
				seen[key] = true
				u := e.useOf(a, clip(append(e.chain(en), e.accessSteps("", a)...)))
				u.Receiver, u.Deep, u.Init = false, false, init
				out = append(out, ContextUse{en.Confidence, u})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].State < out[j].State })
	return out
}

// farAccesses adds what the functions of other packages that this one calls use, and what the handlers of other
// packages use.
func (c *collector) farAccesses() {
	touched := map[string]bool{}
	for _, f := range c.e.funcs {
		for _, call := range f.calls {
			for _, u := range call.uses {
				if c.e.single(u.State) {
					c.farCall(f, call, u)
				}
			}
		}
	}
	for key := range c.byKey {
		if name, ok := key.(string); ok {
			touched[name] = true
		}
	}
	for _, path := range c.e.deps.sameMod {
		for _, u := range c.e.deps.table(path).uses {
			if touched[u.State] && c.e.single(u.State) {
				c.farContext(u)
			}
		}
	}
}

// farCall is a use by a function that f calls.
func (c *collector) farCall(f *Func, call farCall, u StateUse) {
	base, entity := rootOther, u.Entity
	if u.Receiver && len(call.site.args) > 0 && call.site.args[0] != nil && call.from.SSA != nil {
		c.f = call.from
		arg := call.site.args[0]
		base, entity = c.e.rootOf(call.from, arg), entity || c.entity(arg)
		switch {
		case base == rootFresh, base == rootCopy && !u.Deep && !u.Element, f != call.from && base != rootOther && base != rootReceiver:
			return
		case base == rootCopy:
			base = rootOther
		case base == rootReceiver && u.Deep:
			base = rootDeep
		}
		if f != call.from {
			base = rootOther // a goroutine or a handler of its own
		}
	}
	held := lockset{}
	if f == call.from && f.SSA != nil && call.site.instr != nil {
		for k := range c.e.locks(f)[call.site.instr] {
			held[k] = true
		}
	}
	for _, name := range u.Locks {
		held[name] = true
	}
	c.all = append(c.all, &Access{
		Func: f, Write: u.Write, Element: u.Element, Map: u.Map, flag: u.Flag, entity: entity, Pos: call.site.pos, loc: c.farLocation(u.State),
		instr: call.site.instr, base: base, held: held, init: u.Init || u.Write && !u.Element && c.e.forMissing(call.site.instr, u.State), callee: call.fn, steps: u.Steps,
	})
}

// farContext is a use by a handler of another package.
func (c *collector) farContext(u ContextUse) {
	f := &Func{Name: "another package", handler: true}
	f.entries = []*Entry{{entryKey: entryKey{ctx: UI}, Confidence: weaker(u.Confidence, finding.Likely), f: f, steps: u.Steps}}
	held := lockset{}
	for _, name := range u.Locks {
		held[name] = true
	}
	c.all = append(c.all, &Access{
		Func: f, Write: u.Write, Element: u.Element, Map: u.Map, flag: u.Flag, entity: u.Entity,
		loc: c.farLocation(u.State), base: rootOther, held: held, init: u.Init,
	})
}

func (c *collector) farLocation(key string) *Location {
	_, name, _ := strings.Cut(key, " ")
	return c.location(key, &Location{Name: name, key: key, member: strings.Contains(name, ".")})
}

// far reports whether an access stands in another package, where nothing can be reported.
func (a *Access) far() bool { return !a.Pos.IsValid() }

// noteState remembers that a call of another package's function uses state.
func (e *engine) noteState(at *Func, inv *invocation, name string, uses []StateUse) {
	if e.foreign || len(uses) == 0 || !inv.site.pos.IsValid() {
		return
	}
	at.calls = append(at.calls, farCall{fn: name, uses: uses, site: inv.site, from: inv.from})
}
