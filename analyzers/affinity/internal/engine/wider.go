package engine

import (
	"go/token"
	"go/types"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// An interface that embeds another one has methods which the other declares. What such a method runs when it is called on a
// value of the wider type are only types that have all of its methods: the wider type has slots of its own for the methods
// that it inherits.
//
// Where a value of the narrower type is asserted to be of the wider one, the types of the package that were converted to the
// narrower one and have all of the methods come into them. Of what other packages have converted nobody knows whether it
// is among them: that is only possible.

// interfaces is what a package does with the values of interface types.
type interfaces struct {
	concrete map[types.Type][]types.Type // what is converted to an interface
	narrowed map[types.Type][]types.Type // what a value of an interface's type is asserted to be
}

// widerSlot returns the slot of a method that a named interface inherits from an embedded one, or nil when t is no such
// interface: the method is its own, or the flow does not follow it.
func (e *Engine) widerSlot(t types.Type, m *types.Func) *Func {
	n := namedInterface(t)
	if n == nil || n.Obj().Pkg() == nil {
		return nil
	}
	declared := namedInterface(m.Signature().Recv().Type())
	if declared == nil || declared.Origin().Obj() == n.Origin().Obj() || e.methodSlot(m) == nil {
		return nil
	}
	name := n.Obj().Name() + "." + m.Name()
	s := e.newSlot(nil, name, n.Obj().Pkg().Path()+" "+name, nil)
	if s.Slot.obj == nil {
		s.Slot.obj, s.Pos = m, m.Pos()
	}
	return s
}

func namedInterface(t types.Type) *types.Named {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || !types.IsInterface(n) {
		return nil
	}
	return n
}

// embeds lists a named interface and those that it embeds, at any depth.
func embeds(t types.Type) []*types.Named {
	var out []*types.Named
	seen := map[*types.TypeName]bool{}
	var visit func(t types.Type)
	visit = func(t types.Type) {
		if n := namedInterface(t); n != nil {
			if seen[n.Origin().Obj()] {
				return
			}
			seen[n.Origin().Obj()] = true
			out = append(out, n)
		}
		if iface, ok := t.Underlying().(*types.Interface); ok {
			for i := 0; i < iface.NumEmbeddeds(); i++ {
				visit(iface.EmbeddedType(i))
			}
		}
	}
	visit(t)
	return out
}

// heldBy returns the slots that a value comes into which is converted to an interface: for one of its methods, that of the
// interface which declares it, and those of the interfaces in between.
func (e *Engine) heldBy(to types.Type, m *types.Func) []*Func {
	s := e.methodSlot(m)
	if s == nil {
		return nil
	}
	out := []*Func{s}
	for _, n := range embeds(to) {
		if wide := e.inheritedSlot(n, m); wide != nil {
			out = append(out, wide)
		}
	}
	return out
}

// inheritedSlot is widerSlot for an interface that may not have the method.
func (e *Engine) inheritedSlot(n *types.Named, m *types.Func) *Func {
	if obj, _, _ := types.LookupFieldOrMethod(n, false, m.Pkg(), m.Name()); obj == nil {
		return nil
	}
	return e.widerSlot(n, m)
}

// narrow notes that a value of one interface's type becomes one of another's.
func (e *Engine) narrow(from, to types.Type) {
	iface, ok := to.Underlying().(*types.Interface)
	if !ok || !types.IsInterface(from) || e.converted[conversion{from, to}] {
		return
	}
	e.converted[conversion{from, to}] = true
	e.narrowed[from] = append(e.narrowed[from], to)
	for _, t := range e.concrete[from] {
		e.convertNarrowed(t, to)
	}
	known := map[*types.TypeName]bool{}
	for _, n := range embeds(from) {
		known[n.Origin().Obj()] = true
	}
	for i := 0; i < iface.NumMethods(); i++ {
		m := iface.Method(i).Origin()
		for _, n := range embeds(to) {
			if known[n.Origin().Obj()] {
				continue
			}
			if wide := e.inheritedSlot(n, m); wide != nil {
				e.mayHold(wide, e.methodSlot(m))
			}
		}
	}
}

// convertNarrowed lets a type that was converted to a narrower interface come into the wider one, if it has the methods.
func (e *Engine) convertNarrowed(t, to types.Type) {
	if iface, ok := to.Underlying().(*types.Interface); ok && types.Implements(t, iface) {
		e.convert(t, to, token.NoPos)
	}
}

// mayHold notes that a slot possibly holds what another one holds.
func (e *Engine) mayHold(s, inner *Func) {
	t := Target{Kind: slotTarget, Fn: inner}
	if s.Slot.known[t] {
		return
	}
	s.Slot.known[t] = true
	h := HeldTarget{Target: t, conf: finding.Possible}
	s.Slot.Held = append(s.Slot.Held, h)
	e.addEdge(&Edge{From: s, To: inner, Mode: Inline, Pos: inner.Pos, Text: "implements " + inner.Name, Conf: finding.Possible})
	for _, site := range s.Sites {
		e.reachHeld(h, site)
	}
}
