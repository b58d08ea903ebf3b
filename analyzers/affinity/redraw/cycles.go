package redraw

import (
	"go/types"
	"slices"
	"sort"
)

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
