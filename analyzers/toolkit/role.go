package toolkit

import "github.com/go-bgkit/bgkit/analyzers/finding"

// A role is what a rule says about its symbols.
type role int

const (
	roleUI          role = iota // calls and field writes belong to the UI goroutine
	roleSafe                    // may be called on any goroutine
	roleRead                    // an exception from ui: too harmless to report, though nobody promised that it is safe
	roleDispatch                // runs its argument on the UI goroutine
	roleLoop                    // runs the event loop
	roleEvents                  // yields the next event: the loop around it is the event loop
	roleHandler                 // its func parameters (or the field, or the func type) run on the UI goroutine
	roleSpawn                   // ... on a background goroutine
	roleProcess                 // ... in a worker process
	roleInline                  // ... at once, in the caller's goroutine
	roleNone                    // ... in no way that matters
	roleBlocking                // may not return soon
	roleNonblocking             // returns soon, whatever its body looks like
	roleFuture                  // a type whose values must not be dropped
	roleLock                    // takes the lock that the UI goroutine holds while it runs handlers
	roleUnlock                  // gives it back
	roleStop                    // ends the event loop, or hands the screen over: what follows in the same function holds nobody up
	roleResume                  // takes the screen back that a call with the role stop has handed over
	roleCleanup                 // registers its argument for the end of a client or window
	roleLiveness                // tells whether that end has come
	roleOnce                    // the handler runs once in the life of the program
	roleAgain                   // the function runs again and again, although it runs in the background
	roleSeveral                 // the function runs on several background goroutines at once: a server's handler
	roleIntercept               // registers what runs when the user closes a window, not when the program does
	roleCloses                  // closes a window past its intercept
	roleReplaces                // takes away what is shown, or a part of it that has handlers of its own: a window's content, a page, a dialog
	roleOutlives                // starts work that outlives the client whose context it gets
)

var roles = []choice[role]{
	{"ui", roleUI}, {"safe", roleSafe}, {"read", roleRead}, {"dispatch", roleDispatch}, {"loop", roleLoop}, {"events", roleEvents},
	{"handler", roleHandler}, {"spawn", roleSpawn}, {"process", roleProcess}, {"inline", roleInline}, {"none", roleNone},
	{"blocking", roleBlocking}, {"nonblocking", roleNonblocking},
	{"future", roleFuture}, {"lock", roleLock}, {"unlock", roleUnlock}, {"stop", roleStop}, {"resume", roleResume}, {"cleanup", roleCleanup}, {"liveness", roleLiveness},
	{"once", roleOnce}, {"again", roleAgain}, {"several", roleSeveral}, {"intercept", roleIntercept}, {"closes", roleCloses}, {"replaces", roleReplaces}, {"outlives", roleOutlives},
}

func (r role) String() string {
	for _, c := range roles {
		if c.value == r {
			return c.word
		}
	}
	return "?"
}

// run is how a role runs the functions that it is about.
func (r role) run() Run {
	switch r {
	case roleHandler, roleDispatch:
		return RunUI
	case roleSpawn:
		return RunBackground
	case roleProcess:
		return RunProcess
	case roleInline:
		return RunInline
	case roleNone:
		return RunNone
	}
	return RunUnknown
}

var (
	runs = []choice[Run]{{"ui", RunUI}, {"background", RunBackground}, {"process", RunProcess}, {"inline", RunInline}, {"none", RunNone}}

	unattached = []choice[bool]{{"free", false}, {"ui", true}}

	tiers = []choice[Tier]{{"wait", TierWait}, {"network", TierNetwork}, {"process", TierProcess}, {"disk", TierDisk}}

	confidences = []choice[finding.Confidence]{
		{"certain", finding.Certain}, {"likely", finding.Likely}, {"possible", finding.Possible},
	}
)
