package lockwait

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/affinity/lockwait"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG204.
var Rule = rule.Info{ID: "BG204", Name: "lockwait", Doc: rule.Doc("lockwait", doc)}

// Analyzer reports with default settings.
var Analyzer = New(affinity.Analyzer)

// New returns the rule on top of an engine.
func New(engine *analysis.Analyzer) *analysis.Analyzer { return affinity.NewRule(Rule, engine, run) }

func run(pass *analysis.Pass, res *affinity.Result) {
	for _, w := range res.LockWaits() {
		res.Report(pass, Rule, affinity.Report{Pos: w.Pos, Func: w.Func, Confidence: w.Confidence, Message: message(w), Chain: w.Chain})
	}
}

// message says what happens to the UI goroutine, and what to do about it.
func message(w *lockwait.Wait) string {
	through := ""
	if w.Callee != "" && w.Callee != w.What {
		through = " through " + w.Callee
	}
	switch w.Kind {
	case lockwait.Dispatch:
		return w.What + " waits for the UI goroutine" + through + " while " + w.Lock + " is held, and the UI goroutine locks it too: each can wait for the other for ever; " +
			"unlock before the call"
	case lockwait.Blocks:
		return w.What + " blocks" + through + " while " + w.Lock + " is held, and the UI goroutine locks it too: the UI stands still until the call returns; " +
			"do the slow work outside the lock, and lock only to store its result"
	case lockwait.Again:
		return w.Lock + " is held when " + w.What + " is called, which comes to lock it again: the goroutine waits for itself for ever; " +
			"unlock before the call, or call a version that expects the lock to be held"
	case lockwait.Kept:
		return w.Lock + " is locked again while it is held, since the deferred Unlock runs only when the function returns: the goroutine waits for itself for ever; " +
			"unlock at the end of the loop's body, or move the body to a function of its own"
	case lockwait.Posted:
		return w.Lock + " stays locked until a posted function runs on the UI goroutine: a handler that locks it before waits for ever, and the posted function behind it; " +
			"lock inside the posted function"
	}
	return w.What + " is called while " + w.Lock + " is held: a function that uses the object it belongs to waits for itself for ever; " +
		"copy the function under the lock, unlock, then call it"
}
