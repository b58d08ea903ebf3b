package summary

import (
	"go/token"
	"go/types"
	"slices"
	"sort"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// effects turns the lifts of a function into what its callers hear.
func (e *exporter) effects(f *engine.Func, ls *[numLanes]*lift) []engine.Effect {
	if ls == nil {
		return nil
	}
	var out []engine.Effect
	for ln, l := range ls {
		if l == nil || lane(ln) == laneTouchesReceiver && ls[laneTouches] != nil {
			continue
		}
		eff := l.op.Effect
		eff.Confidence = l.conf
		eff.Steps = e.liftSteps(l)
		if e.Foreign {
			eff.Confidence = engine.Weaker(eff.Confidence, inDependency(&eff))
		}
		eff.Receiver = lane(ln) == laneTouchesReceiver
		eff.Once = l.once
		eff.Also = e.alsoLeadsTo(f, l)
		out = append(out, eff)
	}
	return out
}

// inDependency says how sure an effect is that a dependency finds in itself: the longer the way, the more conditions it
// has, and what touches only files (a logger that syncs after an error) is seldom the point of a call.
func inDependency(eff *engine.Effect) finding.Confidence {
	switch {
	case eff.Kind != engine.Blocks:
		return finding.Certain
	case eff.Tier == toolkit.TierDisk || len(eff.Steps) > 8:
		return finding.Possible
	case len(eff.Steps) > 4:
		return finding.Likely
	}
	return finding.Certain
}

// export publishes the package's facts.
func (e *exporter) export() error {
	lifts := e.lifts()
	runs := e.slotRuns()
	e.ReceiverUse()
	sum := &engine.PackageSummary{}
	var uses map[*engine.Func][]engine.StateUse
	var takes map[*engine.Func][]engine.LockTake
	if !e.Foreign {
		uses = e.StateUses()
		sum.Uses = e.ContextUses()
		takes, sum.Takes = e.locks.Takes(e.locks.LockTable()), e.locks.UITakes(e.locks.LockTable())
		sum.Made = e.MadeCounts()
		sum.LocalDB, sum.RemoteDB = engine.DriversOf(e.Pass.Pkg)
		sum.Gives = e.Gives()
		sum.LockedRuns = e.locks.LockedRuns()
	}
	for _, f := range e.Bodies {
		if f.SSA == nil || f.Parent != nil {
			continue
		}
		obj, ok := f.SSA.Object().(*types.Func)
		if !ok || !obj.Exported() {
			continue
		}
		fs := engine.FuncSummary{Key: ir.FuncKey(obj), Effects: e.effects(f, lifts[f]), Params: e.paramSummaries(f), Runs: runs[f]}
		fs.Future = e.futures.FutureCases(f.SSA)
		fs.Needs, fs.Sets = e.futures.NeededFields(f.SSA), e.futures.SetFields(f.SSA)
		fs.Idle, fs.Wakes = e.futures.IdleFields(f.SSA), e.futures.WakesOf(f.SSA)
		fs.Forget = e.futures.Forgettable(f)
		fs.Loop, fs.Endless = f.Looper, e.Endless(f.SSA)
		fs.Suspends, fs.Resumes = f.Suspends(), f.Resumes()
		fs.Messages = e.messages.MessageSummary(f)
		fs.Writes, fs.Reads = access.Names(f.Writes), access.Names(f.Reads)
		fs.Fresh = e.FreshResult(f.SSA)
		fs.Own = e.Foreign && !fs.Fresh && f.SSA.Signature.Results().Len() > 0 && e.ownResult(f.SSA)
		fs.State = uses[f]
		if !e.Foreign {
			fs.Fills, fs.Takes = e.FillsOf(f), takes[f]
			fs.Locked, fs.Unlocked = e.KeptLocks(f)
		}
		fs.NoError = e.NilErrors(f, 0)
		if !fs.Empty() {
			sum.Funcs = append(sum.Funcs, fs)
		}
	}
	for _, s := range e.SlotList {
		if ss, ok := e.slotSummary(s, lifts, runs); ok {
			sum.Slots = append(sum.Slots, ss)
		}
	}
	for key, answers := range e.Answers {
		s := engine.SlotSummary{Key: key}
		for _, a := range answers {
			if a.Body != nil {
				a.Cases = e.futures.FutureCases(a.Body.SSA)
			}
			s.Answers = append(s.Answers, a.Cases)
		}
		sum.Slots = append(sum.Slots, s)
	}
	sort.Slice(sum.Funcs, func(i, j int) bool { return sum.Funcs[i].Key < sum.Funcs[j].Key })
	sort.Slice(sum.Slots, func(i, j int) bool { return sum.Slots[i].Key < sum.Slots[j].Key })
	return e.publish(sum)
}

// publish adds the tables that dependents may need without importing their packages: all that the module under analysis
// knows, or, for a dependency, its own module's and its direct imports'.
func (e *exporter) publish(sum *engine.PackageSummary) error {
	facts := &engine.Facts{}
	direct := map[string]bool{}
	for _, imp := range e.Pass.Pkg.Imports() {
		direct[imp.Path()] = true
	}
	for path, t := range e.Deps.Tables {
		if path != e.Pass.Pkg.Path() && (!e.Foreign || t.Module == e.Deps.Module || direct[path]) {
			facts.Tables = append(facts.Tables, t)
		}
	}
	if len(sum.Funcs)+len(sum.Slots)+len(sum.Uses)+len(sum.Takes)+len(sum.Made)+len(sum.Gives)+len(sum.LockedRuns) > 0 || sum.LocalDB || sum.RemoteDB {
		data, err := engine.Encode(sum)
		if err != nil {
			return err
		}
		facts.Tables = append(facts.Tables, engine.Table{Path: e.Pass.Pkg.Path(), Module: e.Deps.Module, Data: data})
	}
	if len(facts.Tables) == 0 {
		return nil
	}
	sort.Slice(facts.Tables, func(i, j int) bool { return facts.Tables[i].Path < facts.Tables[j].Path })
	e.Pass.ExportPackageFact(facts)
	return nil
}

func (e *exporter) paramSummaries(f *engine.Func) []engine.ParamSummary {
	var out []engine.ParamSummary
	for i := range f.SSA.Params {
		p := engine.ParamSummary{Index: i}
		for _, r := range f.Runs[i] {
			p.Runs = append(p.Runs, engine.ParamRun{Mode: r.Mode, Confidence: r.Conf, Steps: engine.Clip(r.Steps), Turn: r.Turn, Suspended: e.RunsSuspended(f, i)})
		}
		held := append([]*engine.Cell{}, f.Escapes[i]...)
		for _, h := range f.Handed[i] {
			held = append(held, h.To)
		}
		for _, c := range held {
			if r, ok := e.ResultOf[c]; ok {
				if r.Fn == f {
					p.Returns = append(p.Returns, r.Index)
				}
			} else if c.Slot != nil && c.Slot.Slot.Key != "" {
				p.Stores = append(p.Stores, c.Slot.Slot.Key)
			}
		}
		if len(p.Runs)+len(p.Stores)+len(p.Returns) > 0 {
			slices.Sort(p.Stores)
			p.Stores = slices.Compact(p.Stores)
			slices.Sort(p.Returns)
			p.Returns = slices.Compact(p.Returns)
			out = append(out, p)
		}
	}
	return out
}

// slotRuns finds which exported functions, and which of those that a slot in sight of others holds, run which slots on the
// goroutine that calls them.
func (e *exporter) slotRuns() map[*engine.Func][]engine.SlotRun {
	out := map[*engine.Func][]engine.SlotRun{}
	most := 64 // a dispatcher of keys comes to each of a program's actions
	if e.Foreign {
		most = 6
	}
	for _, s := range e.SlotList {
		if s.Slot.Key == "" || !e.Visible(s) {
			continue
		}
		if e.FillsForItself(s) {
			continue
		}
		type at struct {
			f     *engine.Func
			via   *engine.Edge
			next  *at
			conf  finding.Confidence
			depth int
			from  givers   // who can have filled the object
			exact *pending // by what it comes, or nil
		}
		seen := map[*engine.Func]bool{s: true}
		queue := []*at{{f: s, conf: finding.Certain}}
		for len(queue) > 0 {
			x := queue[0]
			queue = queue[1:]
			if x.via != nil && x.f.SSA != nil && len(out[x.f]) < most && (exported(x.f) || !e.Foreign && e.heldInSight(x.f, s)) {
				var steps []finding.Step
				for y := x; y.via != nil; y = y.next {
					steps = append(steps, e.EdgeSteps(y.via)...)
				}
				out[x.f] = append(out[x.f], engine.SlotRun{Slot: s.Slot.Key, Mode: engine.Inline, Confidence: x.conf, Steps: engine.Clip(steps), Given: s.Slot.Funcs() && x.from.funcs(), By: e.exactly(x.exact, x.f)})
			}
			if x.depth >= 8 {
				continue
			}
			for _, ed := range x.f.Incoming {
				if ed.Mode != engine.Inline || seen[ed.From] || ed.From.Slot != nil && (e.Foreign || e.Visible(ed.From)) { // what runs a visible one hears of that
					continue
				}
				var from givers
				if x.f == s {
					from = e.givesRun(s, ed.Instr)
				} else {
					from = e.throughCall(ed, x.from)
				}
				if from.none() {
					continue
				}
				exact, possible := e.exactRun(s, x.f, x.exact, ed)
				if !possible {
					continue
				}
				seen[ed.From] = true
				queue = append(queue, &at{ed.From, ed, x, engine.Weaker(x.conf, ed.Conf), x.depth + 1, from, exact})
			}
		}
	}
	return out
}

func exported(f *engine.Func) bool {
	return f.Parent == nil && f.SSA.Object() != nil && token.IsExported(f.SSA.Name())
}

// heldInSight reports whether a slot that others know, and that is not the one it runs, holds a function.
func (e *exporter) heldInSight(f, runs *engine.Func) bool {
	return slices.ContainsFunc(f.Incoming, func(ed *engine.Edge) bool {
		return ed.From.Slot != nil && ed.From != runs && ed.From.Slot.Key != "" && e.Visible(ed.From)
	})
}

func (e *exporter) slotSummary(s *engine.Func, lifts map[*engine.Func]*[numLanes]*lift, runs map[*engine.Func][]engine.SlotRun) (engine.SlotSummary, bool) {
	ss := engine.SlotSummary{Key: s.Slot.Key}
	if s.Slot.Key == "" || !e.Visible(s) {
		return ss, false
	}
	for _, en := range s.Entries {
		if en.Presumed || en.Ctx == engine.Startup || en.Privacy != engine.Shared || en.Via == nil && en.Prev == nil {
			continue // what came from another package is there to be read
		}
		ss.Contexts = append(ss.Contexts, engine.SlotContext{Kind: en.Ctx, Confidence: en.Confidence, Steps: engine.Clip(e.Chain(en))})
	}
	most := 40
	if e.Foreign {
		most = 8
	}
	for _, ed := range s.Outgoing {
		eff := e.effects(ed.To, lifts[ed.To])
		var run []engine.SlotRun
		if !e.Foreign {
			run = runs[ed.To]
		}
		if len(eff)+len(run) == 0 || ed.To.Slot != nil || len(ss.Holds) >= most {
			continue
		}
		stored := finding.Step{}
		if steps := e.EdgeSteps(ed); len(steps) > 0 {
			stored = steps[0]
		}
		ss.Holds = append(ss.Holds, engine.Held{Name: ed.To.Name, Stored: stored, Effects: eff, Runs: run})
	}
	own := new([numLanes]*lift)
	for _, op := range s.Ops {
		if ln, ok := laneOf(s, op); ok && own[ln] == nil {
			own[ln] = &lift{f: s, op: op, conf: op.Confidence, lane: ln}
		}
	}
	if eff := e.effects(s, own); len(eff) > 0 {
		ss.Holds = append(ss.Holds, engine.Held{Name: s.Name, Stored: firstStep(&eff[0], "stored in "+engine.SlotName(s)), Effects: eff})
	}
	return ss, len(ss.Contexts)+len(ss.Holds) > 0
}
