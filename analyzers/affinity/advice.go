package affinity

import "golang.org/x/tools/go/ssa"

// advice is what the rules about timers, contexts and executors work on, and what finding it remembers.
type advice struct {
	polls      []Poll
	tickChains []TickChain
	animations []HiddenAnimation
	lifetimes  []Lifetime
	faults     []TaskFault
	hogs       []Hog
	misplaced  []Misplaced

	uses        map[*Func]*use
	produced    map[*Func][]*production // see messages.go
	producedAll map[*Func][]*production
	triggered   map[*Func]map[*ssa.BasicBlock][]string
	asked       map[string]bool
	driving     map[*Func]bool // see drivesUI
}

func newAdvice() advice {
	return advice{
		uses:        map[*Func]*use{},
		produced:    map[*Func][]*production{},
		producedAll: map[*Func][]*production{},
		triggered:   map[*Func]map[*ssa.BasicBlock][]string{},
		driving:     map[*Func]bool{},
	}
}

// findAdvice looks for everything at once: rules run at the same time, and what they share must not change under them.
func (e *engine) findAdvice() {
	e.polls = e.findPolls()
	e.tickChains = e.findTickChains()
	e.animations = e.findHiddenAnimations()
	e.lifetimes = e.findLifetimes()
	e.faults = e.findTaskFaults()
	e.hogs = e.findHogs()
	e.misplaced = e.findMisplaced()
}

// Polls returns the timers and loops of the package that run too often.
func (r *Result) Polls() []Poll { return r.engine.polls }

// TickChains returns the timers of the package that multiply, or restart too soon. Starts with the same cause make one:
// the messages of a chain are the cause.
func (r *Result) TickChains() []TickChain { return r.engine.tickChains }

// HiddenAnimations returns the components that a program goes on drawing when they are not shown.
func (r *Result) HiddenAnimations() []HiddenAnimation { return r.engine.animations }

// Lifetimes returns the contexts of the package that do not fit what is done with them.
func (r *Result) Lifetimes() []Lifetime { return r.engine.lifetimes }

// TaskFaults returns what cannot cross to a worker process, and tasks that no worker knows.
func (r *Result) TaskFaults() []TaskFault { return r.engine.faults }

// Hogs returns the functions without end that the package hands to bounded executors.
func (r *Result) Hogs() []Hog { return r.engine.hogs }

// Misplaced returns the work that the package gives to the wrong executor.
func (r *Result) Misplaced() []Misplaced { return r.engine.misplaced }
