package engine

import (
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// callExternal applies what is known of a function without body here: by profiles, then by facts.
func (e *Engine) callExternal(inv *Invocation, fn *types.Func) {
	call := e.Set.Call(fn)
	at := inv.from
	if inv.mode != Inline && (call.UI || call.Waits || call.Blocking != nil || !call.ParamsKnown) {
		at = e.runner(inv, fn)
	}
	before := len(at.Ops)
	defer func() { noteVia(at.Ops[before:], inv) }()
	e.profileOps(at, inv, fn, call)
	e.passParams(inv, at, fn)
	e.callsBack(at, inv, fn)
	if call.ParamsKnown || fn.Pkg() == nil || toolkit.IsStd(fn.Pkg().Path()) {
		return
	}
	e.noteForeign(at, inv, fn)
	sum := e.Deps.Fn(fn.Pkg().Path(), ir.FuncKey(fn))
	if sum != nil && !call.Nonblocking {
		for _, eff := range sum.Effects {
			if call.Profile != nil && eff.Kind != Blocks {
				continue
			}
			e.addEffect(at, inv, eff, eff.Steps, inv.Conf)
		}
	}
	if sum != nil && sum.Endless && inv.mode == InBackground && !e.Foreign {
		inv.from.addOp(&Op{
			Effect: Effect{Kind: Leaves, Confidence: Weaker(inv.Conf, finding.Likely), What: "a goroutine that never ends"},
			Pos:    inv.Site.Pos, Instr: inv.Site.Instr,
		})
	}
	if sum != nil {
		e.noteState(at, inv, ir.ShortName(fn), sum.State)
		if len(sum.Takes) > 0 && inv.Site.Pos.IsValid() {
			at.FarTakes = append(at.FarTakes, FarTake{sum.Takes, inv.Site})
		}
		e.noteScreen(at, inv.Site.Instr, sum.Suspends, sum.Resumes)
		if sum.Loop && inv.Site.Instr != nil {
			at.Loops = append(at.Loops, inv.Site.Instr)
		}
		for _, r := range sum.Runs {
			if !e.runMade(at, inv, fn, r) {
				e.runSlot(at, inv, r, !e.SameModule(fn.Pkg()))
			}
		}
	}
	if call.Profile == nil && call.Blocking == nil {
		e.remoteHint(at, inv, fn, sum)
	}
}

// profileOps adds the operations that a profile knows a call to be.
func (e *Engine) profileOps(at *Func, inv *Invocation, fn *types.Func, call *toolkit.Call) {
	if call.Profile == nil {
		return
	}
	base := Effect{Confidence: inv.Conf, What: ir.ShortName(fn), Toolkit: call.Profile.Name}
	if call.Blocking != nil && !call.Nonblocking {
		eff := base
		eff.Kind, eff.Tier, eff.Advice = Blocks, call.Blocking.Tier, call.Blocking.Advice
		if call.Blocking.Confidence != "" {
			eff.Confidence = Weaker(eff.Confidence, call.Blocking.Confidence)
		}
		if e.Foreign && eff.Tier == toolkit.TierWait {
			eff.Confidence = finding.Possible
		}
		if shortSleep(fn, inv.Site) || e.copiesMemory(fn, inv.Site.Args) || dialsAtOnce(fn, inv.Site.Args) || oneMessage(fn, inv.Site) {
			eff.Confidence = finding.Possible
		}
		e.localDatabase(&eff, inv.Site.Instr)
		at.addOp(&Op{Effect: eff, Pos: inv.Site.Pos, Instr: inv.Site.Instr})
	}
	if call.Waits || call.Loop {
		eff := base
		eff.Kind, eff.Tier, eff.Advice, eff.Early = WaitsForUI, toolkit.TierWait, call.Advice, call.Early
		if call.Loop {
			eff.Advice = "loop"
			eff.Confidence = Weaker(eff.Confidence, finding.Likely)
		}
		at.addOp(&Op{Effect: eff, Pos: inv.Site.Pos, Instr: inv.Site.Instr})
	}
	if call.Loop && inv.Site.Instr != nil {
		at.Loops = append(at.Loops, inv.Site.Instr)
	}
	e.noteScreen(at, inv.Site.Instr, call.Stop, call.Resume)
	if call.Replaces && inv.Site.Instr != nil {
		at.replaces = append(at.replaces, inv.Site.Instr)
	}
	if c, ok := inv.Site.Instr.(*ssa.Call); ok && call.Events && at.SSA == c.Parent() {
		at.events = append(at.events, c)
	}
	if call.UI && !call.Safe {
		op := &Op{Effect: base, Pos: inv.Site.Pos, Instr: inv.Site.Instr}
		op.Kind = TouchesUI
		if call.UIConfidence != "" {
			op.Confidence = Weaker(op.Confidence, call.UIConfidence)
		}
		if !call.Profile.Unattached && fn.Signature().Recv() != nil && len(inv.Site.Args) > 0 && inv.Site.Args[0] != nil && inv.from.SSA != nil {
			op.Root = e.RootOf(inv.from, inv.Site.Args[0])
			if op.Root == RootFresh && strings.HasPrefix(fn.Name(), "Show") && fn.Signature().Results().Len() == 0 {
				op.Root = RootOther // made here, but now everybody sees it; what returns its receiver sets an option
			}
		}
		at.addOp(op)
	}
}

// shortSleep reports whether the call sleeps once, for a constant time that nobody notices: 20 ms, about one frame. In a
// loop it polls, and nobody knows for how long.
func shortSleep(fn *types.Func, s *Site) bool {
	if fn.FullName() != "time.Sleep" || len(s.Args) != 1 {
		return false
	}
	c, ok := s.Args[0].(*ssa.Const)
	return ok && c.Value != nil && c.Int64() <= 20_000_000 && !(s.Instr != nil && ir.Reaches(s.Instr, s.Instr, nil))
}

// dialsAtOnce reports whether a call of package net asks nobody: it opens a socket without a connection, or one of this
// machine, where the kernel answers.
func dialsAtOnce(fn *types.Func, args []ssa.Value) bool {
	if fn.Pkg() == nil || fn.Pkg().Path() != "net" {
		return false
	}
	for _, arg := range args {
		if c, ok := arg.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
			network := constant.StringVal(c.Value)
			return strings.HasPrefix(network, "udp") || strings.HasPrefix(network, "unix") || strings.HasPrefix(network, "ip:")
		}
	}
	return false
}

