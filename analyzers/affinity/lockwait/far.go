package lockwait

import (
	"go/types"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// This file carries the users of a lock across packages: a goroutine of one package holds it, and the UI goroutine takes it
// in another. Each package lists the locks that its own handlers take, and each exported function those that it takes on
// the goroutine that calls it. The package of the holder joins them, if it sees the other one: a holder below the taker is
// not found.
//
// It is a may analysis, by mutex and not by instance, as lockSearch is.

const (
	mostTakes    = 12  // of a function
	mostUITakes  = 100 // of a package
	deepestTakes = 6   // calls
)

type takeKey struct {
	key   string
	write bool
}

// Takes finds the locks that functions take on the goroutine that calls them, themselves and through what they call.
func (e *Finder) Takes(table *LockTable) map[*engine.Func][]engine.LockTake {
	out := map[*engine.Func][]engine.LockTake{}
	have := map[*engine.Func]map[takeKey]bool{}
	type lifted struct {
		f     *engine.Func
		take  engine.LockTake
		depth int
	}
	var queue []lifted
	add := func(f *engine.Func, t engine.LockTake, depth int) {
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
	for _, f := range e.Bodies {
		for _, x := range table.Of(f).Takes {
			if key, ok := x.key.(string); ok {
				add(f, engine.LockTake{Key: key, Name: x.Name, Write: x.write, Confidence: finding.Certain, Steps: []finding.Step{e.Step(e.OpPosition(x.at), "locks "+x.Name)}}, 0)
			}
		}
		for _, far := range f.FarTakes {
			for _, t := range far.Takes {
				t.Confidence = engine.Weaker(t.Confidence, finding.Likely)
				t.Steps = engine.Clip(append([]finding.Step{e.Step(far.Site.Pos, "calls "+far.Site.Name)}, t.Steps...))
				add(f, t, len(t.Steps))
			}
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		x := queue[0]
		if x.depth >= deepestTakes {
			continue
		}
		for _, ed := range x.f.Incoming {
			if ed.Mode != engine.Inline || ed.From.Slot != nil || deferred(ed.Instr) {
				continue
			}
			t := x.take
			t.Confidence = engine.Weaker(t.Confidence, ed.Conf)
			t.Steps = engine.Clip(append(e.EdgeSteps(ed), t.Steps...))
			add(ed.From, t, x.depth+1)
		}
	}
	return out
}

// UITakes lists the locks that the handlers of this package take. What several functions take the surest and shortest says.
func (e *Finder) UITakes(table *LockTable) []engine.LockTake {
	best := map[takeKey]engine.LockTake{}
	var order []takeKey
	note := func(f *engine.Func, t engine.LockTake) {
		for _, en := range f.Entries {
			if en.Presumed || en.Ctx != engine.UI || !en.Confidence.AtLeast(finding.Likely) {
				continue
			}
			if via := en.Start().Via; via != nil && e.Dead(via.From) {
				continue
			}
			k := takeKey{t.Key, t.Write}
			u := t
			u.Confidence = engine.Weaker(en.Confidence, t.Confidence)
			u.Steps = engine.Clip(append(e.Chain(en), t.Steps...))
			old, known := best[k]
			if !known {
				order = append(order, k)
			}
			if !known || !old.Confidence.AtLeast(u.Confidence) || old.Confidence == u.Confidence && len(u.Steps) < len(old.Steps) {
				best[k] = u
			}
		}
	}
	for _, f := range e.Bodies {
		for _, x := range table.Of(f).Takes {
			if key, ok := x.key.(string); ok {
				note(f, engine.LockTake{Key: key, Name: x.Name, Write: x.write, Confidence: finding.Certain, Steps: []finding.Step{e.Step(e.OpPosition(x.at), "locks "+x.Name)}})
			}
		}
		for _, far := range f.FarTakes {
			for _, t := range far.Takes {
				t.Confidence = engine.Weaker(t.Confidence, finding.Likely)
				t.Steps = append([]finding.Step{e.Step(far.Site.Pos, "calls "+far.Site.Name)}, t.Steps...)
				note(f, t)
			}
		}
	}
	var out []engine.LockTake
	for _, k := range order {
		if len(out) < mostUITakes {
			out = append(out, best[k])
		}
	}
	return out
}

// farUsers adds those who take the locks of this package's holders in other packages on the UI goroutine.
func (s *lockSearch) farUsers() {
	e := s.e
	for _, f := range e.Bodies {
		for _, far := range f.FarTakes {
			for _, t := range far.Takes {
				if len(s.users[t.Key]) > 0 && far.Site.Instr != nil && far.Site.Pos.IsValid() {
					s.users[t.Key] = append(s.users[t.Key], lockUser{f: f, Hold: &Hold{mutex: mutex{t.Key, t.Name}, write: t.Write, at: far.Site.Instr}, steps: t.Steps})
				}
			}
		}
	}
	for _, path := range e.Deps.SameMod {
		for _, t := range e.Deps.Table(path).Takes {
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
func (s *lockSearch) elsewhere(t engine.LockTake) {
	f := &engine.Func{Name: "another package"}
	f.Entries = []*engine.Entry{{EntryKey: engine.EntryKey{Ctx: engine.UI}, Confidence: engine.Weaker(t.Confidence, finding.Likely), F: f, Steps: t.Steps}}
	s.users[t.Key] = append(s.users[t.Key], lockUser{f: f, Hold: &Hold{mutex: mutex{t.Key, t.Name}, write: t.Write}})
}

// loopTakes adds a toolkit's event loop as a user of the lock that its application has: to draw and to hand out events it
// looks at its own fields.
func (s *lockSearch) loopTakes(key string) {
	path, name, _ := strings.Cut(key, " ")
	pkg := s.e.Imported(path)
	if pkg == nil || s.e.Set.Owner(pkg) == nil {
		return
	}
	owner, _, _ := strings.Cut(name, ".")
	tn, ok := pkg.Scope().Lookup(owner).(*types.TypeName)
	if !ok {
		return
	}
	methods := types.NewMethodSet(types.NewPointer(tn.Type()))
	for i := range methods.Len() {
		if m, ok := methods.At(i).Obj().(*types.Func); ok && s.e.Set.Call(m).Loop {
			s.elsewhere(engine.LockTake{Key: key, Name: name, Write: true, Confidence: finding.Likely})
			return
		}
	}
}
