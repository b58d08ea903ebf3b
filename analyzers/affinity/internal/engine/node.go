package engine

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// A Context is a kind of goroutine that runs a function.
type Context uint8

const (
	UI         Context = iota // handlers, dispatched functions, the event loop
	Background                // go statements, executors, commands
	Startup                   // main and init, before the loop runs: everything is allowed
	Process                   // in a worker process: no UI, no memory in common
)

func (c Context) String() string { return [...]string{"ui", "background", "startup", "process"}[c] }

// A Mode says how an edge runs its target.
type Mode uint8

const (
	Inline       Mode = iota // on the goroutine that runs the source
	OnUI                     // on the UI goroutine
	InBackground             // on another goroutine
	InProcess                // in a worker process
)

func modeOf(r toolkit.Run) (Mode, bool) {
	switch r {
	case toolkit.RunInline:
		return Inline, true
	case toolkit.RunUI:
		return OnUI, true
	case toolkit.RunBackground:
		return InBackground, true
	case toolkit.RunProcess:
		return InProcess, true
	}
	return 0, false
}

// A Func is something that runs: the body of a function or literal; a call that a go statement, a spawner or a dispatcher
// makes directly (go table.Refresh()), which has a body of one operation; or a slot, which runs whatever it holds.
type Func struct {
	Name   string // "(*View).save", "a function literal in (*View).save", "the functions in Clock.OnStep"
	Pos    token.Pos
	Parent *Func // of a literal or a direct call
	SSA    *ssa.Function
	Ops    []*Op // in source order

	Slot               *Slot
	Outgoing, Incoming []*Edge
	edges              map[edgeKey]bool
	Entries            []*Entry          // surest first
	Sites              []*Site           // calls that reach it
	Runs               map[int][]*Runner // of a parameter: who runs it, and how
	Escapes            map[int][]*Cell   // of a parameter: the slots and results that hold it
	Direct             map[DirectKey]*Func
	Handed             map[int][]Handed // of a parameter: literals that run it, and where they went
	holders            []*Cell          // slots and results that hold it, if it is a literal
	State              []*Op            // writes to the fields of own widgets: see WidgetState
	sends              []*ssa.Send
	recv               []*ssa.UnOp
	selects            []*ssa.Select
	Loops              []ssa.Instruction // calls that run an event loop
	stops, resumes     []ssa.Instruction // calls that end it, or hand the screen over, and those that take it back
	replaces           []ssa.Instruction // calls that take away what is shown
	events             []*ssa.Call       // calls that yield the next event: see eventLoops
	implements         []*Func           // the slots of interface methods that it is
	Calls              []FarCall         // of functions of other packages that use state
	FarTakes           []FarTake         // ... and that take locks

	Nonblocking, Safe bool                // by directive
	Writes, Reads     FieldSet            // of what the receiver leads to: see ReceiverUse
	Once              bool                // runs in a sync.Once
	OnceFunc          bool                // what sync.OnceFunc, OnceValue or OnceValues has returned
	tags              map[Assumption]bool // see tag
	Taken             bool                // its value is used, so that strangers may call it
	Looper            bool                // comes to an event loop on its own goroutine
	Waiter            bool                // waits for the UI goroutine, itself or through what it calls
	Handler           bool                // run by the UI goroutine of its own accord: see markHandlers
}

// A DirectKey is a call that runs elsewhere, go f(), and what it calls.
type DirectKey struct {
	site   *Site
	Callee *types.Func
}

// A Slot is a place that outlives calls: a field of a type (for all its instances), a package variable, a method of an
// interface (for all that is converted to it).
type Slot struct {
	Key   string // "pkg/path T.field": see slotKey
	obj   types.Object
	cell  *Cell // what it holds; nil for interface methods
	Held  []HeldTarget
	known map[Target]bool
	Sums  []*SlotSummary // what other packages say of it
	sure  bool           // a toolkit runs it, whatever the instance
}

// Funcs reports whether a slot holds func values, in a field or a variable.
func (s *Slot) Funcs() bool { return s.cell != nil }

// A HeldTarget is what a slot holds, and where it was put.
type HeldTarget struct {
	Target
	pos  token.Pos
	conf finding.Confidence
}

