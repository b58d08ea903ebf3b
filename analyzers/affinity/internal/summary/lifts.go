package summary

import (
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/finding"
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
	f    *engine.Func
	op   *engine.Op
	via  *engine.Edge // the call that leads on, or nil where op stands
	next *lift
	conf finding.Confidence
	lane lane
	once bool // see onceOnly
	pend *pending
}

const maxLift = 14 // calls; a longer chain convinces nobody

// lifts finds for each function the surest, then gravest and then shortest proof of each effect: backwards from the
// operations along the calls that stay on the goroutine.
func (e *exporter) lifts() map[*engine.Func]*[numLanes]*lift {
	best := map[*engine.Func]*[numLanes]*lift{}
	var levels [6][]*lift
	seen := map[pendingKey]bool{}
	add := func(l *lift) {
		i := 0
		switch l.conf {
		case finding.Likely:
			i = 2
		case finding.Possible:
			i = 4
		}
		if l.op.Slight() {
			i++
		}
		levels[i] = append(levels[i], l)
	}
	for _, f := range e.Nodes() {
		for _, op := range append(f.State, f.Ops...) {
			if ln, ok := laneOf(f, op); ok && !(ln == laneBlocks && f.Stopped(op.Instr)) && !(ln <= laneWaits && e.reportedHere(f, op)) && !(ln == laneLeaves && e.Recurs[f] != nil) {
				l := &lift{f: f, op: op, conf: op.Confidence, lane: ln, once: op.Once}
				if e.Foreign && ln == laneBlocks && e.fillsOnce(op.Instr) {
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
			if given := l.givenTo(); given != nil {
				key := pendingKey{l.f, given, l.lane}
				if seen[key] {
					continue
				}
				seen[key] = true
			} else if best[l.f][l.lane] != nil {
				continue
			}
			if l.f.Nonblocking && l.lane == laneBlocks || l.f.Safe && (l.lane == laneTouches || l.lane == laneTouchesReceiver) {
				continue
			}
			if l.pend == nil && best[l.f][l.lane] == nil {
				best[l.f][l.lane] = l
			}
			if l.depth() >= maxLift {
				continue
			}
			for _, ed := range l.f.Incoming {
				if ed.Mode != engine.Inline || l.lane == laneLeaves && (ed.To.Once || e.Guarded(ed.Instr)) || l.lane == laneBlocks && e.Suspended(ed) {
					continue
				}
				up := &lift{f: ed.From, op: l.op, via: ed, next: l, conf: engine.Weaker(l.conf, ed.Conf), lane: l.lane, once: l.once}
				if !e.upThrough(up, l, ed) {
					continue
				}
				if e.Foreign && l.lane == laneBlocks && e.onceOnly(ed, l.op.Tier) {
					up.conf, up.once = finding.Possible, true
				}
				if l.lane == laneTouchesReceiver {
					switch ed.Root {
					case engine.RootFresh:
						continue
					case engine.RootReceiver, engine.RootDeep:
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

func laneOf(f *engine.Func, op *engine.Op) (lane, bool) {
	switch op.Kind {
	case engine.Blocks:
		return laneBlocks, !f.Nonblocking
	case engine.WaitsForUI:
		return laneWaits, op.Advice != "loop"
	case engine.Leaves:
		return laneLeaves, true
	}
	switch op.Root {
	case engine.RootFresh:
		return 0, false
	case engine.RootReceiver, engine.RootDeep:
		return laneTouchesReceiver, true
	}
	return laneTouches, true
}

// reportedHere reports whether the package's own report covers an operation, so that callers need not repeat it.
func (e *exporter) reportedHere(f *engine.Func, op *engine.Op) bool {
	if e.Foreign {
		return false
	}
	en := f.Context(engine.UI)
	return en != nil && !en.Quiet && engine.Weaker(en.Confidence, op.Confidence).AtLeast(finding.Likely)
}

// alsoLeadsTo lists other operations of the kind of a lift's that f comes to on the same goroutine: a table of commands
// has one witness, and many causes.
func (e *exporter) alsoLeadsTo(f *engine.Func, l *lift) []finding.Step {
	const most, deep = 12, 8
	if e.Foreign {
		return nil
	}
	var out []finding.Step
	seen := map[*engine.Func]bool{f: true}
	level := []*engine.Func{f}
	for depth := 0; depth < deep && len(level) > 0; depth++ {
		var next []*engine.Func
		for _, x := range level {
			for _, op := range x.Ops {
				if op.Kind == l.op.Kind && op != l.op && op.Confidence.AtLeast(finding.Likely) && op.Root != engine.RootFresh && e.Ours(op.Pos) && len(out) < most {
					out = append(out, e.Step(op.Pos, "also "+engine.OpText(op)))
				}
			}
			for _, ed := range x.Outgoing {
				if ed.Mode == engine.Inline && !seen[ed.To] {
					seen[ed.To] = true
					next = append(next, ed.To)
				}
			}
		}
		level = next
	}
	return out
}

func (e *exporter) liftSteps(l *lift) []finding.Step {
	var out []finding.Step
	for ; l.via != nil; l = l.next {
		out = append(out, e.EdgeSteps(l.via)...)
	}
	if l.op.Pos.IsValid() && e.Ours(l.op.Pos) {
		out = append(out, e.Step(l.op.Pos, engine.OpText(l.op)))
	}
	out = append(out, l.op.Steps...)
	if len(out) > maxLift {
		out = append(out[:maxLift/2:maxLift/2], out[len(out)-maxLift/2:]...)
	}
	return out
}

// firstStep is a step at the place where the proof of an effect begins.
func firstStep(eff *engine.Effect, text string) finding.Step {
	if len(eff.Steps) == 0 {
		return finding.Step{}
	}
	s := eff.Steps[0]
	s.Text = text
	return s
}