// passParams lets the arguments of an external call be run, stored and returned as the callee does.
func (e *Engine) passParams(inv *Invocation, at *Func, fn *types.Func) {
	if e.passOnce(inv, fn) {
		return
	}
	call := e.Set.Call(fn)
	shift := 0
	if fn.Signature().Recv() != nil {
		shift = 1
	}
	args := ir.AlignArgs(inv.Site.Args, fn.Signature().Params().Len()+shift)
	std := fn.Pkg() != nil && toolkit.IsStd(fn.Pkg().Path())
	for i := shift; i < len(args); i++ {
		if args[i] == nil {
			continue
		}
		run, known := call.Params[i-shift]
		if !known && std && call.Profile == nil {
			run = toolkit.RunInline
		}
		if mode, ok := modeOf(run); ok {
			e.passByProfile(inv, at, fn, call, args[i], mode)
		}
	}
	if call.ParamsKnown || std || fn.Pkg() == nil {
		return
	}
	sum := e.Deps.Fn(fn.Pkg().Path(), ir.FuncKey(fn))
	if sum == nil {
		return
	}
	for _, p := range sum.Params {
		if p.Index < len(args) && args[p.Index] != nil {
			e.passBySummary(inv, at, fn, p, args[p.Index])
		}
	}
}

func (e *Engine) passByProfile(inv *Invocation, at *Func, fn *types.Func, call *toolkit.Call, arg ssa.Value, mode Mode) {
	from := at
	var text string
	switch {
	case mode == Inline:
		text = "passed to " + ir.ShortName(fn)
	case mode == OnUI && call.Dispatch:
		text = "passed to " + ir.ShortName(fn) + ", which runs it on the UI goroutine"
	case mode == OnUI:
		text = "handler given to " + ir.ShortName(fn)
	default:
		text = "passed to " + ir.ShortName(fn) + ", which runs it " + where(ContextOf(mode))
	}
	inner := &Invocation{
		from: from, mode: mode, Text: text, Conf: inv.Conf, waits: call.Waits, turn: turnOf(call, mode), several: call.Several,
		Site: &Site{Caller: from, Pos: inv.Site.Pos, Name: ir.ShortName(fn), Instr: inv.Site.Instr},
	}
	e.invoke(inner, arg)
	e.invokeElements(inner, arg)
}

