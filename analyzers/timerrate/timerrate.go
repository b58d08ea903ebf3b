package timerrate

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/affinity/redraw"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG302.
var Rule = rule.Info{ID: "BG302", Name: "timerrate", Doc: rule.Doc("timerrate", doc)}

// Analyzer reports with default settings.
var Analyzer = New(affinity.Analyzer)

// New returns the rule on top of an engine.
func New(engine *analysis.Analyzer) *analysis.Analyzer { return affinity.NewRule(Rule, engine, run) }

func run(pass *analysis.Pass, res *affinity.Result) {
	for _, p := range res.Polls() {
		res.Report(pass, Rule, affinity.Report{Pos: p.Pos, Func: p.Func, Confidence: p.Conf, Chain: p.Chain, Message: pollMessage(p)})
	}
	for _, c := range res.TickChains() {
		res.Report(pass, Rule, affinity.Report{Pos: c.Pos, Func: c.Func, Confidence: finding.Likely, Chain: c.Chain, Message: chainMessage(c)})
	}
	for _, a := range res.HiddenAnimations() {
		res.Report(pass, Rule, affinity.Report{
			Pos: a.Pos, Func: a.Func, Confidence: finding.Likely, Chain: a.Chain,
			Message: "the ticks of " + a.Field + " go on when it is no longer shown, and everything is drawn again for each; hand them on only while " + a.Shown + " is set",
		})
	}
}

func pollMessage(p redraw.Poll) string {
	switch p.Kind {
	case redraw.Spins:
		return "this loop does not wait when nothing is ready, and keeps a processor busy; remove the default, or wait for a timer in it"
	case redraw.Redraws:
		return fmt.Sprintf("%s redraws every %v for the life of the program, whether or not something has changed; redraw where something changes", p.What, p.Every)
	case redraw.Asks:
		return fmt.Sprintf("%s wakes the UI goroutine every %v for the life of the program to ask whether there is something to do; do it where that changes", p.What, p.Every)
	case redraw.Refires:
		return "the handler given to " + p.What + " changes the same widget, which runs the handler again: an endless redraw; change the widget before, or only when the new text is another one"
	}
	return fmt.Sprintf("the UI is reached every %v (%s), more often than a screen shows pictures; 16ms is one picture, 100ms is enough for progress", p.Every, p.What)
}

func chainMessage(c redraw.TickChain) string {
	event := "each " + c.Event
	if c.Event == "" {
		event = "every message"
	}
	if c.Every > 0 {
		return fmt.Sprintf("the timer that sends %s starts itself again after %v: the event loop does little else; 16ms is one picture on a screen, 100ms is enough for progress", c.Message, c.Every)
	}
	return event + " starts the timer that sends " + c.Message + " once more, and each of them starts itself again: they multiply; start it only when it does not run yet, or number the messages and ignore those of an older one"
}
