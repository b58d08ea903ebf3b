package engine

import (
	"go/token"
	"go/types"
	"strings"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// call reads a call, go or defer.
func (e *Engine) call(f *Func, c *ssa.CallCommon, mode Mode, value ssa.Value, in ssa.Instruction) {
	s := &Site{Caller: f, Pos: e.At(c.Pos()), Args: c.Args, value: value, Instr: in, Mode: mode}
	inv := &Invocation{from: f, mode: mode, Site: s, Conf: finding.Certain, Text: "calls"}
	if mode == InBackground {
		inv.Text = "starts a goroutine"
		s.Pos = in.Pos()
	} else if e.headless(in) {
		inv.Conf = finding.Possible
	}
	if c.IsInvoke() {
		e.invokeMethod(f, c, inv)
		return
	}
	if b, ok := c.Value.(*ssa.Builtin); ok {
		e.builtin(b, c, value)
		return
	}
	if fn := ir.StaticCallee(c.Value); fn != nil {
		body, ext := e.Resolve(fn)
		switch {
		case body != nil:
			s.Name = body.Name
			if mode == Inline {
				inv.Text = "calls " + body.Name
			}
			e.callBody(f, c, inv, body)
		case ext != nil:
			s.Name = ir.ShortName(ext)
			e.callExternal(inv, ext)
		}
		return
	}
	s.Name = "a function value"
	if mode == Inline {
		inv.Text = "calls a function value"
	}
	e.invoke(inv, c.Value)
}

// callBody records the call of a body in this package.
func (e *Engine) callBody(f *Func, c *ssa.CallCommon, inv *Invocation, body *Func) {
	ed := &Edge{From: f, To: body, Mode: inv.mode, Pos: inv.Site.Pos, Text: inv.Text, Conf: inv.Conf, Instr: inv.Site.Instr}
	if len(c.Args) > 0 && len(body.SSA.Params) == len(c.Args) {
		ed.Root = e.RootOf(f, c.Args[0])
		if inv.mode == InBackground && !((ed.Root == RootFresh || ed.Root == RootCopy) && e.unshared(c.Args[0])) {
			ed.Root = RootOther
		}
		if inv.mode == Inline {
			ed.made = e.madeFor(c.Args[0])
		}
	}
	e.addEdge(ed)
	e.reach(body, inv.Site)
}

// unshared reports whether nobody but this call uses a value that was made here.
func (e *Engine) unshared(v ssa.Value) bool {
	if load, ok := v.(*ssa.UnOp); ok {
		a, ok := load.X.(*ssa.Alloc)
		return ok && !ir.Captured(a) && len(ir.StoredIn(a)) == 1 && e.unshared(ir.StoredIn(a)[0])
	}
	n := 0
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr, *ssa.DebugRef: // filled in
		case *ssa.Store:
			if ref.Addr != v {
				n++
			}
		default:
			n++
		}
	}
	return n <= 1
}

func (e *Engine) builtin(b *ssa.Builtin, c *ssa.CallCommon, value ssa.Value) {
	switch b.Name() {
	case "append":
		if value == nil || !Carrier(value.Type()) {
			return
		}
		for _, arg := range c.Args {
			if Carrier(arg.Type()) {
				e.assign(e.CellOf(arg), e.CellOf(value), value.Type())
			}
		}
	case "copy":
		if Carrier(c.Args[0].Type()) {
			e.assign(e.CellOf(c.Args[1]), e.CellOf(c.Args[0]), c.Args[0].Type())
		}
	}
}

