package access

import (
	"go/types"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
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

const (
	mostUses  = 24  // of a function
	mostOwn   = 300 // of a package's contexts
	deepestUp = 6   // calls
	MostSteps = 2   // from a goroutine's call to the state, in other packages
)

// private reports whether a location need not be told to others: nobody but this package can reach it, and no access to it
// can race.
func (e *Finder) private(loc *Location) bool {
	if loc.Key == "" || loc.calls {
		return true // callbacks are registered before anything runs, in most programs
	}
	if !e.single(loc.Key) && !e.constructed(loc.Key) {
		return true
	}
	if loc.Exported() || strings.HasSuffix(loc.Key, allFields) || !strings.HasPrefix(loc.Key, e.Pass.Pkg.Path()+" ") {
		return false
	}
	var common engine.Lockset
	written := false
	for i, a := range e.ByLocation[loc] {
		written = written || a.Write
		if i == 0 {
			common = a.Held
		} else {
			common = engine.Intersect(common, a.Held)
		}
	}
	return !written || len(common) > 0
}

// useOf describes an access for other packages.
func (e *Finder) useOf(a *Access, steps []finding.Step) engine.StateUse {
	return engine.StateUse{
		State: a.Loc.Key, Write: a.Write, Element: a.Element, Map: a.Map, Flag: a.Flag, Entity: a.Entity, Init: a.Write && !a.Element && e.MakesMissing(a),
		Receiver: a.Base == engine.RootReceiver || a.Base == engine.RootDeep, Deep: a.Base == engine.RootDeep,
		Locks: a.Held.Names(), Steps: steps,
	}
}

type useKey struct {
	state                    string
	write, element, receiver bool
	init                     bool
	locks                    string
}

// StateUses lifts the uses of state to the functions that come to them on their own goroutine.
func (e *Finder) StateUses() map[*engine.Func][]engine.StateUse {
	out := map[*engine.Func][]engine.StateUse{}
	have := map[*engine.Func]map[useKey]bool{}
	type lifted struct {
		f     *engine.Func
		use   engine.StateUse
		depth int
	}
	var queue []lifted
	add := func(f *engine.Func, u engine.StateUse, depth int) {
		key := useKey{u.State, u.Write, u.Element, u.Receiver, u.Init, strings.Join(u.Locks, " ")}
		if have[f] == nil {
			have[f] = map[useKey]bool{}
		}
		if have[f][key] || len(out[f]) >= mostUses || f.Once {
			return
		}
		have[f][key] = true
		out[f] = append(out[f], u)
		queue = append(queue, lifted{f, u, depth})
	}
	for _, write := range []bool{true, false} { // writes first: there is room for some only
		for _, loc := range e.Locations {
			if e.private(loc) {
				continue
			}
			for _, a := range e.ByLocation[loc] {
				if a.Write != write || a.Far() || a.Part || a.Writes != nil || a.Reads != nil {
					continue
				}
				u := e.useOf(a, e.AccessSteps("", a))
				if u.Many = !e.single(loc.Key) || e.Confined(loc.Owner); u.Many && (a.Base != engine.RootReceiver || a.Func.Parent != nil) {
					continue
				}
				add(a.Func, u, len(a.Steps))
			}
		}
		for _, a := range e.wholes {
			if !write && a.Callee == "" && e.single(a.Loc.Key) && !e.Confined(a.Loc.Owner) && !e.private(a.Loc) {
				add(a.Func, e.useOf(a, e.AccessSteps("", a)), 0)
			}
		}
		for ; len(queue) > 0; queue = queue[1:] {
			x := queue[0]
			if x.depth >= deepestUp {
				continue
			}
			for _, ed := range x.f.Incoming {
				if ed.Mode != engine.Inline {
					continue
				}
				calls := []*engine.Edge{ed}
				if ed.From.Slot != nil {
					calls = throughInterface(ed.From)
				}
				for _, ed := range calls {
					if u, ok := e.liftUse(x.use, ed); ok {
						add(ed.From, u, x.depth+1)
					}
				}
			}
		}
	}
	return out
}

// liftUse is a callee's use as its caller's.
func (e *Finder) liftUse(u engine.StateUse, ed *engine.Edge) (engine.StateUse, bool) {
	if u.Many {
		var ok bool
		if u, ok = e.ofObject(ed.From, receiverOf(ed.Instr), u); !ok {
			return u, false
		}
	} else if u.Receiver {
		switch ed.Root {
		case engine.RootFresh:
			return u, false
		case engine.RootCopy:
			if !u.Deep && !u.Element {
				return u, false
			}
			u.Receiver, u.Deep = false, false
		case engine.RootDeep:
			u.Deep = true
		case engine.RootReceiver:
		default:
			u.Receiver, u.Deep = false, false
		}
	}
	if ed.Instr != nil && ed.From.SSA != nil {
		u.Locks = union(u.Locks, e.Locks(ed.From)[ed.Instr].Names())
	}
	u.Init = u.Init || u.Write && !u.Element && e.forMissing(ed.Instr, u.State)
	u.Steps = engine.Clip(append(e.EdgeSteps(ed), u.Steps...))
	return u, true
}

func union(a, b []string) []string {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// ContextUses lists what the handlers of this package use.
func (e *Finder) ContextUses() []engine.ContextUse {
	var out []engine.ContextUse
	seen := map[useKey]bool{}
	for _, loc := range e.Locations {
		if e.private(loc) {
			continue
		}
		for _, a := range e.ByLocation[loc] {
			if a.Far() || a.Part || a.Writes != nil || a.Reads != nil || a.Func.Once {
				continue
			}
			if !e.single(loc.Key) || e.Confined(loc.Owner) {
				continue
			}
			for _, en := range a.Func.Entries {
				init := a.Write && !a.Element && (e.MakesMissing(a) || e.wayForMissing(en, loc.Key))
				key := useKey{loc.Key, a.Write, a.Element, false, init, strings.Join(a.Held.Names(), " ")}
				if en.Presumed || en.Ctx != engine.UI || en.QuietTouch || en.Hides(a.Base) || seen[key] || len(out) >= mostOwn || !en.Confidence.AtLeast(finding.Likely) {
					continue
				}
				if via := en.Start().Via; via != nil && e.Dead(via.From) {
					continue
				}
				seen[key] = true
				u := e.useOf(a, engine.Clip(append(e.Chain(en), e.AccessSteps("", a)...)))
				u.Receiver, u.Deep, u.Init = false, false, init
				out = append(out, engine.ContextUse{Confidence: en.Confidence, StateUse: u})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].State < out[j].State })
	return out
}

// farAccesses adds what the functions of other packages that this one calls use, and what the handlers of other
// packages use.
func (c *Collector) farAccesses() {
	touched := map[string]bool{}
	for _, f := range c.E.Bodies {
		for _, call := range f.Calls {
			for _, u := range call.Uses {
				c.farCall(f, call, u)
			}
		}
	}
	for _, s := range c.E.SlotList {
		if len(s.Calls) == 0 {
			continue
		}
		for _, ed := range throughInterface(s) {
			for _, call := range s.Calls {
				site := &engine.Site{Caller: ed.From, Pos: ed.Pos, Instr: ed.Instr, Args: []ssa.Value{receiverOf(ed.Instr)}}
				for _, u := range call.Uses {
					c.farCall(ed.From, engine.FarCall{Fn: call.Fn, Uses: call.Uses, Site: site, From: ed.From}, u)
				}
			}
		}
	}
	for key := range c.byKey {
		if name, ok := key.(string); ok {
			touched[name] = true
		}
	}
	for _, path := range c.E.Deps.SameMod {
		for _, u := range c.E.Deps.Table(path).Uses {
			if touched[u.State] && c.E.single(u.State) {
				c.farContext(u)
			}
		}
	}
}

// farCall is a use by a function that f calls.
func (c *Collector) farCall(f *engine.Func, call engine.FarCall, u engine.StateUse) {
	twin := false
	if u.Many {
		if len(call.Site.Args) == 0 {
			return
		}
		object, ok := c.E.ofObject(call.From, call.Site.Args[0], u)
		if !ok {
			return
		}
		_, isCall := call.Site.Instr.(*ssa.Call)
		twin = object.Many || isCall && !object.Held && !types.IsInterface(call.Site.Args[0].Type())
		u = object
	}
	if !u.Many && !c.E.single(u.State) {
		return
	}
	base, entity := engine.RootOther, u.Entity
	if u.Receiver && len(call.Site.Args) > 0 && call.Site.Args[0] != nil && call.From.SSA != nil {
		c.F = call.From
		arg := call.Site.Args[0]
		base, entity = c.E.RootOf(call.From, arg), entity || c.Entity(arg)
		switch {
		case base == engine.RootFresh, base == engine.RootCopy && !u.Deep && !u.Element, f != call.From && base != engine.RootOther && base != engine.RootReceiver:
			return
		case base == engine.RootCopy:
			base = engine.RootOther
		case base == engine.RootReceiver && u.Deep:
			base = engine.RootDeep
		}
		if f != call.From {
			base = engine.RootOther // a goroutine or a handler of its own
		}
	}
	if u.Many {
		base = engine.RootReceiver // whose callers say which it is
	}
	held := engine.Lockset{}
	if f == call.From && f.SSA != nil && call.Site.Instr != nil {
		for k := range c.E.Locks(f)[call.Site.Instr] {
			held[k] = true
		}
	}
	for _, name := range u.Locks {
		held[name] = true
	}
	list, loc := &c.all, (*Location)(nil)
	if strings.HasSuffix(u.State, allFields) {
		list, loc = &c.wholes, &Location{Name: stateName(u.State), Key: u.State, member: true}
	} else {
		loc = c.farLocation(u.State)
	}
	*list = append(*list, &Access{
		Func: f, Write: u.Write, Element: u.Element, Map: u.Map, Flag: u.Flag, Entity: entity, Pos: call.Site.Pos, Loc: loc,
		Instr: call.Site.Instr, Base: base, OfVariable: u.Held, Twin: twin, Held: held, init: u.Init || u.Write && !u.Element && c.E.forMissing(call.Site.Instr, u.State), Callee: call.Fn, Steps: u.Steps,
	})
}

// farContext is a use by a handler of another package.
func (c *Collector) farContext(u engine.ContextUse) {
	f := &engine.Func{Name: "another package", Handler: true}
	f.Entries = []*engine.Entry{{EntryKey: engine.EntryKey{Ctx: engine.UI}, Confidence: engine.Weaker(u.Confidence, finding.Likely), F: f, Steps: u.Steps}}
	held := engine.Lockset{}
	for _, name := range u.Locks {
		held[name] = true
	}
	c.all = append(c.all, &Access{
		Func: f, Write: u.Write, Element: u.Element, Map: u.Map, Flag: u.Flag, Entity: u.Entity,
		Loc: c.farLocation(u.State), Base: engine.RootOther, Held: held, init: u.Init,
	})
}

func (c *Collector) farLocation(key string) *Location {
	name := stateName(key)
	return c.location(key, &Location{Name: name, Key: key, member: strings.Contains(name, ".")})
}

func stateName(key string) string {
	_, name, _ := strings.Cut(key, " ")
	return name
}

// Far reports whether an access stands in another package, where nothing can be reported.
func (a *Access) Far() bool { return !a.Pos.IsValid() }
