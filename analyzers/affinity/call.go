package affinity

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// call reads a call, go or defer.
func (e *engine) call(f *Func, c *ssa.CallCommon, mode Mode, value ssa.Value, in ssa.Instruction) {
	s := &site{caller: f, pos: e.at(c.Pos()), args: c.Args, value: value, instr: in, mode: mode}
	inv := &invocation{from: f, mode: mode, site: s, conf: finding.Certain, text: "calls"}
	if mode == InBackground {
		inv.text = "starts a goroutine"
		s.pos = in.Pos()
	}
	if c.IsInvoke() {
		e.invokeMethod(f, c, inv)
		return
	}
	if b, ok := c.Value.(*ssa.Builtin); ok {
		e.builtin(b, c, value)
		return
	}
	if fn := staticCallee(c.Value); fn != nil {
		body, ext := e.resolve(fn)
		switch {
		case body != nil:
			s.name = body.Name
			if mode == Inline {
				inv.text = "calls " + body.Name
			}
			e.callBody(f, c, inv, body)
		case ext != nil:
			s.name = shortName(ext)
			e.callExternal(inv, ext)
		}
		return
	}
	s.name = "a function value"
	if mode == Inline {
		inv.text = "calls a function value"
	}
	e.invoke(inv, c.Value)
}

func staticCallee(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return v
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function)
	}
	return nil
}

// callBody records the call of a body in this package.
func (e *engine) callBody(f *Func, c *ssa.CallCommon, inv *invocation, body *Func) {
	ed := &edge{from: f, to: body, mode: inv.mode, pos: inv.site.pos, text: inv.text, conf: inv.conf, instr: inv.site.instr}
	if len(c.Args) > 0 && len(body.SSA.Params) == len(c.Args) {
		ed.root = e.rootOf(f, c.Args[0])
		if inv.mode == InBackground && !(ed.root == rootFresh && e.unshared(c.Args[0])) {
			ed.root = rootOther
		}
		if inv.mode == Inline {
			ed.made = e.madeFor(c.Args[0])
		}
	}
	e.addEdge(ed)
	e.reach(body, inv.site)
}

// unshared reports whether nobody but this call uses a value that was made here.
func (e *engine) unshared(v ssa.Value) bool {
	if load, ok := v.(*ssa.UnOp); ok {
		a, ok := load.X.(*ssa.Alloc)
		return ok && !captured(a) && len(storedIn(a)) == 1 && e.unshared(storedIn(a)[0])
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

func (e *engine) builtin(b *ssa.Builtin, c *ssa.CallCommon, value ssa.Value) {
	switch b.Name() {
	case "append":
		if value == nil || !carrier(value.Type()) {
			return
		}
		for _, arg := range c.Args {
			if carrier(arg.Type()) {
				e.assign(e.cellOf(arg), e.cellOf(value), value.Type())
			}
		}
	case "copy":
		if carrier(c.Args[0].Type()) {
			e.assign(e.cellOf(c.Args[1]), e.cellOf(c.Args[0]), c.Args[0].Type())
		}
	}
}

// invokeMethod reads the call of an interface's method.
func (e *engine) invokeMethod(f *Func, c *ssa.CallCommon, inv *invocation) {
	m := c.Method.Origin()
	inv.site.name = shortName(m)
	s := e.methodSlot(m)
	if s == nil {
		args := append([]ssa.Value{c.Value}, c.Args...)
		inv.site = &site{caller: f, pos: inv.site.pos, args: args, value: inv.site.value, name: shortName(m), instr: inv.site.instr}
		e.callExternal(inv, m)
		return
	}
	if wide := e.widerSlot(c.Value.Type(), m); wide != nil {
		s = wide
	}
	if inv.mode == Inline {
		inv.text = "calls " + s.Name
	}
	inv.conf = finding.Likely
	e.passArgs(s, inv.site)
	e.invokeTarget(inv, target{kind: slotTarget, fn: s})
	e.runHeldElsewhere(inv, s, false)
}

// runHeldElsewhere applies what other packages have put into a slot to the function that runs it. Through: that is a
// function of another module.
func (e *engine) runHeldElsewhere(inv *invocation, s *Func, through bool) {
	for _, sum := range s.slot.sums {
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
				e.runSlot(at, inv, r, through)
			}
		}
	}
}

// runner is the function that makes a call: the caller, or, for a go statement, a spawner or a dispatcher, one that does
// nothing but this call.
func (e *engine) runner(inv *invocation, callee *types.Func) *Func {
	if inv.mode == Inline {
		return inv.from
	}
	key := directKey{inv.site, callee}
	if f := inv.from.direct[key]; f != nil {
		return f
	}
	f := &Func{Name: inv.from.Name, Pos: inv.site.pos, Parent: inv.from}
	if inv.from.slot != nil {
		f.Parent = nil
	}
	if inv.from.direct == nil {
		inv.from.direct = map[directKey]*Func{}
	}
	inv.from.direct[key] = f
	e.funcs = append(e.funcs, f)
	e.addEdge(&edge{from: inv.from, to: f, mode: inv.mode, pos: inv.site.pos, text: inv.text, steps: inv.steps, conf: inv.conf, instr: inv.site.instr})
	return f
}

// slotByKey returns the slot that a summary of another package speaks of.
func (e *engine) slotByKey(key string) *Func {
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
	return e.newSlot(nil, "the functions in "+name, key, new(cell))
}

// interfaceMethod finds an interface and its method by name, among the imports of the package.
func (e *engine) interfaceMethod(path, owner, method string) (types.Type, *types.Func) {
	pkg := e.imported(path)
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

// imported finds a package among the imports, at any depth.
func (e *engine) imported(path string) *types.Package {
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
		visit(e.pass.Pkg)
	}
	return e.imports[path]
}

// runSlot lets a call run what a slot holds, as the callee's summary says. Through: the callee is of another module.
func (e *engine) runSlot(at *Func, inv *invocation, r SlotRun, through bool) {
	s := e.slotByKey(r.Slot)
	if s == nil {
		return
	}
	inner := *inv
	inner.from, inner.mode = at, r.Mode
	inner.text = "calls " + inv.site.name
	inner.steps = r.Steps
	inner.conf = weaker(inv.conf, r.Confidence)
	inner.site = &site{caller: at, pos: inv.site.pos, name: inv.site.name, instr: inv.site.instr}
	e.invokeTarget(&inner, target{kind: slotTarget, fn: s})
	e.runHeldElsewhere(&inner, s, through)
}