// invokeMethod reads the call of an interface's method.
func (e *Engine) invokeMethod(f *Func, c *ssa.CallCommon, inv *Invocation) {
	m := c.Method.Origin()
	inv.Site.Name = ir.ShortName(m)
	s := e.methodSlot(m)
	if s == nil {
		args := append([]ssa.Value{c.Value}, c.Args...)
		inv.Site = &Site{Caller: f, Pos: inv.Site.Pos, Args: args, value: inv.Site.value, Name: ir.ShortName(m), Instr: inv.Site.Instr}
		e.callExternal(inv, m)
		return
	}
	if wide := e.widerSlot(c.Value.Type(), m); wide != nil {
		s = wide
	}
	if inv.mode == Inline {
		inv.Text = "calls " + s.Name
	}
	inv.Conf = finding.Likely
	e.passArgs(s, inv.Site)
	e.invokeTarget(inv, Target{Kind: slotTarget, Fn: s})
	e.runHeldElsewhere(inv, s, false)
}

// runHeldElsewhere applies what other packages have put into a slot to the function that runs it. Through: that is a
// function of another module.
func (e *Engine) runHeldElsewhere(inv *Invocation, s *Func, through bool) {
	for _, sum := range s.Slot.Sums {
		for _, h := range sum.Holds {
			at := e.runner(inv, nil)
			for _, eff := range h.Effects {
				steps := eff.Steps
				if h.Stored.Line > 0 {
					steps = append([]finding.Step{h.Stored}, steps...)
				}
				if op := e.addEffect(at, inv, eff, steps, e.others(sum, through)); op != nil {
					op.unless = s
				}
			}
			for _, r := range h.Runs {
				e.runHeldSlot(at, inv, h, r, through)
			}
		}
	}
}

// A heldRun is a call that comes to a slot through what other packages have put into another one.
type heldRun struct {
	at   *Func
	pos  token.Pos
	slot string
}

// runHeldSlot lets a call run what a slot holds that a function in another slot runs. Once is enough: slots may run each
// other in circles.
func (e *Engine) runHeldSlot(at *Func, inv *Invocation, h Held, r SlotRun, through bool) {
	key := heldRun{at, inv.Site.Pos, r.Slot}
	if e.heldRuns[key] {
		return
	}
	e.heldRuns[key] = true
	if h.Stored.Line > 0 {
		r.Steps = append([]finding.Step{h.Stored}, r.Steps...)
	}
	r.Confidence = Weaker(r.Confidence, finding.Likely)
	r.By = nil // how the arguments stand is not known
	e.runSlot(at, inv, r, through)
}

// runner is the function that makes a call: the caller, or, for a go statement, a spawner or a dispatcher, one that does
// nothing but this call.
func (e *Engine) runner(inv *Invocation, callee *types.Func) *Func {
	if inv.mode == Inline {
		return inv.from
	}
	key := DirectKey{inv.Site, callee}
	if f := inv.from.Direct[key]; f != nil {
		return f
	}
	f := &Func{Name: inv.from.Name, Pos: inv.Site.Pos, Parent: inv.from}
	if inv.from.Slot != nil {
		f.Parent = nil
	}
	if inv.from.Direct == nil {
		inv.from.Direct = map[DirectKey]*Func{}
	}
	inv.from.Direct[key] = f
	e.Bodies = append(e.Bodies, f)
	e.addEdge(&Edge{From: inv.from, To: f, Mode: inv.mode, Pos: inv.Site.Pos, Text: inv.Text, steps: inv.Steps, Conf: inv.Conf, Instr: inv.Site.Instr})
	return f
}

// KnownSlot returns the slot with a key, or nil where nothing has been put into it or runs it here.
func (e *Engine) KnownSlot(key string) *Func { return e.slotsByKey[key] }

// SlotByKey returns the slot that a summary of another package speaks of.
func (e *Engine) SlotByKey(key string) *Func {
	if s := e.slotsByKey[key]; s != nil {
		return s
	}
	path, name, ok := strings.Cut(key, " ")
	if !ok {
		return nil
	}
	if owner, _, isMember := strings.Cut(name, "."); isMember {
		if iface, m := e.interfaceMethod(path, owner, name[len(owner)+1:]); m != nil {
			if wide := e.widerSlot(iface, m); wide != nil {
				return wide
			}
			return e.methodSlot(m)
		}
	}
	return e.newSlot(nil, "the functions in "+name, key, new(Cell))
}

