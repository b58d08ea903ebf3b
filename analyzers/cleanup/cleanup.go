package cleanup

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/affinity/leak"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG203.
var Rule = rule.Info{ID: "BG203", Name: "cleanup", Doc: rule.Doc("cleanup", doc)}

// Analyzer reports with default settings.
var Analyzer = New(affinity.Analyzer)

// New returns the rule on top of an engine.
func New(engine *analysis.Analyzer) *analysis.Analyzer { return affinity.NewRule(Rule, engine, run) }

func run(pass *analysis.Pass, res *affinity.Result) {
	for _, l := range res.Leaks() {
		res.Report(pass, Rule, affinity.Report{Pos: l.Pos, Func: l.Func, Confidence: l.Confidence, Message: message(l), Chain: l.Chain})
	}
}

// message says what lives on, and what to do about it.
func message(l *leak.Leak) string {
	switch l.Kind {
	case leak.Stopped:
		return "a goroutine waits for a timer that is stopped elsewhere: Stop does not close the channel, so it waits for ever; select on the timer and on a channel or context that ends with it"
	case leak.Reset:
		return "each call starts one more goroutine that waits for one timer, and a tick wakes only one of them: the others wait for ever; use time.AfterFunc, or one goroutine for the timer"
	case leak.Receiver:
		return "a goroutine sends its result on a channel without a buffer to a select that may have gone on: then it waits for ever; make the channel with a buffer of one"
	case leak.Signal:
		return "the stop signal is lost when the loop does not receive just then: the channel has no buffer and the send does not wait; close the channel instead, or use a context"
	case leak.Reread:
		return "the loop reads its stop channel from a field that is set to nil when the channel is closed: a loop that is busy then waits for a nil channel and never ends; pass the channel to the goroutine, or use a context"
	case leak.Break:
		return "the case leaves the select, not the loop: once the channel is closed the loop turns for ever, without rest; return, or break to a label on the loop"
	case leak.Once:
		return l.What + " is made anew at each call, so it holds nothing back: what should happen once happens each time; keep it in a package variable or a field"
	case leak.Intercept:
		return "the window is closed here without its close intercept, which alone ends the window's work: that goes on after the window is gone; end it in the handler of the window's end, which runs however it is closed"
	case leak.Restart:
		return l.What + " is replaced here at each call, while the goroutine that only the former one ends goes on: nobody can end that any more; end the former one first"
	case leak.Disconnect:
		return l.What + " outlives its client here: the task runs until its context ends, and that is not when the client disconnects; give it the option UntilDisconnect"
	}
	if l.What != "" {
		return l.What + " starts a goroutine that never ends, again at each call from the UI; give the goroutine a context that ends with the window, page or client, or start it once"
	}
	return "a goroutine that never ends is started again and again from the UI; give it a context that ends with the window, page or client, or start it once"
}
