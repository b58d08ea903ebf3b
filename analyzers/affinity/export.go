package affinity

import (
	"go/token"
	"go/types"
	"slices"
	"sort"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// A lane is one kind of effect on its way up. Touching the UI has two: what only the receiver leads to is harmless when
// the caller has made the receiver itself.
type lane uint8

const (
	laneBlocks lane = iota
	laneWaits
	laneTouches
	laneTouchesReceiver
	laneLeaves
	numLanes
)

// A lift is the best proof that a function has an effect.
type lift struct {
	f    *Func
	op   *Op
	via  *edge // the call that leads on, or nil where op stands
	next *lift
	conf finding.Confidence
	lane lane
	once bool // see onceOnly
}

const maxLift = 14 // calls; a longer chain convinces nobody

// lifts finds for each function the surest, then gravest and then shortest proof of each effect: backwards from the
// operations along the calls that stay on the goroutine.
func (e *engine) lifts() map[*Func]*[numLanes]*lift {
	best := map[*Func]*[numLanes]*lift{}
	var levels [6][]*lift
	add := func(l *lift) {
		i := 0
		switch l.conf {
		case finding.Likely:
			i = 2
		case finding.Possible:
			i = 4
		}
		if l.op.slight() {
			i++
		}
		levels[i] = append(levels[i], l)
	}
	for _, f := range e.nodes() {
		for _, op := range append(f.state, f.Ops...) {
			if ln, ok := laneOf(f, op); ok && !(ln <= laneWaits && e.reportedHere(f, op)) && !(ln == laneLeaves && e.recurs[f] != nil) {
				l := &lift{f: f, op: op, conf: op.Confidence, lane: ln, once: op.Once}
				if e.foreign && ln == laneBlocks && e.fillsOnce(op.instr) {
					l.conf, l.once = finding.Possible, true
				}
				add(l)
			}
		}
	}
	for i := range levels {
		for len(levels[i]) > 0 {
			l := levels[i][0]
			levels[i] = levels[i][1:]
			if best[l.f] == nil {
				best[l.f] = new([numLanes]*lift)
			}
			if best[l.f][l.lane] != nil || l.f.nonblocking && l.lane == laneBlocks || l.f.safe && (l.lane == laneTouches || l.lane == laneTouchesReceiver) {
				continue
			}
			best[l.f][l.lane] = l
			if l.depth() >= maxLift {
				continue
			}
			for _, ed := range l.f.in {
				if ed.mode != Inline || l.lane == laneLeaves && (ed.to.once || e.guarded(ed.instr)) {
					continue
				}
				up := &lift{f: ed.from, op: l.op, via: ed, next: l, conf: weaker(l.conf, ed.conf), lane: l.lane, once: l.once}
				if e.foreign && l.lane == laneBlocks && e.onceOnly(ed, l.op.Tier) {
					up.conf, up.once = finding.Possible, true
				}
				if l.lane == laneTouchesReceiver {
					switch ed.root {
					case rootFresh:
						continue
					case rootReceiver, rootDeep:
					default:
						up.lane = laneTouches
					}
				}
				add(up)
			}
		}
	}
	return best
}

func (l *lift) depth() int {
	n := 0
	for ; l != nil; l = l.next {
		n++
	}
	return n
}

func laneOf(f *Func, op *Op) (lane, bool) {
	switch op.Kind {
	case Blocks:
		return laneBlocks, !f.nonblocking
	case WaitsForUI:
		return laneWaits, op.Advice != "loop"
	case Leaves:
		return laneLeaves, true
	}
	switch op.Root {
	case rootFresh:
		return 0, false
	case rootReceiver, rootDeep:
		return laneTouchesReceiver, true
	}
	return laneTouches, true
}

// reportedHere reports whether the package's own report covers an operation, so that callers need not repeat it.
func (e *engine) reportedHere(f *Func, op *Op) bool {
	if e.foreign {
		return false
	}
	en := f.Context(UI)
	return en != nil && !en.quiet && weaker(en.Confidence, op.Confidence).AtLeast(finding.Likely)
}

// effects turns the lifts of a function into what its callers hear.
func (e *engine) effects(f *Func, ls *[numLanes]*lift) []Effect {
	if ls == nil {
		return nil
	}
	var out []Effect
	for ln, l := range ls {
		if l == nil || lane(ln) == laneTouchesReceiver && ls[laneTouches] != nil {
			continue
		}
		eff := l.op.Effect
		eff.Confidence = l.conf
		eff.Steps = e.liftSteps(l)
		if e.foreign {
			eff.Confidence = weaker(eff.Confidence, inDependency(&eff))
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
func inDependency(eff *Effect) finding.Confidence {
	switch {
	case eff.Kind != Blocks:
		return finding.Certain
	case eff.Tier == toolkit.TierDisk || len(eff.Steps) > 8:
		return finding.Possible
	case len(eff.Steps) > 4:
		return finding.Likely
	}
	return finding.Certain
}

// alsoLeadsTo lists other operations of the kind of a lift's that f comes to on the same goroutine: a table of commands
// has one witness, and many causes.
func (e *engine) alsoLeadsTo(f *Func, l *lift) []finding.Step {
	const most, deep = 12, 8
	if e.foreign {
		return nil
	}
	var out []finding.Step
	seen := map[*Func]bool{f: true}
	level := []*Func{f}
	for depth := 0; depth < deep && len(level) > 0; depth++ {
		var next []*Func
		for _, x := range level {
			for _, op := range x.Ops {
				if op.Kind == l.op.Kind && op != l.op && op.Confidence.AtLeast(finding.Likely) && op.Root != rootFresh && e.ours(op.Pos) && len(out) < most {
					out = append(out, e.step(op.Pos, "also "+opText(op)))
				}
			}
			for _, ed := range x.out {
				if ed.mode == Inline && !seen[ed.to] {
					seen[ed.to] = true
					next = append(next, ed.to)
				}
			}
		}
		level = next
	}
	return out
}

func (e *engine) liftSteps(l *lift) []finding.Step {
	var out []finding.Step
	for ; l.via != nil; l = l.next {
		out = append(out, e.edgeSteps(l.via)...)
	}
	if l.op.Pos.IsValid() && e.ours(l.op.Pos) {
		out = append(out, e.step(l.op.Pos, opText(l.op)))
	}
	out = append(out, l.op.Steps...)
	if len(out) > maxLift {
		out = append(out[:maxLift/2:maxLift/2], out[len(out)-maxLift/2:]...)
	}
	return out
}

// opText says what an operation does, for a chain.
func opText(op *Op) string {
	switch {
	case strings.HasPrefix(op.What, "a "), strings.HasPrefix(op.What, "the "), strings.HasPrefix(op.What, "waiting "):
		return op.What
	case op.Callee != "" && op.Callee != op.What && op.Once:
		return "calls " + op.Callee + ", which comes to " + op.What + " the first time"
	case op.Callee != "" && op.Callee != op.What:
		return "calls " + op.Callee + ", which comes to " + op.What
	}
	return "calls " + op.What
}

// export publishes the package's facts.
func (e *engine) export() error {
	lifts := e.lifts()
	runs := e.slotRuns()
	e.receiverUse()
	sum := &PackageSummary{}
	var uses map[*Func][]StateUse
	var takes map[*Func][]LockTake
	if !e.foreign {
		uses = e.stateUses()
		sum.Uses = e.contextUses()
		takes, sum.Takes = e.takes(e.lockTable()), e.uiTakes(e.lockTable())
		sum.Made = e.madeCounts()
		sum.LocalDB, sum.RemoteDB = driversOf(e.pass.Pkg)
	}
	for _, f := range e.funcs {
		if f.SSA == nil || f.Parent != nil {
			continue
		}
		obj, ok := f.SSA.Object().(*types.Func)
		if !ok || !obj.Exported() {
			continue
		}
		fs := FuncSummary{Key: funcKey(obj), Effects: e.effects(f, lifts[f]), Params: e.paramSummaries(f), Runs: runs[f]}
		fs.Future = e.futureCases(f.SSA)
		fs.Forget = e.forgettable(f)
		fs.Loop, fs.Endless = f.looper, e.endless(f.SSA)
		fs.Messages = e.messageSummary(f)
		fs.Writes, fs.Reads = f.writes.names(), f.reads.names()
		fs.Fresh = e.freshResult(f.SSA)
		fs.Own = e.foreign && !fs.Fresh && f.SSA.Signature.Results().Len() > 0 && e.ownResult(f.SSA)
		fs.State = uses[f]
		if !e.foreign {
			fs.Fills, fs.Takes = e.fillsOf(f), takes[f]
		}
		fs.NoError = e.nilErrors(f, 0)
		if !fs.empty() {
			sum.Funcs = append(sum.Funcs, fs)
		}
	}
	for _, s := range e.slotList {
		if ss, ok := e.slotSummary(s, lifts); ok {
			sum.Slots = append(sum.Slots, ss)
		}
	}
	for key, answers := range e.answers {
		s := SlotSummary{Key: key}
		for _, a := range answers {
			if a.body != nil {
				a.cases = e.futureCases(a.body.SSA)
			}
			s.Answers = append(s.Answers, a.cases)
		}
		sum.Slots = append(sum.Slots, s)
	}
	sort.Slice(sum.Funcs, func(i, j int) bool { return sum.Funcs[i].Key < sum.Funcs[j].Key })
	sort.Slice(sum.Slots, func(i, j int) bool { return sum.Slots[i].Key < sum.Slots[j].Key })
	return e.publish(sum)
}

// publish adds the tables that dependents may need without importing their packages: all that the module under analysis
// knows, or, for a dependency, its own module's and its direct imports'.
func (e *engine) publish(sum *PackageSummary) error {
	facts := &Facts{}
	direct := map[string]bool{}
	for _, imp := range e.pass.Pkg.Imports() {
		direct[imp.Path()] = true
	}
	for path, t := range e.deps.tables {
		if path != e.pass.Pkg.Path() && (!e.foreign || t.Module == e.deps.module || direct[path]) {
			facts.Tables = append(facts.Tables, t)
		}
	}
	if len(sum.Funcs)+len(sum.Slots)+len(sum.Uses)+len(sum.Takes)+len(sum.Made) > 0 || sum.LocalDB || sum.RemoteDB {
		data, err := encode(sum)
		if err != nil {
			return err
		}
		facts.Tables = append(facts.Tables, Table{Path: e.pass.Pkg.Path(), Module: e.deps.module, Data: data})
	}
	if len(facts.Tables) == 0 {
		return nil
	}
	sort.Slice(facts.Tables, func(i, j int) bool { return facts.Tables[i].Path < facts.Tables[j].Path })
	e.pass.ExportPackageFact(facts)
	return nil
}

func (e *engine) paramSummaries(f *Func) []ParamSummary {
	var out []ParamSummary
	for i := range f.SSA.Params {
		p := ParamSummary{Index: i}
		for _, r := range f.runs[i] {
			p.Runs = append(p.Runs, ParamRun{r.mode, r.conf, clip(r.steps), r.turn})
		}
		held := append([]*cell{}, f.escapes[i]...)
		for _, h := range f.handed[i] {
			held = append(held, h.to)
		}
		for _, c := range held {
			if r, ok := e.resultOf[c]; ok {
				if r.fn == f {
					p.Returns = append(p.Returns, r.index)
				}
			} else if c.slot != nil && c.slot.slot.key != "" {
				p.Stores = append(p.Stores, c.slot.slot.key)
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

func clip(steps []finding.Step) []finding.Step {
	if len(steps) > 6 {
		return append(steps[:3:3], steps[len(steps)-3:]...)
	}
	return steps
}

// slotRuns finds which exported functions run which slots on the goroutine that calls them.
func (e *engine) slotRuns() map[*Func][]SlotRun {
	out := map[*Func][]SlotRun{}
	most := 24
	if e.foreign {
		most = 6
	}
	for _, s := range e.slotList {
		if s.slot.key == "" || !e.visible(s) {
			continue
		}
		if e.fillsForItself(s) {
			continue
		}
		type at struct {
			f     *Func
			via   *edge
			next  *at
			conf  finding.Confidence
			depth int
			from  givers // who can have filled the object
		}
		seen := map[*Func]bool{s: true}
		queue := []*at{{f: s, conf: finding.Certain}}
		for len(queue) > 0 {
			x := queue[0]
			queue = queue[1:]
			if x.via != nil && x.f.Parent == nil && x.f.SSA != nil && x.f.SSA.Object() != nil && token.IsExported(x.f.SSA.Name()) && len(out[x.f]) < most {
				var steps []finding.Step
				for y := x; y.via != nil; y = y.next {
					steps = append(steps, e.edgeSteps(y.via)...)
				}
				out[x.f] = append(out[x.f], SlotRun{s.slot.key, Inline, x.conf, clip(steps)})
			}
			if x.depth >= 8 {
				continue
			}
			for _, ed := range x.f.in {
				if ed.mode != Inline || seen[ed.from] || ed.from.slot != nil && (e.foreign || e.visible(ed.from)) { // what runs a visible one hears of that
					continue
				}
				var from givers
				if x.f == s {
					from = e.givesRun(s, ed.instr)
				} else {
					from = e.throughCall(ed, x.from)
				}
				if from.none() {
					continue
				}
				seen[ed.from] = true
				queue = append(queue, &at{ed.from, ed, x, weaker(x.conf, ed.conf), x.depth + 1, from})
			}
		}
	}
	return out
}

// visible reports whether other packages can put something into a slot, or run it.
func (e *engine) visible(s *Func) bool {
	_, name, _ := strings.Cut(s.slot.key, " ")
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	if token.IsExported(name) || !strings.HasPrefix(s.slot.key, e.pass.Pkg.Path()+" ") {
		return true
	}
	for t := range s.slot.known {
		if t.kind == tokenTarget {
			return true
		}
	}
	return false
}

func (e *engine) slotSummary(s *Func, lifts map[*Func]*[numLanes]*lift) (SlotSummary, bool) {
	ss := SlotSummary{Key: s.slot.key}
	if s.slot.key == "" || !e.visible(s) {
		return ss, false
	}
	for _, en := range s.entries {
		if en.presumed || en.ctx == Startup || en.privacy != shared || en.via == nil && en.prev == nil {
			continue // what came from another package is there to be read
		}
		ss.Contexts = append(ss.Contexts, SlotContext{en.ctx, en.Confidence, clip(e.chain(en))})
	}
	most := 40
	if e.foreign {
		most = 8
	}
	for _, ed := range s.out {
		eff := e.effects(ed.to, lifts[ed.to])
		if len(eff) == 0 || ed.to.slot != nil || len(ss.Holds) >= most {
			continue
		}
		stored := finding.Step{}
		if steps := e.edgeSteps(ed); len(steps) > 0 {
			stored = steps[0]
		}
		ss.Holds = append(ss.Holds, Held{Name: ed.to.Name, Stored: stored, Effects: eff})
	}
	own := new([numLanes]*lift)
	for _, op := range s.Ops {
		if ln, ok := laneOf(s, op); ok && own[ln] == nil {
			own[ln] = &lift{f: s, op: op, conf: op.Confidence, lane: ln}
		}
	}
	if eff := e.effects(s, own); len(eff) > 0 {
		ss.Holds = append(ss.Holds, Held{Name: s.Name, Stored: eff[0].firstStep("stored in " + slotName(s)), Effects: eff})
	}
	return ss, len(ss.Contexts)+len(ss.Holds) > 0
}

// firstStep is a step at the place where the proof of an effect begins.
func (eff *Effect) firstStep(text string) finding.Step {
	if len(eff.Steps) == 0 {
		return finding.Step{}
	}
	s := eff.Steps[0]
	s.Text = text
	return s
}
