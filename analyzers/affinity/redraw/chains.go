package redraw

import (
	"go/token"
	"go/types"
	"slices"
	"strings"
	"time"

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
		cycle := cycleOf(all, a)
		if cycle != nil {
			cycle = e.withoutSpent(all, a, cycle)
		}
		if cycle != nil {
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

// withoutSpent returns the cycle of an answer that is left without the answers that use up what they ask for.
func (e *Finder) withoutSpent(all []answer, a answer, c *cycle) *cycle {
	rest := e.lasting(all, c)
	if len(rest) == len(all) {
		return c
	}
	if !slices.ContainsFunc(rest, func(b answer) bool { return b.production == a.production }) {
		return nil
	}
	return cycleOf(rest, a)
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
	if renewedBy := slices.IndexFunc(c.answers, func(a answer) bool { return a.to != anyMessage }); renewedBy < 0 {
		// Only what answers every message renews it. That place is the fault, whoever else starts the timer.
		every := slices.IndexFunc(starts, func(a answer) bool { return a.to == anyMessage })
		if every < 0 {
			return TickChain{}, false
		}
		first = starts[every]
		starts = append([]answer{first}, slices.Delete(slices.Clone(starts), every, every+1)...)
	}
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
		add(a.pos, "starts it again "+eventText(a.to))
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

// renews reports whether whoever produces a message also changes what such messages are compared with: a number for the
// chain, by which the messages of an older one are known and ignored.
func (e *Finder) renews(p *production, ids map[*types.Var]bool) bool {
	for id := range ids {
		if p.does[id] {
			return true
		}
		for _, w := range e.writesWith(p) {
			if w.Fields[id] && together(w.At, p.at) {
				return true
			}
		}
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
