package toolkit

import (
	"go/types"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A Run says how a function value is run by whoever receives it.
type Run int

const (
	RunUnknown    Run = iota
	RunInline         // by the goroutine that made the call, before the call returns
	RunUI             // on the UI goroutine
	RunBackground     // on a goroutine that is not the UI goroutine
	RunProcess        // in another process, on a copy of its arguments
	RunNone           // kept, never run, or run in a way that no rule cares about
)

func (r Run) String() string {
	switch r {
	case RunInline:
		return "inline"
	case RunUI:
		return "ui"
	case RunBackground:
		return "background"
	case RunProcess:
		return "process"
	case RunNone:
		return "none"
	}
	return "unknown"
}

// A Tier says what a blocking call waits for. Higher tiers are worse: a wait may never end, a disk is seldom slow.
type Tier int

const (
	TierNone    Tier = iota
	TierDisk         // files
	TierProcess      // a child process
	TierNetwork      // another machine
	TierWait         // another goroutine, or time
)

func (t Tier) String() string {
	switch t {
	case TierDisk:
		return "disk"
	case TierProcess:
		return "process"
	case TierNetwork:
		return "network"
	case TierWait:
		return "wait"
	}
	return "none"
}

// Blocking is what is known about a call that may not return soon.
type Blocking struct {
	Tier       Tier
	Advice     string // what to do instead, or ""
	Confidence finding.Confidence
}

// A Profile is what bglint knows about one toolkit.
type Profile struct {
	Name   string // the key: "tview"
	Title  string // in messages: "tview"
	UIName string // how messages name the UI goroutine: "tview's event loop"
	Do     string // how messages name the dispatcher: "app.QueueUpdateDraw"
	Opaque bool   // the bodies of its packages are not analysed

	// Unattached: a widget belongs to the UI goroutine from the moment it is made. In most toolkits one that is in no window
	// yet may be made and filled anywhere.
	Unattached bool

	// Locks: the UI goroutine holds a lock of the toolkit's while it runs handlers, which the program may take elsewhere.
	Locks bool

	callbacks  Run // what happens to functions that an opaque package receives and no rule mentions
	packages   []*packageEntry
	rules      []*rule
	interfaces []*interfaceRule
	signatures []*signatureRule
	tools      map[Tool][]symbol
}

// A Call is everything known about calling one function or method. It is shared: do not change it.
type Call struct {
	Profile *Profile // nil when no profile knows the function

	UI          bool // must be called on the UI goroutine
	Safe        bool // may be called on any goroutine
	Loop        bool // runs the event loop on the calling goroutine
	Stop        bool // ends the event loop, or hands the screen over
	Resume      bool // takes the screen back
	Events      bool // yields the next event, or a channel of them: the loop of the program around it is the event loop
	Locks       int  // 1: takes the lock that the UI goroutine holds while it runs handlers; -1: gives it back
	Cleanup     bool // registers its function for the end of a client, window or context
	Liveness    bool // tells whether a client, window or context has ended
	Once        bool // its handler, or it if it is a handler, runs once in the life of the program
	Again       bool // its function runs again and again, although in the background: at each event, each page
	Several     bool // its function runs on several background goroutines at once: for each connection, each request
	Intercept   bool // registers what runs when the user closes a window, and not when the program does
	Closes      bool // closes a window past its intercept
	Replaces    bool // takes away what is shown: a window's content, a page, a dialog; its handlers do not run any more
	Outlives    bool // starts work that outlives the client whose context it gets, unless an option with the role cleanup says otherwise
	Nonblocking bool // returns soon, or stops the UI by intent: whatever its body does, it is no freeze
	Blocking    *Blocking

	// UIConfidence is how much harm an off-thread call does when UI is set: possible for what the toolkit happens to lock.
	UIConfidence finding.Confidence

	// Dispatch: the call hands work to the UI goroutine. Waits: it returns only when that work was done, so it must not
	// be made on the UI goroutine. Both also hold for calls without a function, such as (*tea.Program).Send.
	Dispatch, Waits bool

	// Early: before the event loop runs, a call that waits runs its function at once instead. Unordered: the functions of two
	// calls that follow each other may run in either order. Advice is what to do on the UI goroutine instead of a call that
	// waits, or "".
	Early, Unordered bool
	Advice           string

	// FiredBy names the methods of the same widget that run the function which is given here: setters that report a change.
	FiredBy []string

	// Bounded: a function that is given here takes one of a limited number of places. "always", or the method of the same
	// value that sets a limit; "" where there is none.
	Bounded string

	// Params says what happens to each func-typed parameter, by index, the receiver not counted. It also has parameters
	// of other types when a profile says that they hold a function (Connect(signal string, f any)). ParamsKnown: the
	// function belongs to an opaque profile, so a parameter that is not in Params holds no function.
	Params      map[int]Run
	ParamsKnown bool
}

// A Handler is an interface whose methods a toolkit calls on values that the program gives to it.
type Handler struct {
	Iface   *types.Interface
	Name    *types.TypeName
	Methods []string // sorted
	Run     Run      // where they run: RunUI, or RunBackground as http.Handler's
	Results Run      // what happens to functions that they return; RunUnknown when nothing is known
	Profile *Profile
}