func (e *Engine) passBySummary(inv *Invocation, at *Func, fn *types.Func, p ParamSummary, arg ssa.Value) {
	name := ir.ShortName(fn)
	for _, r := range p.Runs {
		text := "passed to " + name
		if r.Mode == InBackground && !e.SameModule(fn.Pkg()) {
			e.giveTo(fn.Pkg().Path(), arg)
		}
		if r.Mode != Inline {
			text += ", which runs it " + where(ContextOf(r.Mode))
		}
		e.invoke(&Invocation{
			from: at, mode: r.Mode, Text: text, Steps: r.Steps, Conf: Weaker(inv.Conf, r.Confidence), waits: e.waitsForUI(fn), turn: r.Turn, suspended: r.Suspended,
			Site: &Site{Caller: at, Pos: inv.Site.Pos, Name: name, Instr: inv.Site.Instr},
		}, arg)
	}
	for _, key := range p.Stores {
		if s := e.SlotByKey(key); s != nil && s.Slot.cell != nil {
			e.link(e.CellOf(arg), s.Slot.cell, nil)
		}
	}
	for _, i := range p.Returns {
		if inv.Site.value != nil {
			e.link(e.CellOf(arg), e.resultCell(inv.Site.value, i), nil)
		}
	}
}

// waitsForUI reports whether a function of another package waits for the UI goroutine.
func (e *Engine) waitsForUI(fn *types.Func) bool {
	sum := e.Deps.Fn(fn.Pkg().Path(), ir.FuncKey(fn))
	if sum != nil {
		for _, eff := range sum.Effects {
			if eff.Kind == WaitsForUI {
				return true
			}
		}
	}
	return false
}

// addEffect makes an operation of what a callee in another package does. It returns nil if there is a surer one.
func (e *Engine) addEffect(at *Func, inv *Invocation, eff Effect, steps []finding.Step, conf finding.Confidence) *Op {
	e.localDatabase(&eff, inv.Site.Instr)
	op := &Op{Effect: eff, Pos: inv.Site.Pos, Instr: inv.Site.Instr}
	op.Confidence = Weaker(eff.Confidence, conf)
	op.Callee = inv.Site.Name
	if eff.Kind == Blocks && (eff.Tier == toolkit.TierDisk || throughDependency(steps)) {
		op.Confidence = Weaker(op.Confidence, finding.Likely)
	}
	op.Steps = steps
	if eff.Kind == TouchesUI && eff.Receiver && len(inv.Site.Args) > 0 && inv.Site.Args[0] != nil && inv.from.SSA != nil {
		op.Root = e.RootOf(inv.from, inv.Site.Args[0])
	}
	for _, old := range at.Ops {
		if old.Pos == op.Pos && old.Kind == op.Kind {
			if op.Confidence.AtLeast(old.Confidence) && (!old.Confidence.AtLeast(op.Confidence) || op.Tier > old.Tier && op.Tier != toolkit.TierWait) {
				*old = *op
				return old
			}
			return nil
		}
	}
	at.Ops = append(at.Ops, op)
	return op
}

// throughDependency reports whether a chain leads through other modules, whose conditions the program's own code decides.
func throughDependency(steps []finding.Step) bool {
	for _, s := range steps {
		if strings.Contains(s.File, "@") {
			return true
		}
	}
	return false
}

