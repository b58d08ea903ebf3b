package engine

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// runParam notes that inv runs the index-th parameter of f.
func (e *Engine) runParam(f *Func, index int, inv *Invocation) {
	if e.tokens[f] == nil {
		e.tokens[f] = map[int][]*Invocation{}
	}
	e.tokens[f][index] = append(e.tokens[f][index], inv)
	e.changed = true
}

// A Runner is one way in which a function runs one of its parameters.
type Runner struct {
	Mode  Mode
	Conf  finding.Confidence
	Steps []finding.Step
	Waits bool // not before it is done does the function return
	Turn  Turn

	tests []fieldTest // what holds where it is run, of the fields of the function's parameters
}

// runParams works out how each function runs its parameters, as seen by its callers, and lets the arguments be run so.
func (e *Engine) runParams() {
	for _, f := range e.Bodies {
		byIndex := e.tokens[f]
		if byIndex == nil {
			continue
		}
		for i := 0; i < len(f.SSA.Params); i++ {
			for _, inv := range byIndex[i] {
				for _, r := range e.runners(f, inv) {
					e.addRunner(f, i, r)
				}
				if inv.mode == Inline {
					e.handOut(f, i, inv, inv.from, map[*Func]bool{})
				}
			}
		}
	}
}

// handOut notes that a literal which runs a parameter of f is itself returned or stored, so that others than f run it.
// Here the literal then runs the arguments of all calls of f, which may mix them up; for other packages the argument goes
// where the literal goes.
func (e *Engine) handOut(f *Func, index int, inv *Invocation, x *Func, seen map[*Func]bool) {
	if x == f || seen[x] || !x.Within(f) {
		return
	}
	seen[x] = true
	for _, c := range x.holders {
		if r, isResult := e.ResultOf[c]; !isResult || r.Fn == f {
			e.handCell(f, index, inv, c)
		}
	}
	for _, in := range x.Incoming {
		if in.Mode == Inline {
			e.handOut(f, index, inv, in.From, seen)
		}
	}
}

// Handed is a literal that runs a parameter, and where it went.
type Handed struct {
	inv *Invocation
	To  *Cell
}

func (e *Engine) handCell(f *Func, index int, inv *Invocation, c *Cell) {
	for _, h := range f.Handed[index] {
		if h.To == c && h.inv == inv {
			return
		}
	}
	if f.Handed == nil {
		f.Handed = map[int][]Handed{}
	}
	f.Handed[index] = append(f.Handed[index], Handed{inv, c})
	e.changed = true
	for i := 0; i < len(f.Sites); i++ {
		e.handArgument(f, f.Sites[i], index, inv)
	}
}

// A handing is a call, in a literal that was handed out, that runs an argument.
type handing struct {
	from *Func
	pos  token.Pos
	arg  ssa.Value
}

// handArgument lets a literal that f has handed out run the argument of a call of f. Once is enough: when the literal
// itself calls f with what f got, each turn would begin another.
func (e *Engine) handArgument(f *Func, s *Site, index int, inv *Invocation) {
	args := ir.AlignArgs(s.Args, len(f.SSA.Params))
	if args[index] == nil {
		return
	}
	h := handing{inv.from, inv.Site.Pos, args[index]}
	if e.handings[h] {
		return
	}
	e.handings[h] = true
	e.invoke(&Invocation{
		from: inv.from, mode: Inline, Text: inv.Text, Steps: []finding.Step{e.Step(s.Pos, "passed to "+f.Name)}, Conf: finding.Likely,
		Site: &Site{Caller: inv.from, Pos: inv.Site.Pos, Name: inv.Site.Name, Instr: inv.Site.Instr},
	}, args[index])
}

func (e *Engine) addRunner(f *Func, index int, r *Runner) {
	for _, old := range f.Runs[index] {
		if old.Mode == r.Mode {
			old.Waits = old.Waits && r.Waits
			if len(old.tests) > 0 && !slices.Equal(old.tests, r.tests) {
				old.tests = nil // one of several
				for i := 0; i < len(f.Sites); i++ {
					e.runArgument(f, f.Sites[i], index, old)
				}
			}
			return
		}
	}
	if f.Runs == nil {
		f.Runs = map[int][]*Runner{}
	}
	f.Runs[index] = append(f.Runs[index], r)
	e.changed = true
	for i := 0; i < len(f.Sites); i++ {
		e.runArgument(f, f.Sites[i], index, r)
	}
	for i := 0; i < len(f.implements); i++ {
		e.runPassed(f.implements[i], f, index, r)
	}
}

// runners tells how the invocation of a parameter of f looks to f's caller. The invocation stands in f or in a literal in
// f; the way from f to the literal decides. A literal that f gives away (a handler, a goroutine) begins a context of its
// own, one that f runs itself inherits the caller's.
func (e *Engine) runners(f *Func, inv *Invocation) []*Runner {
	here := append([]finding.Step{e.Step(inv.Site.Pos, inv.Text)}, inv.Steps...)
	if inv.mode != Inline || inv.from == f {
		r := &Runner{Mode: inv.mode, Conf: inv.Conf, Steps: here, Waits: inv.waits, Turn: inv.turn}
		if inv.from == f && inv.Site.Instr != nil && inv.Site.Instr.Parent() == f.SSA {
			r.tests = e.fieldTests(inv.Site.Instr.Block())
		}
		return []*Runner{r}
	}
	var out []*Runner
	seen := map[*Func]bool{}
	var climb func(x *Func, steps []finding.Step, conf finding.Confidence)
	climb = func(x *Func, steps []finding.Step, conf finding.Confidence) {
		if seen[x] || len(steps) > 8 {
			return
		}
		seen[x] = true
		for _, in := range x.Incoming {
			steps := append(e.EdgeSteps(in), steps...)
			conf := Weaker(conf, in.Conf)
			switch {
			case in.Mode != Inline:
				out = append(out, &Runner{Mode: in.Mode, Conf: conf, Steps: steps, Waits: in.Waits, Turn: in.turn})
			case in.From == f:
				out = append(out, &Runner{Mode: Inline, Conf: conf, Steps: steps, Waits: true, Turn: turnInherited})
			case in.From.Within(f):
				climb(in.From, steps, conf)
			}
		}
	}
	climb(inv.from, here, inv.Conf)
	return out
}

// runArgument lets the argument of a call be run as the callee runs its parameter.
func (e *Engine) runArgument(f *Func, s *Site, index int, r *Runner) {
	args := ir.AlignArgs(s.Args, len(f.SSA.Params))
	if args[index] == nil || slices.ContainsFunc(r.tests, func(t fieldTest) bool {
		return e.contradicts(t, s.Instr, args[slices.Index(f.SSA.Params, t.param)])
	}) {
		return
	}
	mode := r.Mode
	if mode == Inline {
		mode = s.Mode
	}
	text := "passed to " + f.Name
	if mode != Inline {
		text += ", which runs it " + where(ContextOf(mode))
	}
	e.invoke(&Invocation{
		from: s.Caller, mode: mode, Text: text, Steps: r.Steps, Conf: r.Conf, helper: f, param: index, turn: r.Turn,
		Site: &Site{Caller: s.Caller, Pos: s.Pos, Name: f.Name, Instr: s.Instr},
	}, args[index])
}
