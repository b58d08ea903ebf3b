package affinity

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// fieldSlot returns the slot of a struct's field, given the type of the struct or of a pointer to it.
func (e *engine) fieldSlot(t types.Type, index int) *Func {
	owner, st := structOf(t)
	field := st.Field(index).Origin()
	if s := e.slots[field]; s != nil {
		return s
	}
	name, key := "the functions in "+field.Name(), ""
	if owner != nil {
		name = "the functions in " + owner.Name() + "." + field.Name()
		if owner.Pkg() != nil {
			key = owner.Pkg().Path() + " " + owner.Name() + "." + field.Name()
		}
	}
	s := e.newSlot(field, name, key, new(cell))
	if run, _, p := e.set.Field(field, owner); p != nil && owner != nil {
		once, again := e.set.FieldTurn(field, owner)
		e.runSlotByProfile(s, run, p, owner.Name()+"."+field.Name(), once, again)
	}
	return s
}

// runSlotByProfile begins a context in a field that a toolkit runs.
func (e *engine) runSlotByProfile(s *Func, run toolkit.Run, p *toolkit.Profile, name string, once, again bool) {
	mode, ok := modeOf(run)
	if !ok || mode == Inline {
		return
	}
	s.slot.sure = true
	turn := turnInherited
	switch {
	case once:
		turn = turnOnce
	case again || mode == OnUI:
		turn = turnAgain
	}
	e.roots = append(e.roots, rootEntry{f: s, ctx: contextOf(mode), conf: finding.Certain, turn: turn, text: "stored in " + name + ", which " + p.Title + " runs " + where(contextOf(mode))})
}

func where(c Context) string {
	switch c {
	case UI:
		return "on the UI goroutine"
	case Background:
		return "in the background"
	case Process:
		return "in a worker process"
	}
	return "at startup"
}

func contextOf(m Mode) Context {
	switch m {
	case OnUI:
		return UI
	case InProcess:
		return Process
	}
	return Background
}

// structOf returns the struct type behind t, or behind what t points to, and its name if it has one.
func structOf(t types.Type) (*types.TypeName, *types.Struct) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, _ := t.Underlying().(*types.Struct)
	if st == nil {
		if tp, ok := types.Unalias(t).(*types.TypeParam); ok {
			st, _ = tp.Underlying().(*types.Struct)
		}
		if st == nil {
			st = types.NewStruct(nil, nil)
		}
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Origin().Obj(), st
	}
	return nil, st
}

func (e *engine) globalSlot(g *ssa.Global) *Func {
	obj := g.Object()
	if s := e.slots[obj]; s != nil && obj != nil {
		return s
	}
	if obj == nil { // init$guard
		return e.newSlot(nil, g.Name(), "", new(cell))
	}
	return e.newSlot(obj, "the functions in "+obj.Name(), g.Pkg.Pkg.Path()+" "+obj.Name(), new(cell))
}

// methodSlot returns the slot of an interface's method: what is converted to the interface is what it holds. It returns
// nil for methods of types, and for interfaces of the standard library and of toolkits: half a program implements
// io.Writer, and what toolkits call their profiles say.
func (e *engine) methodSlot(m *types.Func) *Func {
	recv := m.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) || m.Pkg() == nil {
		return nil
	}
	if _, isParam := types.Unalias(recv.Type()).(*types.TypeParam); isParam {
		return nil
	}
	if s := e.slots[m]; s != nil {
		return s
	}
	slog := m.Pkg().Path() == "log/slog" && m.Name() == "Handle" // see callsBack
	if !slog && (toolkit.IsStd(m.Pkg().Path()) || e.set.Owner(m.Pkg()) != nil || e.set.Call(m).Profile != nil) {
		return nil
	}
	name, key := m.Name(), ""
	if n, ok := types.Unalias(recv.Type()).(*types.Named); ok {
		name = n.Obj().Name() + "." + m.Name()
		key = m.Pkg().Path() + " " + name
	}
	return e.newSlot(m, name, key, nil)
}

// newSlot makes the slot with a key, or returns the one that a summary of another package has made known before.
func (e *engine) newSlot(obj types.Object, name, key string, c *cell) *Func {
	if s := e.slotsByKey[key]; s != nil && key != "" {
		if obj != nil {
			e.slots[obj] = s
			if s.slot.obj == nil {
				s.slot.obj, s.Pos = obj, obj.Pos()
			}
		}
		return s
	}
	s := &Func{Name: name, slot: &slot{key: key, obj: obj, cell: c, known: map[target]bool{}}}
	if obj != nil {
		s.Pos = obj.Pos()
		e.slots[obj] = s
	}
	e.slotList = append(e.slotList, s)
	if key != "" {
		e.slotsByKey[key] = s
		s.slot.sums = e.deps.slot(key)
	}
	if c != nil {
		c.slot = s
		e.put(c, target{kind: slotTarget, fn: s})
		e.wake(c, func(t target) { e.hold(s, t, token.NoPos) })
	}
	return s
}

