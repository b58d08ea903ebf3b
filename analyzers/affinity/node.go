package affinity

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

	slot       *slot
	out, in    []*edge
	edges      map[edgeKey]bool
	entries    []*Entry          // surest first
	sites      []*site           // calls that reach it
	runs       map[int][]*runner // of a parameter: who runs it, and how
	escapes    map[int][]*cell   // of a parameter: the slots and results that hold it
	direct     map[directKey]*Func
	handed     map[int][]handed // of a parameter: literals that run it, and where they went
	holders    []*cell          // slots and results that hold it, if it is a literal
	state      []*Op            // writes to the fields of own widgets: see widgetState
	sends      []*ssa.Send
	recv       []*ssa.UnOp
	selects    []*ssa.Select
	loops      []ssa.Instruction // calls that run an event loop
	stops      []ssa.Instruction // calls that end it
	events     []*ssa.Call       // calls that yield the next event: see eventLoops
	implements []*Func           // the slots of interface methods that it is
	calls      []farCall         // of functions of other packages that use state
	farTakes   []farTake         // ... and that take locks

	nonblocking, safe bool                // by directive
	writes, reads     fieldSet            // of what the receiver leads to: see receiverUse
	once              bool                // runs in a sync.Once
	onceFunc          bool                // what sync.OnceFunc, OnceValue or OnceValues has returned
	tags              map[assumption]bool // see tag
	taken             bool                // its value is used, so that strangers may call it
	looper            bool                // comes to an event loop on its own goroutine
	waiter            bool                // waits for the UI goroutine, itself or through what it calls
	handler           bool                // run by the UI goroutine of its own accord: see markHandlers
}

type directKey struct {
	site   *site
	callee *types.Func
}

// A slot is a place that outlives calls: a field of a type (for all its instances), a package variable, a method of an
// interface (for all that is converted to it).
type slot struct {
	key   string // "pkg/path T.field": see slotKey
	obj   types.Object
	cell  *cell // what it holds; nil for interface methods
	held  []heldTarget
	known map[target]bool
	sums  []*SlotSummary // what other packages say of it
	sure  bool           // a toolkit runs it, whatever the instance
}

type heldTarget struct {
	target
	pos  token.Pos
	conf finding.Confidence
}

// An edge says that from runs to.
type edge struct {
	from, to *Func
	mode     Mode
	pos      token.Pos
	text     string         // of the step at pos
	steps    []finding.Step // what follows in other packages or helpers
	conf     finding.Confidence
	root     root            // what the first argument is reached from in from
	made     root            // rootFresh or rootCopy: it was made for from, a literal, in the function around it
	waits    bool            // the call returns only when the target has run
	helper   *Func           // through which from runs to, or nil
	param    int             // ... as its parameter of this number
	instr    ssa.Instruction // the call, go or defer, or nil
	turn     turn            // how often, if the edge begins a context
	more     *refinement     // of the target that led to it, or nil
}

type edgeKey struct {
	to   *Func
	mode Mode
	weak bool // the edge is not certain, or proves less
	more *refinement
	says assumption      // of the arguments
	in   *ssa.BasicBlock // where a condition on a parameter may decide whether it comes to the call
}

// An Op is one operation in a body that matters to the goroutine which runs it.
type Op struct {
	Effect
	Pos    token.Pos
	Root   root   // TouchesUI: whose widget it is
	Callee string // the function of another package that does it, or \"\"

	instr  ssa.Instruction // or nil
	unless *Func           // the slot that holds it, unless this package fills it for itself
}

// A root says what the object of an operation is reached from.
type root uint8

const (
	rootOther    root = iota
	rootReceiver      // what the first parameter of the function points to
	rootDeep          // what is reached from that through a pointer, map or slice in it
	rootFresh         // made in this function, known to nobody else
	rootCopy          // a copy of a struct in a variable of this function; what it points to is shared
	rootPending       // being found out
)

// A privacy says how much of what a function's first parameter leads to is known to nobody else.
type privacy uint8

const (
	shared   privacy = iota
	copied           // the struct itself, not what it points to
	detached         // everything, as a deep copy, but for widgets, which cannot be copied
	private          // everything
)

// hides reports whether an object of the given root is out of everybody else's sight.
func (p privacy) hides(r root) bool {
	return p >= detached && (r == rootReceiver || r == rootDeep) || p == copied && r == rootReceiver
}

// of tells how private a callee's first parameter is, when its caller's is p and the argument has the root r.
func (p privacy) of(r root) privacy {
	switch {
	case r == rootFresh:
		return private
	case r == rootCopy:
		return copied
	case r == rootReceiver:
		return p
	case r == rootDeep && p >= detached:
		return p
	}
	return shared
}

// A site is a call, with the arguments as the callee's parameters stand (the receiver included).
type site struct {
	caller *Func
	pos    token.Pos
	args   []ssa.Value
	value  ssa.Value       // what the call returns, or nil
	name   string          // of what is called, for messages
	mode   Mode            // how the call is made: go f(g) runs g on the goroutine, too
	instr  ssa.Instruction // or nil
}

// addEdge records that from runs to, once for each mode and strength.
func (e *engine) addEdge(ed *edge) {
	key := edgeKey{to: ed.to, mode: ed.mode, weak: ed.conf != finding.Certain || ed.root != rootOther, more: ed.more}
	e.tellApart(&key, ed)
	if ed.from.edges == nil {
		ed.from.edges = map[edgeKey]bool{}
	}
	if ed.from.edges[key] {
		return
	}
	ed.from.edges[key] = true
	ed.from.out = append(ed.from.out, ed)
	ed.to.in = append(ed.to.in, ed)
	e.changed = true
}

// tellApart distinguishes calls of one function that say different things of its parameters, or that different conditions
// on the caller's parameters lead to: what one of them rules out, another may do.
func (e *engine) tellApart(key *edgeKey, ed *edge) {
	if ed.from.SSA == nil || ed.instr == nil {
		return
	}
	if ed.to.SSA != nil {
		key.says = e.byCall(ed, func(v ssa.Value) string {
			if p := e.paramBehind(v); p != nil {
				return p.Name()
			}
			return e.saidByItself(v)
		})
	}
	if ed.mode == Inline && len(e.questions(ed.from.SSA)) > 0 {
		key.in = ed.instr.Block()
	}
}

// within reports whether f is outer or a literal in it, at any depth.
func (f *Func) within(outer *Func) bool {
	for ; f != nil; f = f.Parent {
		if f == outer {
			return true
		}
	}
	return false
}
