package engine

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// fieldSlot returns the slot of a struct's field, given the type of the struct or of a pointer to it.
func (e *Engine) fieldSlot(t types.Type, index int) *Func {
	owner, st := ir.StructOf(t)
	field := st.Field(index).Origin()
	if s := e.Slots[field]; s != nil {
		return s
	}
	name, key := "the functions in "+field.Name(), ""
	if owner != nil {
		name = "the functions in " + owner.Name() + "." + field.Name()
		if owner.Pkg() != nil {
			key = owner.Pkg().Path() + " " + owner.Name() + "." + field.Name()
		}
	}
	s := e.newSlot(field, name, key, new(Cell))
	if run, _, p := e.Set.Field(field, owner); p != nil && owner != nil {
		once, again := e.Set.FieldTurn(field, owner)
		e.runSlotByProfile(s, run, p, owner.Name()+"."+field.Name(), once, again)
	}
	return s
}

// runSlotByProfile begins a context in a field that a toolkit runs.
func (e *Engine) runSlotByProfile(s *Func, run toolkit.Run, p *toolkit.Profile, name string, once, again bool) {
	mode, ok := modeOf(run)
	if !ok || mode == Inline {
		return
	}
	s.Slot.sure = true
	turn := turnInherited
	switch {
	case once:
		turn = TurnOnce
	case again || mode == OnUI:
		turn = turnAgain
	}
	e.Roots = append(e.Roots, RootEntry{F: s, Ctx: ContextOf(mode), Conf: finding.Certain, Turn: turn, Text: "stored in " + name + ", which " + p.Title + " runs " + where(ContextOf(mode))})
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

// ContextOf is the kind of goroutine that an edge of the mode leads to.
func ContextOf(m Mode) Context {
	switch m {
	case OnUI:
		return UI
	case InProcess:
		return Process
	}
	return Background
}

func (e *Engine) globalSlot(g *ssa.Global) *Func {
	obj := g.Object()
	if s := e.Slots[obj]; s != nil && obj != nil {
		return s
	}
	if obj == nil { // init$guard
		return e.newSlot(nil, g.Name(), "", new(Cell))
	}
	return e.newSlot(obj, "the functions in "+obj.Name(), g.Pkg.Pkg.Path()+" "+obj.Name(), new(Cell))
}

// methodSlot returns the slot of an interface's method: what is converted to the interface is what it holds. It returns
// nil for methods of types, and for interfaces of the standard library and of toolkits: half a program implements
// io.Writer, and what toolkits call their profiles say.
func (e *Engine) methodSlot(m *types.Func) *Func {
	recv := m.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) || m.Pkg() == nil {
		return nil
	}
	if _, isParam := types.Unalias(recv.Type()).(*types.TypeParam); isParam {
		return nil
	}
	if s := e.Slots[m]; s != nil {
		return s
	}
	slog := m.Pkg().Path() == "log/slog" && m.Name() == "Handle" // see callsBack
	if !slog && (toolkit.IsStd(m.Pkg().Path()) || e.Set.Owner(m.Pkg()) != nil || e.Set.Call(m).Profile != nil) {
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
func (e *Engine) newSlot(obj types.Object, name, key string, c *Cell) *Func {
	if s := e.slotsByKey[key]; s != nil && key != "" {
		if obj != nil {
			e.Slots[obj] = s
			if s.Slot.obj == nil {
				s.Slot.obj, s.Pos = obj, obj.Pos()
			}
		}
		return s
	}
	s := &Func{Name: name, Slot: &Slot{Key: key, obj: obj, cell: c, known: map[Target]bool{}}}
	if obj != nil {
		s.Pos = obj.Pos()
		e.Slots[obj] = s
	}
	e.SlotList = append(e.SlotList, s)
	if key != "" {
		e.slotsByKey[key] = s
		s.Slot.Sums = e.Deps.Slot(key)
	}
	if c != nil {
		c.Slot = s
		e.put(c, Target{Kind: slotTarget, Fn: s})
		e.wake(c, func(t Target) { e.hold(s, t, token.NoPos) })
	}
	return s
}

// hold notes that a slot holds a target.
func (e *Engine) hold(s *Func, t Target, pos token.Pos) {
	if s.Slot.known[t] || t.Kind == chanTarget {
		return
	}
	s.Slot.known[t] = true
	if t.Kind == tokenTarget {
		e.escape(t.Fn, t.index, s.Slot.cell)
		return
	}
	if t.Kind == slotTarget && t.Fn == s && t.more == nil {
		return
	}
	conf := finding.Likely
	if s.Slot.sure {
		conf = finding.Certain
	}
	h := HeldTarget{Target: t, pos: pos, conf: conf}
	s.Slot.Held = append(s.Slot.Held, h)
	text := "stored in " + SlotName(s)
	if s.Slot.cell == nil {
		text = "implements " + s.Name
	}
	switch t.Kind {
	case BodyTarget, slotTarget:
		if pos == token.NoPos || s.Slot.cell == nil && t.Fn.Pos.IsValid() {
			pos = t.Fn.Pos
		}
		e.addEdge(&Edge{From: s, To: t.Fn, Mode: Inline, Pos: pos, Text: text, Conf: conf, more: t.more})
		if t.Kind == BodyTarget && s.Slot.cell == nil {
			e.implement(s, t.Fn)
		}
	case extTarget:
		if !pos.IsValid() {
			pos = e.storePos[t.ext]
		}
		e.callExternal(&Invocation{from: s, mode: Inline, Site: &Site{Caller: s, Pos: pos, Name: ir.ShortName(t.ext)}, Text: text, Conf: conf}, t.ext)
		if s.Slot.cell == nil {
			e.runPassedElsewhere(s, t.ext)
		}
	}
	for _, site := range s.Sites {
		e.reachHeld(h, site)
	}
}

// implement notes that a body is what an interface's method can be.
func (e *Engine) implement(s, body *Func) {
	body.implements = append(body.implements, s)
	for i := range body.SSA.Params {
		for _, r := range body.Runs[i] {
			e.runPassed(s, body, i, r)
		}
	}
}

// SlotName is the name of the place behind a slot.
func SlotName(s *Func) string {
	const prefix = "the functions in "
	if len(s.Name) > len(prefix) && s.Name[:len(prefix)] == prefix {
		return s.Name[len(prefix):]
	}
	return s.Name
}

// reachSlot lets a call of a slot reach everything in it.
func (e *Engine) reachSlot(s *Func, at *Site) {
	for _, old := range s.Sites {
		if old == at {
			return
		}
	}
	s.Sites = append(s.Sites, at)
	for i := 0; i < len(s.Slot.Held); i++ {
		e.reachHeld(s.Slot.Held[i], at)
	}
}

func (e *Engine) reachHeld(h HeldTarget, at *Site) {
	switch h.Kind {
	case BodyTarget:
		e.reach(h.Fn, at)
	case slotTarget:
		if h.Fn.Slot != nil {
			e.reachSlot(h.Fn, at)
		}
	case extTarget:
		e.passParams(&Invocation{from: at.Caller, mode: Inline, Site: at, Conf: finding.Likely}, at.Caller, h.ext)
	}
}

// convert notes that values of a concrete type are used through an interface.
func (e *Engine) convert(from, to types.Type, pos token.Pos) {
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
func (e *Engine) holdMethod(s *Func, m *types.Func, pos token.Pos) {
	body, ext := e.ResolveObj(m)
	switch {
	case body != nil:
		e.hold(s, Target{Kind: BodyTarget, Fn: body}, pos)
	case ext != nil:
		if inner := e.methodSlot(ext); inner != nil {
			if inner != s {
				e.hold(s, Target{Kind: slotTarget, Fn: inner}, pos)
			}
		} else {
			e.hold(s, Target{Kind: extTarget, ext: ext}, pos)
		}
	}
}

// optional lists the interfaces that a value of a type is asked for once it has been converted to one: those that the same
// package declares, that the type has, and that share no method with the one it is converted to. Where somebody asks
// ("if s, ok := server.(SupportsSharing); ok"), the asking package knows no types, and the converting one not the question;
// so a type that can answer counts as one that is asked.
func (e *Engine) optional(from, to types.Type, iface *types.Interface) []types.Type {
	n, ok := types.Unalias(to).(*types.Named)
	if !ok || e.Foreign || n.Obj().Pkg() == nil || toolkit.IsStd(n.Obj().Pkg().Path()) || e.Set.Owner(n.Obj().Pkg()) != nil {
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

// Method reports whether a slot is a method of an interface.
func (s *Slot) Method() bool { return s.cell == nil }

// Visible reports whether other packages can put something into a slot, or run it.
func (e *Engine) Visible(s *Func) bool {
	_, name, _ := strings.Cut(s.Slot.Key, " ")
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	if token.IsExported(name) || !strings.HasPrefix(s.Slot.Key, e.Pass.Pkg.Path()+" ") {
		return true
	}
	for t := range s.Slot.known {
		if t.Kind == tokenTarget {
			return true
		}
	}
	return false
}

// FillsForItself reports whether this package of the program has filled a field of another module's type itself. What it
// then runs through that is what it has put in, not what others have given to instances of their own.
func (e *Engine) FillsForItself(s *Func) bool {
	if v, ok := s.Slot.obj.(*types.Var); !ok && s.Slot.obj != nil || ok && !v.IsField() || s.Slot.cell == nil || e.Foreign {
		return false
	}
	path, name, _ := strings.Cut(s.Slot.Key, " ")
	if t, ok := e.Deps.Tables[path]; !ok || t.Module == e.Deps.Module || !strings.Contains(name, ".") {
		return false
	}
	return len(s.Slot.Held) > 0
}

// OwnFills lowers what other packages have put into slots that this one fills for itself.
func (e *Engine) OwnFills() {
	for _, f := range e.Nodes() {
		for _, op := range f.Ops {
			if op.unless != nil && e.FillsForItself(op.unless) {
				op.Confidence = finding.Possible
			}
		}
	}
}

// others is how sure it is that a call runs what another package told of a slot. A dependency that runs an interface or a
// field of a third module, and one that the program calls, has instances of its own: that this is the one which the third
// module fills nobody has shown.
func (e *Engine) others(sum *SlotSummary, through bool) finding.Confidence {
	if sum.module != e.Deps.Module && (e.Foreign || through) {
		return finding.Possible
	}
	return finding.Likely
}
