package redraw

import (
	"go/token"
	"go/types"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A TickChain is a timer that starts itself again with each of its messages, and that something starts a further time
// while it runs: from then on there are two.
type TickChain struct {
	Func    *engine.Func
	Pos     token.Pos
	Message string        // what the timer sends
	Event   string        // what starts it again: a message of the toolkit, or "" for every message
	Every   time.Duration // not zero: it does not multiply, but comes so often
	Chain   []finding.Step
}

// An answer is a production together with the message that it answers.
type answer struct {
	*production
	to string
}

func (e *Finder) findTickChains() []TickChain {
	var all []answer
	for _, f := range e.Bodies {
		if f.SSA == nil || f.Parent != nil {
			continue
		}
		for _, p := range e.allProductions(f) {
			for _, to := range e.triggers(f, p.at.Block()) {
				if to != "" {
					all = append(all, answer{p, to})
				}
			}
		}
	}
	var out []TickChain
	done := map[string]bool{}
	for _, a := range all {
		if !a.Delayed || done[a.Type] {
			continue
		}
		if cycle := cycleOf(all, a); cycle != nil {
			for _, m := range cycle.messages {
				done[m] = true
			}
			if c, ok := e.multiplied(all, cycle); ok {
				out = joinChain(out, c)
			}
			if c, ok := e.fastChain(cycle); ok {
				out = append(out, c)
			}
		}
	}
	return out
}

// fastChain reports a chain whose only timer has an interval below 5 ms. A chain with other work in it, which may take its
// time, is left out.
func (e *Finder) fastChain(c *cycle) (TickChain, bool) {
	if len(c.messages) != 1 {
		return TickChain{}, false
	}
	for _, a := range c.answers {
		if a.every <= 0 || a.every >= shortest {
			return TickChain{}, false
		}
	}
	a := c.answers[0]
	out := TickChain{Func: a.f, Pos: a.pos, Message: shortType(a.Type), Every: a.every}
	out.Chain = append([]finding.Step{e.Step(a.pos, "starts it again "+eventText(a.to))}, a.steps...)
	return out, true
}

// multiplied finds a start of a cycle that can come while the cycle runs.
func (e *Finder) multiplied(all []answer, c *cycle) (TickChain, bool) {
	for _, a := range c.answers {
		for _, cond := range ir.ConditionsOf(a.at.Block()) {
			for _, read := range e.Inquire(cond).Fields {
				c.asks[read.Field] = true
			}
			e.idFields(cond, c.ids)
		}
		for _, q := range a.under {
			for _, read := range q.Fields {
				c.asks[read.Field] = true
			}
		}
	}
	for _, a := range c.answers {
		if e.endsByMessage(a.production) {
			return TickChain{}, false
		}
		if e.renews(a.production, c.ids) {
			return TickChain{}, false // the messages of a second chain are out of date when the first one has gone on
		}
	}
	var starts []answer
	for _, a := range e.startsOf(all, c) {
		if !e.transition(a.production, c) && !e.renews(a.production, c.ids) {
			starts = append(starts, a)
		}
	}
	if len(starts) == 0 {
		return TickChain{}, false
	}
	first := starts[0]
	out := TickChain{Func: first.f, Pos: first.pos, Message: shortType(first.Type), Event: eventName(first.to)}
	add := func(pos token.Pos, text string) {
		step := e.Step(pos, text)
		if !slices.ContainsFunc(out.Chain, func(s finding.Step) bool { return s.File == step.File && s.Line == step.Line }) {
			out.Chain = append(out.Chain, step)
		}
	}
	add(first.pos, "starts the timer ("+eventText(first.to)+")")
	out.Chain = append(out.Chain, first.steps...)
	for _, a := range c.answers {
		if a.to != anyMessage {
			add(a.pos, "starts it again on each "+shortType(a.to))
		}
	}
	for _, s := range starts[1:] {
		add(s.pos, "also starts the timer ("+eventText(s.to)+")")
	}
	return out, true
}

// startsOf returns the answers to other messages that begin a cycle, where the user or the toolkit sends these messages at
// any time, itself or through others that lead on.
func (e *Finder) startsOf(all []answer, c *cycle) []answer {
	events := map[string]bool{anyMessage: true}
	for _, a := range all {
		if e.ofToolkit(a.to) {
			events[a.to] = true
		}
	}
	for changed := true; changed; {
		changed = false
		for _, a := range all {
			if events[a.to] && !events[a.Type] && !a.Delayed && !c.has(a.Type) && !e.transition(a.production, c) {
				events[a.Type] = true
				changed = true
			}
		}
	}
	var out []answer
	for _, a := range all {
		if c.has(a.Type) && !c.has(a.to) && events[a.to] {
			out = append(out, a)
		}
	}
	return out
}

// ofToolkit reports whether a toolkit sends messages of the type, again and again.
func (e *Finder) ofToolkit(msg string) bool {
	i := strings.LastIndex(msg, ".")
	if i < 0 {
		return false
	}
	pkg := e.Imported(msg[:i])
	if pkg == nil || e.Set.Owner(pkg) == nil {
		return false
	}
	return strings.HasPrefix(msg[i+1:], "Key") || strings.HasPrefix(msg[i+1:], "Mouse") || strings.HasPrefix(msg[i+1:], "WindowSize") ||
		strings.HasPrefix(msg[i+1:], "Paste") || strings.HasPrefix(msg[i+1:], "Focus") || strings.HasPrefix(msg[i+1:], "Blur")
}

// idFields adds the fields that a condition compares with a part of the message.
func (e *Finder) idFields(c ir.Condition, out map[*types.Var]bool) {
	cmp, ok := c.Value.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ {
		return
	}
	for _, pair := range [][2]ssa.Value{{cmp.X, cmp.Y}, {cmp.Y, cmp.X}} {
		if e.partOfMessage(pair[0], 0) && !e.partOfMessage(pair[1], 0) {
			for _, read := range e.Inquire(ir.Condition{Value: pair[1], Taken: true}).Fields {
				out[read.Field] = true
			}
		}
	}
}

// endsByMessage reports whether a production depends on what is in the message alone: the chain may well end with the next
// one, which has something else in it.
func (e *Finder) endsByMessage(p *production) bool {
	for _, cond := range ir.ConditionsOf(p.at.Block()) {
		value := cond.Value
		if not, ok := value.(*ssa.UnOp); ok && not.Op == token.NOT {
			value = not.X
		}
		if x, ok := value.(*ssa.Extract); ok {
			if _, asked := x.Tuple.(*ssa.TypeAssert); asked {
				continue
			}
		}
		cmp, ok := value.(*ssa.BinOp)
		if !ok {
			if e.partOfMessage(value, 0) {
				return true
			}
			continue
		}
		_, constX := cmp.X.(*ssa.Const)
		_, constY := cmp.Y.(*ssa.Const)
		if constY && e.partOfMessage(cmp.X, 0) || constX && e.partOfMessage(cmp.Y, 0) {
			return true
		}
	}
	return false
}

func (e *Finder) partOfMessage(v ssa.Value, depth int) bool {
	if depth > 8 {
		return false
	}
	switch v := v.(type) {
	case *ssa.TypeAssert:
		return isParam(v.X)
	case *ssa.Extract:
		return e.partOfMessage(v.Tuple, depth+1)
	case *ssa.Field:
		return e.partOfMessage(v.X, depth+1)
	case *ssa.FieldAddr:
		return e.partOfMessage(v.X, depth+1)
	case *ssa.UnOp:
		return e.partOfMessage(v.X, depth+1)
	case *ssa.Convert:
		return e.partOfMessage(v.X, depth+1)
	case *ssa.ChangeType:
		return e.partOfMessage(v.X, depth+1)
	case *ssa.Alloc:
		return slices.ContainsFunc(ir.StoredIn(v), func(x ssa.Value) bool { return e.partOfMessage(x, depth+1) })
	case *ssa.Parameter:
		n, ok := types.Unalias(v.Type()).(*types.Named)
		return ok && e.isMessage(n)
	}
	return false
}

// renews reports whether whoever produces a message also changes what such messages are compared with: a number for the
// chain, by which the messages of an older one are known and ignored.
func (e *Finder) renews(p *production, ids map[*types.Var]bool) bool {
	for id := range ids {
		if p.does[id] {
			return true
		}
		for _, w := range e.FieldWrites(p.f.SSA) {
			if w.Fields[id] && together(w.At, p.at) {
				return true
			}
		}
	}
	return false
}

// transition reports whether a start happens only on the way from one state to another: its conditions ask for a field
// that the same run changes afterwards. Enough is a field that the function itself changes, or one that decides whether the
// chain goes on or was asked to be false, whoever changes it.
func (e *Finder) transition(p *production, c *cycle) bool {
	for _, q := range p.under {
		for _, read := range q.Fields {
			if p.does[read.Field] {
				return true
			}
		}
	}
	writes := e.FieldWrites(p.f.SSA)
	for _, cond := range ir.ConditionsOf(p.at.Block()) {
		q := e.Inquire(cond)
		for _, param := range q.Params {
			if b, ok := param.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 {
				return true // the caller knows
			}
		}
		for _, read := range q.Fields {
			for _, w := range writes {
				if !w.Fields[read.Field] || !together(w.At, p.at) {
					continue
				}
				if after := w.At != read.At && ir.Reaches(read.At, w.At, nil); after && (w.Value != nil || q.Unset == read.Field || c.asks[read.Field]) || toggles(w, read.Field) {
					return true
				}
			}
		}
	}
	return e.callersAsk(p, c, writes)
}

// toggles reports whether a write turns a field into its opposite.
func toggles(w engine.FieldWrite, field *types.Var) bool {
	not, ok := w.Value.(*ssa.UnOp)
	if !ok || not.Op != token.NOT {
		return false
	}
	load, ok := not.X.(*ssa.UnOp)
	if !ok {
		return false
	}
	fa, ok := load.X.(*ssa.FieldAddr)
	return ok && ir.FieldOf(fa.X.Type(), fa.Field) == field
}

// callersAsk is transition for conditions of the functions that call the one with the start.
func (e *Finder) callersAsk(p *production, c *cycle, writes []engine.FieldWrite) bool {
	own, all := map[*types.Var]bool{}, map[*types.Var]bool{}
	for _, w := range writes {
		if together(w.At, p.at) {
			for field := range w.Fields {
				all[field] = true
				own[field] = own[field] || w.Value != nil
			}
		}
	}
	seen := map[*engine.Func]bool{p.f: true}
	level := []*engine.Func{p.f}
	for depth := 0; depth < 3; depth++ {
		var next []*engine.Func
		for _, f := range level {
			for _, ed := range f.Incoming {
				if ed.Mode != engine.Inline || ed.Instr == nil || ed.Instr.Parent() != ed.From.SSA || seen[ed.From] {
					continue
				}
				seen[ed.From] = true
				next = append(next, ed.From)
				for _, cond := range ir.ConditionsOf(ed.Instr.Block()) {
					q := e.Inquire(cond)
					for _, read := range q.Fields {
						if own[read.Field] || all[read.Field] && (q.Unset == read.Field || c.asks[read.Field]) {
							return true
						}
					}
				}
			}
		}
		level = next
	}
	return false
}

func shortType(t string) string {
	if i := strings.LastIndex(t, "/"); i >= 0 {
		return t[i+1:]
	}
	return t
}

func eventName(msg string) string {
	if msg == anyMessage {
		return ""
	}
	return shortType(msg)
}

func eventText(msg string) string {
	if msg == anyMessage {
		return "on every message"
	}
	return "on each " + shortType(msg)
}

// together reports whether one run of a function can come to both instructions.
func together(a, b ssa.Instruction) bool {
	return a == b || ir.Reaches(a, b, nil) || ir.Reaches(b, a, nil)
}
