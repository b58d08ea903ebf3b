package affinity

import (
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// callExternal applies what is known of a function without body here: by profiles, then by facts.
func (e *engine) callExternal(inv *invocation, fn *types.Func) {
	call := e.set.Call(fn)
	at := inv.from
	if inv.mode != Inline && (call.UI || call.Waits || call.Blocking != nil || !call.ParamsKnown) {
		at = e.runner(inv, fn)
	}
	e.profileOps(at, inv, fn, call)
	e.passParams(inv, at, fn)
	e.callsBack(at, inv, fn)
	if call.ParamsKnown || fn.Pkg() == nil || toolkit.IsStd(fn.Pkg().Path()) {
		return
	}
	e.noteForeign(at, inv, fn)
	sum := e.deps.fn(fn.Pkg().Path(), funcKey(fn))
	if sum != nil && !call.Nonblocking {
		for _, eff := range sum.Effects {
			if call.Profile != nil && eff.Kind != Blocks {
				continue
			}
			e.addEffect(at, inv, eff, eff.Steps, inv.conf)
		}
	}
	if sum != nil && sum.Endless && inv.mode == InBackground && !e.foreign {
		inv.from.addOp(&Op{
			Effect: Effect{Kind: Leaves, Confidence: weaker(inv.conf, finding.Likely), What: "a goroutine that never ends"},
			Pos:    inv.site.pos, instr: inv.site.instr,
		})
	}
	if sum != nil {
		e.noteState(at, inv, shortName(fn), sum.State)
		if len(sum.Takes) > 0 && inv.site.pos.IsValid() {
			at.farTakes = append(at.farTakes, farTake{sum.Takes, inv.site})
		}
		if sum.Loop && inv.site.instr != nil {
			at.loops = append(at.loops, inv.site.instr)
		}
		for _, r := range sum.Runs {
			e.runSlot(at, inv, r, !e.sameModule(fn.Pkg()))
		}
	}
	if call.Profile == nil && call.Blocking == nil {
		e.remoteHint(at, inv, fn, sum)
	}
}

// profileOps adds the operations that a profile knows a call to be.
func (e *engine) profileOps(at *Func, inv *invocation, fn *types.Func, call *toolkit.Call) {
	if call.Profile == nil {
		return
	}
	base := Effect{Confidence: inv.conf, What: shortName(fn), Toolkit: call.Profile.Name}
	if call.Blocking != nil && !call.Nonblocking {
		eff := base
		eff.Kind, eff.Tier, eff.Advice = Blocks, call.Blocking.Tier, call.Blocking.Advice
		if call.Blocking.Confidence != "" {
			eff.Confidence = weaker(eff.Confidence, call.Blocking.Confidence)
		}
		if e.foreign && eff.Tier == toolkit.TierWait {
			eff.Confidence = finding.Possible
		}
		if shortSleep(fn, inv.site) || copiesMemory(fn, inv.site.args) || dialsDatagrams(fn, inv.site.args) {
			eff.Confidence = finding.Possible
		}
		e.localDatabase(&eff)
		at.addOp(&Op{Effect: eff, Pos: inv.site.pos, instr: inv.site.instr})
	}
	if call.Waits || call.Loop {
		eff := base
		eff.Kind, eff.Tier, eff.Advice, eff.Early = WaitsForUI, toolkit.TierWait, call.Advice, call.Early
		if call.Loop {
			eff.Advice = "loop"
			eff.Confidence = weaker(eff.Confidence, finding.Likely)
		}
		at.addOp(&Op{Effect: eff, Pos: inv.site.pos, instr: inv.site.instr})
	}
	if call.Loop && inv.site.instr != nil {
		at.loops = append(at.loops, inv.site.instr)
	}
	if call.Stop && inv.site.instr != nil {
		at.stops = append(at.stops, inv.site.instr)
	}
	if c, ok := inv.site.instr.(*ssa.Call); ok && call.Events && at.SSA == c.Parent() {
		at.events = append(at.events, c)
	}
	if call.UI && !call.Safe {
		op := &Op{Effect: base, Pos: inv.site.pos, instr: inv.site.instr}
		op.Kind = TouchesUI
		if call.UIConfidence != "" {
			op.Confidence = weaker(op.Confidence, call.UIConfidence)
		}
		if !call.Profile.Unattached && fn.Signature().Recv() != nil && len(inv.site.args) > 0 && inv.site.args[0] != nil && inv.from.SSA != nil {
			op.Root = e.rootOf(inv.from, inv.site.args[0])
			if op.Root == rootFresh && strings.HasPrefix(fn.Name(), "Show") {
				op.Root = rootOther // made here, but now everybody sees it
			}
		}
		at.addOp(op)
	}
}

// shortSleep reports whether the call sleeps once, for a constant time that nobody notices: 20 ms, about one frame. In a
// loop it polls, and nobody knows for how long.
func shortSleep(fn *types.Func, s *site) bool {
	if fn.FullName() != "time.Sleep" || len(s.args) != 1 {
		return false
	}
	c, ok := s.args[0].(*ssa.Const)
	return ok && c.Value != nil && c.Int64() <= 20_000_000 && !(s.instr != nil && reaches(s.instr, s.instr, nil))
}

// copiesMemory reports whether io.Copy reads from memory.
func copiesMemory(fn *types.Func, args []ssa.Value) bool {
	if fn.FullName() != "io.Copy" || len(args) != 2 {
		return false
	}
	mi, ok := args[1].(*ssa.MakeInterface)
	if !ok {
		return false
	}
	switch mi.X.Type().String() {
	case "*bytes.Reader", "*bytes.Buffer", "*strings.Reader":
		return true
	}
	return false
}

// dialsDatagrams reports whether a call of package net opens a socket without a connection: it asks nobody.
func dialsDatagrams(fn *types.Func, args []ssa.Value) bool {
	if fn.Pkg() == nil || fn.Pkg().Path() != "net" {
		return false
	}
	for _, arg := range args {
		if c, ok := arg.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
			network := constant.StringVal(c.Value)
			return strings.HasPrefix(network, "udp") || network == "unixgram" || strings.HasPrefix(network, "ip:")
		}
	}
	return false
}

