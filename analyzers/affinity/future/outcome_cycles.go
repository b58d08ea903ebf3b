package future

import (
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
)

// Functions that return futures call each other in circles: a pane hands Blur on to its content, which for all that is known
// of the interface is a pane again. What such a circle returns is the least answer that agrees with itself: nil when nobody in
// it makes a future. It is found by trying, from nothing upwards; what does not come to rest may be anything. Where an interface
// leads back, something unseen ends the circle.

// mostTrials bounds the rounds. An outcome is a set of few elements, so that one more round each is enough as long as no
// branch is decided by what is being tried.
const mostTrials = 8

// A trial is one search for the outcomes of functions that may call each other.
type trial struct {
	assumed map[outcomeKey]engine.Outcome // of those that were asked for while they were being evaluated
	found   map[outcomeKey]engine.Outcome // in this round
	open    map[outcomeKey]bool
	again   bool // something else came out than was assumed
}

// outcomeOf is what the i-th result of a function may be, for what is known of its parameters.
func (e *Finder) outcomeOf(fn *ssa.Function, i int, env environment, depth int) engine.Outcome {
	if len(fn.Blocks) == 0 || depth > deepestOutcome {
		return engine.Anything
	}
	key := outcomeKey{fn, i, env.key()}
	if o, ok := e.outcomes[key]; ok {
		return o
	}
	if e.trial != nil {
		return e.try(key, env, depth)
	}
	t := &trial{assumed: map[outcomeKey]engine.Outcome{}}
	for range mostTrials {
		t.found, t.open, t.again = map[outcomeKey]engine.Outcome{}, map[outcomeKey]bool{}, false
		e.trial = t
		e.try(key, env, depth)
		e.trial = nil
		if !t.again {
			for k, o := range t.found {
				e.outcomes[k] = o
			}
			return e.outcomes[key]
		}
	}
	e.outcomes[key] = engine.Anything
	return engine.Anything
}

func (e *Finder) try(key outcomeKey, env environment, depth int) engine.Outcome {
	t := e.trial
	if t.open[key] {
		if _, ok := t.assumed[key]; !ok {
			t.assumed[key] = 0
		}
		return t.assumed[key]
	}
	if o, ok := t.found[key]; ok {
		return o
	}
	if len(e.outcomes)+len(t.found) > mostEvaluations {
		return engine.Anything
	}
	t.open[key] = true
	r := e.newReturns(key.fn, env, depth)
	var o engine.Outcome
	for _, ret := range r.returns {
		o |= r.of(ret.Results[key.result], map[ssa.Value]bool{})
	}
	delete(t.open, key)
	if was, asked := t.assumed[key]; asked && was|o != was {
		t.assumed[key] = was | o
		t.again = true
	} else if asked {
		o = was
	}
	t.found[key] = o
	return o
}

// circular reports whether a function is being evaluated already.
func (e *Finder) circular(fn *ssa.Function, i int, env environment) bool {
	return e.trial != nil && e.trial.open[outcomeKey{fn, i, env.key()}]
}
