package affinity

import (
	"go/types"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// This file carries the users of a lock across packages: a goroutine of one package holds it, and the UI goroutine takes it
// in another. Each package lists the locks that its own handlers take, and each exported function those that it takes on
// the goroutine that calls it. The package of the holder joins them, if it sees the other one: a holder below the taker is
// not found.
//
// It is a may analysis, by mutex and not by instance, as lockSearch is.

// A LockTake says that a lock is taken.
type LockTake struct {
	Key, Name  string // see mutexKey
	Write      bool
	Confidence finding.Confidence
	Steps      []finding.Step // from the function's body, or from where the context begins
}

const (
	mostTakes    = 12  // of a function
	mostUITakes  = 100 // of a package
	deepestTakes = 6   // calls
)

type takeKey struct {
	key   string
	write bool
}

// takes finds the locks that functions take on the goroutine that calls them, themselves and through what they call.
func (e *engine) takes(table *lockTable) map[*Func][]LockTake {
	out := map[*Func][]LockTake{}
	have := map[*Func]map[takeKey]bool{}
	type lifted struct {
		f     *Func
		take  LockTake
		depth int
	}
	var queue []lifted
	add := func(f *Func, t LockTake, depth int) {
		k := takeKey{t.Key, t.Write}
		if have[f] == nil {
			have[f] = map[takeKey]bool{}
		}
		if have[f][k] || len(out[f]) >= mostTakes {
			return
		}
		have[f][k] = true
		out[f] = append(out[f], t)
		queue = append(queue, lifted{f, t, depth})
	}
	for _, f := range e.funcs {
		for _, x := range table.of(f).takes {
			if key, ok := x.key.(string); ok {
				add(f, LockTake{key, x.name, x.write, finding.Certain, []finding.Step{e.step(e.opPosition(x.at), "locks "+x.name)}}, 0)
			}
		}
		for _, far := range f.farTakes {
			for _, t := range far.takes {
				t.Confidence = weaker(t.Confidence, finding.Likely)
				t.Steps = clip(append([]finding.Step{e.step(far.site.pos, "calls "+far.site.name)}, t.Steps...))
				add(f, t, len(t.Steps))
			}
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		x := queue[0]
		if x.depth >= deepestTakes {
			continue
		}
		for _, ed := range x.f.in {
			if ed.mode != Inline || ed.from.slot != nil || deferred(ed.instr) {
				continue
			}
			t := x.take
			t.Confidence = weaker(t.Confidence, ed.conf)
			t.Steps = clip(append(e.edgeSteps(ed), t.Steps...))
			add(ed.from, t, x.depth+1)
		}
	}
	return out
}

// uiTakes lists the locks that the handlers of this package take. What several functions take the surest and shortest says.
func (e *engine) uiTakes(table *lockTable) []LockTake {
	best := map[takeKey]LockTake{}
	var order []takeKey
	note := func(f *Func, t LockTake) {
		for _, en := range f.entries {
			if en.presumed || en.ctx != UI || !en.Confidence.AtLeast(finding.Likely) {
				continue
			}
			if via := en.start().via; via != nil && e.dead(via.from) {
				continue
			}
			k := takeKey{t.Key, t.Write}
			u := t
			u.Confidence = weaker(en.Confidence, t.Confidence)
			u.Steps = clip(append(e.chain(en), t.Steps...))
			old, known := best[k]
			if !known {
				order = append(order, k)
			}
			if !known || !old.Confidence.AtLeast(u.Confidence) || old.Confidence == u.Confidence && len(u.Steps) < len(old.Steps) {
				best[k] = u
			}
		}
	}
	for _, f := range e.funcs {
		for _, x := range table.of(f).takes {
			if key, ok := x.key.(string); ok {
				note(f, LockTake{key, x.name, x.write, finding.Certain, []finding.Step{e.step(e.opPosition(x.at), "locks "+x.name)}})
			}
		}
		for _, far := range f.farTakes {
			for _, t := range far.takes {
				t.Confidence = weaker(t.Confidence, finding.Likely)
				t.Steps = append([]finding.Step{e.step(far.site.pos, "calls "+far.site.name)}, t.Steps...)
				note(f, t)
			}
		}
	}
	var out []LockTake
	for _, k := range order {
		if len(out) < mostUITakes {
			out = append(out, best[k])
		}
	}
	return out
}

// A farTake is a call of a function of another package that takes locks.
type farTake struct {
	takes []LockTake
	site  *site
}

// farUsers adds those who take the locks of this package's holders in other packages on the UI goroutine.
func (s *lockSearch) farUsers() {
	e := s.e
	for _, f := range e.funcs {
		for _, far := range f.farTakes {
			for _, t := range far.takes {
				if len(s.users[t.Key]) > 0 && far.site.instr != nil && far.site.pos.IsValid() {
					s.users[t.Key] = append(s.users[t.Key], lockUser{f: f, hold: &hold{mutex: mutex{t.Key, t.Name}, write: t.Write, at: far.site.instr}, steps: t.Steps})
				}
			}
		}
	}
	for _, path := range e.deps.sameMod {
		for _, t := range e.deps.table(path).takes {
			if len(s.users[t.Key]) > 0 {
				s.elsewhere(t)
			}
		}
	}
	for key := range s.users {
		if name, ok := key.(string); ok {
			s.loopTakes(name)
		}
	}
}

// elsewhere adds a function of another package that the UI goroutine runs.
func (s *lockSearch) elsewhere(t LockTake) {
	f := &Func{Name: "another package"}
	f.entries = []*Entry{{entryKey: entryKey{ctx: UI}, Confidence: weaker(t.Confidence, finding.Likely), f: f, steps: t.Steps}}
	s.users[t.Key] = append(s.users[t.Key], lockUser{f: f, hold: &hold{mutex: mutex{t.Key, t.Name}, write: t.Write}})
}

// loopTakes adds a toolkit's event loop as a user of the lock that its application has: to draw and to hand out events it
// looks at its own fields.
func (s *lockSearch) loopTakes(key string) {
	path, name, _ := strings.Cut(key, " ")
	pkg := s.e.imported(path)
	if pkg == nil || s.e.set.Owner(pkg) == nil {
		return
	}
	owner, _, _ := strings.Cut(name, ".")
	tn, ok := pkg.Scope().Lookup(owner).(*types.TypeName)
	if !ok {
		return
	}
	methods := types.NewMethodSet(types.NewPointer(tn.Type()))
	for i := range methods.Len() {
		if m, ok := methods.At(i).Obj().(*types.Func); ok && s.e.set.Call(m).Loop {
			s.elsewhere(LockTake{Key: key, Name: name, Write: true, Confidence: finding.Likely})
			return
		}
	}
}