// hold notes that a slot holds a target.
func (e *engine) hold(s *Func, t target, pos token.Pos) {
	if s.slot.known[t] || t.kind == chanTarget {
		return
	}
	s.slot.known[t] = true
	if t.kind == tokenTarget {
		e.escape(t.fn, t.index, s.slot.cell)
		return
	}
	if t.kind == slotTarget && t.fn == s && t.more == nil {
		return
	}
	conf := finding.Likely
	if s.slot.sure {
		conf = finding.Certain
	}
	h := heldTarget{target: t, pos: pos, conf: conf}
	s.slot.held = append(s.slot.held, h)
	text := "stored in " + slotName(s)
	if s.slot.cell == nil {
		text = "implements " + s.Name
	}
	switch t.kind {
	case bodyTarget, slotTarget:
		if pos == token.NoPos || s.slot.cell == nil && t.fn.Pos.IsValid() {
			pos = t.fn.Pos
		}
		e.addEdge(&edge{from: s, to: t.fn, mode: Inline, pos: pos, text: text, conf: conf, more: t.more})
		if t.kind == bodyTarget && s.slot.cell == nil {
			e.implement(s, t.fn)
		}
	case extTarget:
		if !pos.IsValid() {
			pos = e.storePos[t.ext]
		}
		e.callExternal(&invocation{from: s, mode: Inline, site: &site{caller: s, pos: pos, name: shortName(t.ext)}, text: text, conf: conf}, t.ext)
		if s.slot.cell == nil {
			e.runPassedElsewhere(s, t.ext)
		}
	}
	for _, site := range s.sites {
		e.reachHeld(h, site)
	}
}

// implement notes that a body is what an interface's method can be.
func (e *engine) implement(s, body *Func) {
	body.implements = append(body.implements, s)
	for i := range body.SSA.Params {
		for _, r := range body.runs[i] {
			e.runPassed(s, body, i, r)
		}
	}
}

func slotName(s *Func) string {
	const prefix = "the functions in "
	if len(s.Name) > len(prefix) && s.Name[:len(prefix)] == prefix {
		return s.Name[len(prefix):]
	}
	return s.Name
}

// reachSlot lets a call of a slot reach everything in it.
func (e *engine) reachSlot(s *Func, at *site) {
	for _, old := range s.sites {
		if old == at {
			return
		}
	}
	s.sites = append(s.sites, at)
	for i := 0; i < len(s.slot.held); i++ {
		e.reachHeld(s.slot.held[i], at)
	}
}

func (e *engine) reachHeld(h heldTarget, at *site) {
	switch h.kind {
	case bodyTarget:
		e.reach(h.fn, at)
	case slotTarget:
		if h.fn.slot != nil {
			e.reachSlot(h.fn, at)
		}
	case extTarget:
		e.passParams(&invocation{from: at.caller, mode: Inline, site: at, conf: finding.Likely}, at.caller, h.ext)
	}
}

// convert notes that values of a concrete type are used through an interface.
func (e *engine) convert(from, to types.Type, pos token.Pos) {
	iface, ok := to.Underlying().(*types.Interface)
	if !ok || iface.NumMethods() == 0 || types.IsInterface(from) {
		return
	}
	key := conversion{from, to}
	if e.converted[key] {
		return
	}
	e.converted[key] = true
	e.concrete[to] = append(e.concrete[to], from)
	for _, wider := range e.narrowed[to] {
		e.convertNarrowed(from, wider)
	}
	e.noteAnswers(from, to, iface)
	for _, also := range e.optional(from, to, iface) {
		e.convert(from, also, pos)
	}
	for i := 0; i < iface.NumMethods(); i++ {
		obj, _, _ := types.LookupFieldOrMethod(from, true, iface.Method(i).Pkg(), iface.Method(i).Name())
		m, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		for _, s := range e.heldBy(to, iface.Method(i).Origin()) {
			e.holdMethod(s, m, pos)
		}
	}
}

// holdMethod puts a method of a type into the slot of an interface's method.
func (e *engine) holdMethod(s *Func, m *types.Func, pos token.Pos) {
	body, ext := e.resolveObj(m)
	switch {
	case body != nil:
		e.hold(s, target{kind: bodyTarget, fn: body}, pos)
	case ext != nil:
		if inner := e.methodSlot(ext); inner != nil {
			if inner != s {
				e.hold(s, target{kind: slotTarget, fn: inner}, pos)
			}
		} else {
			e.hold(s, target{kind: extTarget, ext: ext}, pos)
		}
	}
}

// optional lists the interfaces that a value of a type is asked for once it has been converted to one: those that the same
// package declares, that the type has, and that share no method with the one it is converted to. Where somebody asks
// ("if s, ok := server.(SupportsSharing); ok"), the asking package knows no types, and the converting one not the question;
// so a type that can answer counts as one that is asked.
func (e *engine) optional(from, to types.Type, iface *types.Interface) []types.Type {
	n, ok := types.Unalias(to).(*types.Named)
	if !ok || e.foreign || n.Obj().Pkg() == nil || toolkit.IsStd(n.Obj().Pkg().Path()) || e.set.Owner(n.Obj().Pkg()) != nil {
		return nil
	}
	var out []types.Type
	scope := n.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn == n.Obj() {
			continue
		}
		other, ok := tn.Type().Underlying().(*types.Interface)
		if named, isNamed := tn.Type().(*types.Named); !ok || !isNamed || named.TypeParams().Len() > 0 || other.NumMethods() == 0 || !other.IsMethodSet() {
			continue
		}
		if disjoint(iface, other) && types.Implements(from, other) {
			out = append(out, tn.Type())
		}
	}
	return out
}

func disjoint(a, b *types.Interface) bool {
	for i := 0; i < a.NumMethods(); i++ {
		for j := 0; j < b.NumMethods(); j++ {
			if a.Method(i).Id() == b.Method(j).Id() {
				return false
			}
		}
	}
	return true
}

type conversion struct{ from, to types.Type }