// remoteHint guesses: a third-party method that takes a context and may fail, in a package built on the network, asks
// another machine. Its body often hides that behind middleware and interfaces that no analysis resolves.
func (e *Engine) remoteHint(at *Func, inv *Invocation, fn *types.Func, sum *FuncSummary) {
	if sum != nil {
		for _, eff := range sum.Effects {
			if eff.Kind == Blocks && eff.Confidence.AtLeast(finding.Likely) {
				return
			}
		}
	}
	sig := fn.Signature()
	if e.Foreign || sig.Recv() == nil || sig.Params().Len() < 2 || sig.Results().Len() < 2 || e.SameModule(fn.Pkg()) {
		return
	}
	if sig.Params().At(0).Type().String() != "context.Context" || sig.Results().At(sig.Results().Len()-1).Type().String() != "error" {
		return
	}
	if !networked(fn.Pkg()) {
		return
	}
	at.addOp(&Op{Pos: inv.Site.Pos, Instr: inv.Site.Instr, Effect: Effect{
		Kind: Blocks, Tier: toolkit.TierNetwork, Confidence: Weaker(inv.Conf, finding.Likely), What: ir.ShortName(fn),
	}})
}

// SameModule reports whether a package belongs to the module of the one under analysis.
func (e *Engine) SameModule(pkg *types.Package) bool {
	t, ok := e.Deps.Tables[pkg.Path()]
	if ok {
		return t.Module == e.Deps.Module
	}
	return e.Pass.Module != nil && strings.HasPrefix(pkg.Path(), e.Pass.Module.Path+"/") || pkg == e.Pass.Pkg
}

// networked reports whether a package imports a network package itself, or through packages of its own family.
func networked(pkg *types.Package) bool {
	for _, imp := range pkg.Imports() {
		switch imp.Path() {
		case "net/http", "net", "google.golang.org/grpc", "net/rpc", "github.com/aws/smithy-go/transport/http", "database/sql":
			return true
		}
	}
	return false
}

// noteState remembers that a call of another package's function uses state.
func (e *Engine) noteState(at *Func, inv *Invocation, name string, uses []StateUse) {
	if e.Foreign || len(uses) == 0 || !inv.Site.Pos.IsValid() {
		return
	}
	at.Calls = append(at.Calls, FarCall{Fn: name, Uses: uses, Site: inv.Site, From: inv.from})
}

// noteForeign keeps a call of another package's function for the graph. Modules with a version are not analysed for
// themselves, so that nobody would say what their functions are.
func (e *Engine) noteForeign(at *Func, inv *Invocation, fn *types.Func) {
	if !e.settings.Graph || e.Foreign || strings.Contains(e.Deps.Tables[fn.Pkg().Path()].Module, "@") {
		return
	}
	e.ForeignCalls = append(e.ForeignCalls, ForeignCall{at, inv, fn})
}

// passOnce lets the result of sync.OnceFunc, OnceValue or OnceValues be a function that runs what was given to it, and
// reports whether fn is one of these.
func (e *Engine) passOnce(inv *Invocation, fn *types.Func) bool {
	switch fn.FullName() {
	case "sync.OnceFunc", "sync.OnceValue", "sync.OnceValues":
	default:
		return false
	}
	if len(inv.Site.Args) != 1 || inv.Site.Args[0] == nil || inv.Site.value == nil {
		return false
	}
	w := &Func{Name: inv.from.Name, Pos: inv.Site.Pos, Parent: inv.from, OnceFunc: true}
	e.Bodies = append(e.Bodies, w)
	e.invoke(&Invocation{from: w, mode: Inline, Conf: inv.Conf, Text: "passed to " + ir.ShortName(fn),
		Site: &Site{Caller: w, Pos: inv.Site.Pos, Name: ir.ShortName(fn), Instr: inv.Site.Instr}}, inv.Site.Args[0])
	if c := e.CellOf(inv.Site.value); c != nil {
		e.put(c, Target{Kind: BodyTarget, Fn: w})
	}
	return true
}
