package affinity

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/receiver"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/rule"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// Toolkits returns the profiles in use.
func (r *Result) Toolkits() *toolkit.Set { return r.toolkits }

// Skip reports whether there is nothing to report on: the package belongs to somebody else, or was not analysed.
func (r *Result) Skip() bool {
	return r.engine == nil || r.engine.Foreign
}

// Chain is the witness of an entry.
func (r *Result) Chain(en *engine.Entry) []finding.Step { return r.engine.Chain(en) }

// Step makes a chain link at a place in the package under analysis.
func (r *Result) Step(pos token.Pos, text string) finding.Step { return r.engine.Step(pos, text) }

// A Report is a finding before it has a form.
type Report struct {
	Pos        token.Pos
	Func       *engine.Func
	Confidence finding.Confidence
	Message    string
	Chain      []finding.Step
	Proof      int // see finding.Finding
	Fixes      []analysis.SuggestedFix
}

// Report tells the driver, unless the finding is too uncertain, silenced by a directive, or in a generated file or one
// that is not looked at.
func (r *Result) Report(pass *analysis.Pass, info rule.Info, rep Report) {
	if r.engine.Marks.Ignored(rep.Pos, info.ID) || !rep.Confidence.AtLeast(r.settings.Confidence) {
		return
	}
	if !rep.Pos.IsValid() || !r.settings.Tests && (engine.IsTestFile(pass.Fset, rep.Pos) || r.engine.TestSupport(rep.Pos)) || r.engine.GeneratedFile(rep.Pos) {
		return
	}
	at := r.Step(rep.Pos, "")
	f := &finding.Finding{
		Rule: info.ID, Name: info.Name, Confidence: rep.Confidence, Message: rep.Message, Package: pass.Pkg.Path(),
		File: at.File, Line: at.Line, Column: at.Column, Chain: rep.Chain, Proof: rep.Proof,
	}
	if rep.Func != nil {
		f.Func = rep.Func.Outer().Name
	}
	for _, fix := range rep.Fixes {
		f.Fixes = append(f.Fixes, fix.Message)
	}
	message := f.Text()
	if r.settings.Details {
		if enc, err := f.Encode(); err == nil {
			message = enc
		}
	}
	pass.Report(analysis.Diagnostic{Pos: rep.Pos, Category: info.ID, Message: message, URL: info.URL(), SuggestedFixes: rep.Fixes})
}

// Words are the toolkit's own words for messages.
func (r *Result) Words(name string) (ui, do string) {
	for _, p := range r.toolkits.Profiles() {
		if p.Name == name {
			return p.UIName, p.Do
		}
	}
	return "", ""
}

// Dispatcher names the way to the UI goroutine that the package uses, for advice: that of the toolkits it imports.
func (r *Result) Dispatcher() string {
	return dispatcher(r.engine)
}

// Capturable returns the function with which the goroutine of an entry begins, if bggen's wrapper could run it on a copy
// of its receiver and so take the field before: it reads the field through the receiver, and only reads what that holds.
// It is a method, or a literal in one, which could be made a method; for a literal that has a method do it all, that one.
func (r *Result) Capturable(en *engine.Entry, field *types.Var) *engine.Func {
	f := en.Start().F
	recv := receiverOf(f)
	if recv == nil {
		return nil
	}
	reads, calls := false, map[token.Pos]bool{}
	for _, use := range receiver.UsesOf(f.SSA, recv, r.toolkits, func(*types.Func) bool { return false }) {
		if use.Kind >= receiver.UseCall {
			return nil
		}
		reads = reads || use.Kind == receiver.UseRead && slices.Contains(use.Path, field)
		at := token.NoPos
		if len(use.Via) > 0 {
			at = use.Via[0].Pos
		}
		calls[at] = true
	}
	if !reads {
		return nil
	}
	if first := firstCall(en); f.Parent != nil && first != nil && len(calls) == 1 && !calls[token.NoPos] && receiverOf(first.F) != nil {
		return first.F
	}
	return f
}

// receiverOf is the method's receiver as the function knows it: a parameter of the method, a captured variable of a literal
// in it, nil elsewhere.
func receiverOf(f *engine.Func) ssa.Value {
	method := f.Outer()
	if f.SSA == nil || method.SSA == nil || method.SSA.Signature.Recv() == nil || len(method.SSA.Params) == 0 {
		return nil
	}
	param := method.SSA.Params[0]
	if f == method {
		return param
	}
	for _, v := range f.SSA.FreeVars {
		if v.Pos() == param.Pos() && v.Name() == param.Name() {
			return v
		}
	}
	return nil
}

// firstCall is the entry after start: the first call on the way, nil when there is none.
func firstCall(en *engine.Entry) *engine.Entry {
	var after *engine.Entry
	for ; en.Prev != nil; en = en.Prev {
		after = en
	}
	return after
}