// passParams lets the arguments of an external call be run, stored and returned as the callee does.
func (e *engine) passParams(inv *invocation, at *Func, fn *types.Func) {
	if e.passOnce(inv, fn) {
		return
	}
	call := e.set.Call(fn)
	shift := 0
	if fn.Signature().Recv() != nil {
		shift = 1
	}
	args := alignArgs(inv.site.args, fn.Signature().Params().Len()+shift)
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
	sum := e.deps.fn(fn.Pkg().Path(), funcKey(fn))
	if sum == nil {
		return
	}
	for _, p := range sum.Params {
		if p.Index < len(args) && args[p.Index] != nil {
			e.passBySummary(inv, at, fn, p, args[p.Index])
		}
	}
}

func (e *engine) passByProfile(inv *invocation, at *Func, fn *types.Func, call *toolkit.Call, arg ssa.Value, mode Mode) {
	from := at
	var text string
	switch {
	case mode == Inline:
		text = "passed to " + shortName(fn)
	case mode == OnUI && call.Dispatch:
		text = "passed to " + shortName(fn) + ", which runs it on the UI goroutine"
	case mode == OnUI:
		text = "handler given to " + shortName(fn)
	default:
		text = "passed to " + shortName(fn) + ", which runs it " + where(contextOf(mode))
	}
	inner := &invocation{
		from: from, mode: mode, text: text, conf: inv.conf, waits: call.Waits, turn: turnOf(call, mode),
		site: &site{caller: from, pos: inv.site.pos, name: shortName(fn), instr: inv.site.instr},
	}
	e.invoke(inner, arg)
	e.invokeElements(inner, arg)
}

func (e *engine) passBySummary(inv *invocation, at *Func, fn *types.Func, p ParamSummary, arg ssa.Value) {
	name := shortName(fn)
	for _, r := range p.Runs {
		text := "passed to " + name
		if r.Mode != Inline {
			text += ", which runs it " + where(contextOf(r.Mode))
		}
		e.invoke(&invocation{
			from: at, mode: r.Mode, text: text, steps: r.Steps, conf: weaker(inv.conf, r.Confidence), waits: e.waitsForUI(fn), turn: r.Turn,
			site: &site{caller: at, pos: inv.site.pos, name: name, instr: inv.site.instr},
		}, arg)
	}
	for _, key := range p.Stores {
		if s := e.slotByKey(key); s != nil && s.slot.cell != nil {
			e.link(e.cellOf(arg), s.slot.cell, nil)
		}
	}
	for _, i := range p.Returns {
		if inv.site.value != nil {
			e.link(e.cellOf(arg), e.resultCell(inv.site.value, i), nil)
		}
	}
}

// waitsForUI reports whether a function of another package waits for the UI goroutine.
func (e *engine) waitsForUI(fn *types.Func) bool {
	sum := e.deps.fn(fn.Pkg().Path(), funcKey(fn))
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
func (e *engine) addEffect(at *Func, inv *invocation, eff Effect, steps []finding.Step, conf finding.Confidence) *Op {
	e.localDatabase(&eff)
	op := &Op{Effect: eff, Pos: inv.site.pos, instr: inv.site.instr}
	op.Confidence = weaker(eff.Confidence, conf)
	op.Callee = inv.site.name
	if eff.Kind == Blocks && (eff.Tier == toolkit.TierDisk || throughDependency(steps)) {
		op.Confidence = weaker(op.Confidence, finding.Likely)
	}
	op.Steps = steps
	if eff.Kind == TouchesUI && eff.Receiver && len(inv.site.args) > 0 && inv.site.args[0] != nil && inv.from.SSA != nil {
		op.Root = e.rootOf(inv.from, inv.site.args[0])
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
func (e *engine) remoteHint(at *Func, inv *invocation, fn *types.Func, sum *FuncSummary) {
	if sum != nil {
		for _, eff := range sum.Effects {
			if eff.Kind == Blocks && eff.Confidence.AtLeast(finding.Likely) {
				return
			}
		}
	}
	sig := fn.Signature()
	if e.foreign || sig.Recv() == nil || sig.Params().Len() < 2 || sig.Results().Len() < 2 || e.sameModule(fn.Pkg()) {
		return
	}
	if sig.Params().At(0).Type().String() != "context.Context" || sig.Results().At(sig.Results().Len()-1).Type().String() != "error" {
		return
	}
	if !networked(fn.Pkg()) {
		return
	}
	at.addOp(&Op{Pos: inv.site.pos, instr: inv.site.instr, Effect: Effect{
		Kind: Blocks, Tier: toolkit.TierNetwork, Confidence: weaker(inv.conf, finding.Likely), What: shortName(fn),
	}})
}

func (e *engine) sameModule(pkg *types.Package) bool {
	t, ok := e.deps.tables[pkg.Path()]
	if ok {
		return t.Module == e.deps.module
	}
	return e.pass.Module != nil && strings.HasPrefix(pkg.Path(), e.pass.Module.Path+"/") || pkg == e.pass.Pkg
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