// An Edge says that from runs to.
type Edge struct {
	From, To  *Func
	Mode      Mode
	Pos       token.Pos
	Text      string         // of the step at pos
	steps     []finding.Step // what follows in other packages or helpers
	Conf      finding.Confidence
	Root      Root            // what the first argument is reached from in from
	made      Root            // RootFresh or RootCopy: it was made for from, a literal, in the function around it
	Waits     bool            // the call returns only when the target has run
	Helper    *Func           // through which from runs to, or nil
	param     int             // ... as its parameter of this number
	Instr     ssa.Instruction // the call, go or defer, or nil
	turn      Turn            // how often, if the edge begins a context
	suspended bool            // see Suspended
	Several   bool            // it starts goroutines of which several run at once
	more      *refinement     // of the target that led to it, or nil
}

type edgeKey struct {
	to   *Func
	mode Mode
	weak bool // the edge is not certain, or proves less
	more *refinement
	says Assumption      // of the arguments
	in   *ssa.BasicBlock // where a condition on a parameter may decide whether it comes to the call
}

// An Op is one operation in a body that matters to the goroutine which runs it.
type Op struct {
	Effect
	Pos    token.Pos
	Root   Root   // TouchesUI: whose widget it is
	Callee string // the function of another package that does it, or \"\"

	Instr  ssa.Instruction // or nil
	unless *Func           // the slot that holds it, unless this package fills it for itself
	via    *Invocation     // by which a helper runs it, or nil
}

// A Root says what the object of an operation is reached from.
type Root uint8

const (
	RootOther    Root = iota
	RootReceiver      // what the first parameter of the function points to
	RootDeep          // what is reached from that through a pointer, map or slice in it
	RootFresh         // made in this function, known to nobody else
	RootCopy          // a copy of a struct in a variable of this function; what it points to is shared
	rootPending       // being found out
)

// A Privacy says how much of what a function's first parameter leads to is known to nobody else.
type Privacy uint8

const (
	Shared   Privacy = iota
	copied           // the struct itself, not what it points to
	detached         // everything, as a deep copy, but for widgets, which cannot be copied
	Private          // everything
)

// Hides reports whether an object of the given root is out of everybody else's sight.
func (p Privacy) Hides(r Root) bool {
	return p >= detached && (r == RootReceiver || r == RootDeep) || p == copied && r == RootReceiver
}

// Of tells how private a callee's first parameter is, when its caller's is p and the argument has the root r.
func (p Privacy) Of(r Root) Privacy {
	switch {
	case r == RootFresh:
		return Private
	case r == RootCopy:
		return copied
	case r == RootReceiver:
		return p
	case r == RootDeep && p >= detached:
		return p
	}
	return Shared
}

// A Site is a call, with the arguments as the callee's parameters stand (the receiver included).
type Site struct {
	Caller *Func
	Pos    token.Pos
	Args   []ssa.Value
	value  ssa.Value       // what the call returns, or nil
	Name   string          // of what is called, for messages
	Mode   Mode            // how the call is made: go f(g) runs g on the goroutine, too
	Instr  ssa.Instruction // or nil
}

// addEdge records that from runs to, once for each mode and strength.
func (e *Engine) addEdge(ed *Edge) {
	key := edgeKey{to: ed.To, mode: ed.Mode, weak: ed.Conf != finding.Certain || ed.Root != RootOther, more: ed.more}
	e.tellApart(&key, ed)
	if ed.From.edges == nil {
		ed.From.edges = map[edgeKey]bool{}
	}
	if ed.From.edges[key] {
		return
	}
	ed.From.edges[key] = true
	ed.From.Outgoing = append(ed.From.Outgoing, ed)
	ed.To.Incoming = append(ed.To.Incoming, ed)
	e.changed = true
}

// tellApart distinguishes calls of one function that say different things of its parameters, or that different conditions
// on the caller's parameters lead to: what one of them rules out, another may do.
func (e *Engine) tellApart(key *edgeKey, ed *Edge) {
	if ed.From.SSA == nil || ed.Instr == nil {
		return
	}
	if ed.To.SSA != nil {
		key.says = e.byCall(ed, func(v ssa.Value) string {
			if p := e.paramBehind(v); p != nil {
				return p.Name()
			}
			return e.saidByItself(v)
		})
	}
	if ed.Mode == Inline && len(e.questions(ed.From.SSA)) > 0 {
		key.in = ed.Instr.Block()
	}
}

// Within reports whether f is outer or a literal in it, at any depth.
func (f *Func) Within(outer *Func) bool {
	for ; f != nil; f = f.Parent {
		if f == outer {
			return true
		}
	}
	return false
}

// Handles reports whether an edge registers a handler, which the toolkit runs whenever there is cause.
func (ed *Edge) Handles() bool { return ed.Mode == OnUI && ed.turn == turnAgain }

// A Place is an instruction in a function that one of the two sides of a race runs.
type Place struct {
	F  *Func
	In ssa.Instruction
}
