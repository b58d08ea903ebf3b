package lostclient

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/affinity/lifetime"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG202.
var Rule = rule.Info{ID: "BG202", Name: "lostclient", Doc: rule.Doc("lostclient", doc)}

// Analyzer reports with default settings.
var Analyzer = New(affinity.Analyzer)

// New returns the rule on top of an engine.
func New(engine *analysis.Analyzer) *analysis.Analyzer { return affinity.NewRule(Rule, engine, run) }

func run(pass *analysis.Pass, res *affinity.Result) {
	for _, l := range res.Lifetimes() {
		res.Report(pass, Rule, affinity.Report{Pos: l.Pos, Func: l.Func, Confidence: l.Conf, Chain: l.Chain, Message: message(l)})
	}
}

func message(l lifetime.Lifetime) string {
	switch l.Kind {
	case lifetime.NoClient:
		return l.What + ", which leads to no client: it fails with ui.ErrNoClient; pass the context of the client or of the handler"
	case lifetime.ClientLost:
		return l.What + ": the work loses its client, so that nothing in it reaches the UI and nothing ends with the client; pass that context (background tasks outlive the handler all the same)"
	case lifetime.FirstCall:
		return "what the first call " + l.What + ", for all later ones: it ends when the first call does; give it a context of its own (context.WithoutCancel, or one whose cancel is kept for the end)"
	case lifetime.Cancelled:
		return l.What + " is cut off by the deferred cancel when this function returns; cancel when the stream has ended, or let the caller cancel"
	}
	return "this goroutine uses " + l.What + " after the handler has returned, when the request is over; copy what it needs before, and use context.WithoutCancel or a context of the program's"
}