// interfaceMethod finds an interface and its method by name, among the imports of the package.
func (e *Engine) interfaceMethod(path, owner, method string) (types.Type, *types.Func) {
	pkg := e.Imported(path)
	if pkg == nil {
		return nil, nil
	}
	tn, ok := pkg.Scope().Lookup(owner).(*types.TypeName)
	if !ok {
		return nil, nil
	}
	iface, ok := tn.Type().Underlying().(*types.Interface)
	if !ok {
		return nil, nil
	}
	for i := 0; i < iface.NumMethods(); i++ {
		if m := iface.Method(i); m.Name() == method {
			return tn.Type(), m.Origin()
		}
	}
	return nil, nil
}

// Imported finds a package among the imports, at any depth.
func (e *Engine) Imported(path string) *types.Package {
	if e.imports == nil {
		e.imports = map[string]*types.Package{}
		var visit func(p *types.Package)
		visit = func(p *types.Package) {
			for _, imp := range p.Imports() {
				if e.imports[imp.Path()] == nil {
					e.imports[imp.Path()] = imp
					visit(imp)
				}
			}
		}
		visit(e.Pass.Pkg)
	}
	return e.imports[path]
}

// runSlot lets a call run what a slot holds, as the callee's summary says. Through: the callee is of another module.
func (e *Engine) runSlot(at *Func, inv *Invocation, r SlotRun, through bool) {
	s := e.SlotByKey(r.Slot)
	if s == nil {
		return
	}
	inner := *inv
	inner.from, inner.mode = at, r.Mode
	inner.Text = "calls " + inv.Site.Name
	inner.Steps = r.Steps
	inner.Conf = Weaker(inv.Conf, r.Confidence)
	inner.Site = &Site{Caller: at, Pos: inv.Site.Pos, Name: inv.Site.Name, Instr: inv.Site.Instr}
	if vals, known := e.passedFor(inv.Site.Args, s, r.By); known {
		for _, v := range vals {
			e.invoke(&inner, v)
		}
		return
	}
	e.invokeTarget(&inner, Target{Kind: slotTarget, Fn: s})
	if !r.Given {
		e.runHeldElsewhere(&inner, s, through)
	}
}

// MadeBy looks through variables that are set once, captured ones too, for the value that they hold.
func (e *Engine) MadeBy(v ssa.Value) ssa.Value {
	for range 8 {
		switch x := v.(type) {
		case *ssa.FreeVar:
			b := e.Binding(x)
			if b == nil {
				return v
			}
			v = b
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return v
			}
			held := e.MadeBy(x.X)
			if held == x.X {
				return v
			}
			v = held
		case *ssa.Alloc:
			if stored := ir.StoredIn(x); len(stored) == 1 {
				v = stored[0]
				continue
			}
			return v
		default:
			return v
		}
	}
	return v
}

// Duration returns a time that is a constant: in the code, or as the argument of every call in sight. Of several it is the
// shortest.
func (e *Engine) Duration(f *Func, v ssa.Value) (time.Duration, bool) {
	v = e.MadeBy(v)
	if c, ok := v.(*ssa.Const); ok {
		return ir.ConstDuration(c)
	}
	p, ok := v.(*ssa.Parameter)
	if !ok || f == nil || f.SSA == nil || f.SSA != p.Parent() || len(f.Sites) == 0 {
		return 0, false
	}
	index := -1
	for i, q := range f.SSA.Params {
		if q == p {
			index = i
		}
	}
	best := time.Duration(-1)
	for _, s := range f.Sites {
		arg := ir.AlignArgs(s.Args, len(f.SSA.Params))[index]
		c, ok := arg.(*ssa.Const)
		if !ok {
			return 0, false
		}
		if d, ok := ir.ConstDuration(c); ok && (best < 0 || d < best) {
			best = d
		}
	}
	return best, best >= 0
}
