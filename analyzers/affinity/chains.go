package affinity

import (
	"go/token"
	"go/types"
	"slices"
	"sort"
	"strings"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A TickChain is a timer that starts itself again with each of its messages, and that something starts a further time
// while it runs: from then on there are two.
type TickChain struct {
	Func    *Func
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

func (e *engine) findTickChains() []TickChain {
	var all []answer
	for _, f := range e.funcs {
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

// joinChain adds a chain, to another one where the same place starts both.
func joinChain(out []TickChain, c TickChain) []TickChain {
	for i := range out {
		if out[i].Pos == c.Pos && out[i].Event == c.Event {
			out[i].Message += " and the one that sends " + c.Message
			for _, s := range c.Chain {
				if !slices.Contains(out[i].Chain, s) {
					out[i].Chain = append(out[i].Chain, s)
				}
			}
			return out
		}
	}
	return append(out, c)
}

// fastChain reports a chain whose only timer has an interval below 5 ms. A chain with other work in it, which may take its
// time, is left out.
func (e *engine) fastChain(c *cycle) (TickChain, bool) {
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
	out.Chain = append([]finding.Step{e.step(a.pos, "starts it again "+eventText(a.to))}, a.steps...)
	return out, true
}

// A cycle is a set of messages that lead to each other, and the answers by which they do.
type cycle struct {
	messages []string
	answers  []answer
	asks     map[*types.Var]bool // what decides whether it goes on
	ids      map[*types.Var]bool // what its messages are compared with
}

func (c *cycle) has(msg string) bool { return slices.Contains(c.messages, msg) }

// cycleOf returns the cycle that an answer belongs to.
func cycleOf(all []answer, a answer) *cycle {
	forward := reachable(all, a.Type, func(x answer) (string, string) { return x.to, x.Type })
	backward := reachable(all, a.Type, func(x answer) (string, string) { return x.Type, x.to })
	if !forward[a.to] && a.to != anyMessage {
		return nil
	}
	c := &cycle{asks: map[*types.Var]bool{}, ids: map[*types.Var]bool{}}
	for m := range forward {
		if backward[m] {
			c.messages = append(c.messages, m)
		}
	}
	sort.Strings(c.messages)
	for _, x := range all {
		if c.has(x.to) && c.has(x.Type) || x.to == anyMessage && c.has(x.Type) {
			c.answers = append(c.answers, x)
		}
	}
	return c
}

func reachable(all []answer, from string, ends func(answer) (string, string)) map[string]bool {
	seen := map[string]bool{from: true}
	for changed := true; changed; {
		changed = false
		for _, x := range all {
			if a, b := ends(x); seen[a] && !seen[b] && a != anyMessage && b != anyMessage {
				seen[b] = true
				changed = true
			}
		}
	}
	return seen
}

// multiplied finds a start of a cycle that can come while the cycle runs.
func (e *engine) multiplied(all []answer, c *cycle) (TickChain, bool) {
	for _, a := range c.answers {
		for _, cond := range conditionsOf(a.at.Block()) {
			for _, read := range e.inquire(cond).fields {
				c.asks[read.field] = true
			}
			e.idFields(cond, c.ids)
		}
		for _, q := range a.under {
			for _, read := range q.fields {
				c.asks[read.field] = true
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
		step := e.step(pos, text)
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
func (e *engine) startsOf(all []answer, c *cycle) []answer {
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
func (e *engine) ofToolkit(msg string) bool {
	i := strings.LastIndex(msg, ".")
	if i < 0 {
		return false
	}
	pkg := e.imported(msg[:i])
	if pkg == nil || e.set.Owner(pkg) == nil {
		return false
	}
	return strings.HasPrefix(msg[i+1:], "Key") || strings.HasPrefix(msg[i+1:], "Mouse") || strings.HasPrefix(msg[i+1:], "WindowSize") ||
		strings.HasPrefix(msg[i+1:], "Paste") || strings.HasPrefix(msg[i+1:], "Focus") || strings.HasPrefix(msg[i+1:], "Blur")
}

// idFields adds the fields that a condition compares with a part of the message.
func (e *engine) idFields(c condition, out map[*types.Var]bool) {
	cmp, ok := c.value.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ {
		return
	}
	for _, pair := range [][2]ssa.Value{{cmp.X, cmp.Y}, {cmp.Y, cmp.X}} {
		if e.partOfMessage(pair[0], 0) && !e.partOfMessage(pair[1], 0) {
			for _, read := range e.inquire(condition{pair[1], true}).fields {
				out[read.field] = true
			}
		}
	}
}

// endsByMessage reports whether a production depends on what is in the message alone: the chain may well end with the next
// one, which has something else in it.
func (e *engine) endsByMessage(p *production) bool {
	for _, cond := range conditionsOf(p.at.Block()) {
		value := cond.value
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

func (e *engine) partOfMessage(v ssa.Value, depth int) bool {
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
		return slices.ContainsFunc(storedIn(v), func(x ssa.Value) bool { return e.partOfMessage(x, depth+1) })
	case *ssa.Parameter:
		n, ok := types.Unalias(v.Type()).(*types.Named)
		return ok && e.isMessage(n)
	}
	return false
}

// renews reports whether whoever produces a message also changes what such messages are compared with: a number for the
// chain, by which the messages of an older one are known and ignored.
func (e *engine) renews(p *production, ids map[*types.Var]bool) bool {
	for id := range ids {
		if p.does[id] {
			return true
		}
		for _, w := range e.fieldWrites(p.f.SSA) {
			if w.fields[id] && together(w.at, p.at) {
				return true
			}
		}
	}
	return false
}

// transition reports whether a start happens only on the way from one state to another: its conditions ask for a field
// that the same run changes afterwards. Enough is a field that the function itself changes, or one that decides whether the
// chain goes on or was asked to be false, whoever changes it.
func (e *engine) transition(p *production, c *cycle) bool {
	for _, q := range p.under {
		for _, read := range q.fields {
			if p.does[read.field] {
				return true
			}
		}
	}
	writes := e.fieldWrites(p.f.SSA)
	for _, cond := range conditionsOf(p.at.Block()) {
		q := e.inquire(cond)
		for _, param := range q.params {
			if b, ok := param.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 {
				return true // the caller knows
			}
		}
		for _, read := range q.fields {
			for _, w := range writes {
				if !w.fields[read.field] || !together(w.at, p.at) {
					continue
				}
				if after := w.at != read.at && reaches(read.at, w.at, nil); after && (w.value != nil || q.unset == read.field || c.asks[read.field]) || toggles(w, read.field) {
					return true
				}
			}
		}
	}
	return e.callersAsk(p, c, writes)
}

// toggles reports whether a write turns a field into its opposite.
func toggles(w fieldWrite, field *types.Var) bool {
	not, ok := w.value.(*ssa.UnOp)
	if !ok || not.Op != token.NOT {
		return false
	}
	load, ok := not.X.(*ssa.UnOp)
	if !ok {
		return false
	}
	fa, ok := load.X.(*ssa.FieldAddr)
	return ok && fieldOf(fa.X.Type(), fa.Field) == field
}

// callersAsk is transition for conditions of the functions that call the one with the start.
func (e *engine) callersAsk(p *production, c *cycle, writes []fieldWrite) bool {
	own, all := map[*types.Var]bool{}, map[*types.Var]bool{}
	for _, w := range writes {
		if together(w.at, p.at) {
			for field := range w.fields {
				all[field] = true
				own[field] = own[field] || w.value != nil
			}
		}
	}
	seen := map[*Func]bool{p.f: true}
	level := []*Func{p.f}
	for depth := 0; depth < 3; depth++ {
		var next []*Func
		for _, f := range level {
			for _, ed := range f.in {
				if ed.mode != Inline || ed.instr == nil || ed.instr.Parent() != ed.from.SSA || seen[ed.from] {
					continue
				}
				seen[ed.from] = true
				next = append(next, ed.from)
				for _, cond := range conditionsOf(ed.instr.Block()) {
					q := e.inquire(cond)
					for _, read := range q.fields {
						if own[read.field] || all[read.field] && (q.unset == read.field || c.asks[read.field]) {
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
