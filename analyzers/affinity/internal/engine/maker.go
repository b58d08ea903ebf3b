package engine

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// A type of a library often calls itself back through an interface: a widget's base asks for the widget's renderer and
// refreshes that. The library's summary says that the base runs "whatever is a renderer"; who calls it knows more. An object
// whose type makes its renderer itself (a method without parameters returns the interface) has that one, and no other.
//
// It is a must analysis on the type: the object is the outermost one that embeds the base, as the code names it. Lost are
// objects that are known by an interface or by their base only, makers of other packages of the program, and makers that return
// what they have got.

// makerKey is a type and an interface's slot.
type makerKey struct {
	owner *types.TypeName
	slot  string
}

// ownMade returns the types that stand behind an interface when a method of a library is called on an object that makes its own
// value of it; ok is false when the object makes none, or who knows what.
func (e *Engine) ownMade(s *Site, fn *types.Func, slot string) (made []types.Type, ok bool) {
	if e.Foreign || fn.Signature().Recv() == nil || len(s.Args) == 0 || s.Args[0] == nil {
		return nil, false
	}
	owner, _ := ir.StructOf(embedder(s.Args[0]).Type())
	if owner == nil {
		return nil, false
	}
	key := makerKey{owner, slot}
	if known, seen := e.makers[key]; seen {
		return known.types, known.ok
	}
	if e.makers == nil {
		e.makers = map[makerKey]makes{}
	}
	var m makes
	m.types, m.ok = e.makes(owner, slot)
	e.makers[key] = m
	return m.types, m.ok
}

type makes struct {
	types []types.Type
	ok    bool
}

// embedder is the object that holds another one as an embedded field, at any depth.
func embedder(v ssa.Value) ssa.Value {
	for range 10 {
		addr := v
		if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
			addr = load.X
		}
		fa, ok := addr.(*ssa.FieldAddr)
		if !ok || !ir.FieldOf(fa.X.Type(), fa.Field).Embedded() {
			return v
		}
		v = fa.X
	}
	return v
}

// makes looks for the method by which a type makes its own value of the interface that a slot belongs to.
func (e *Engine) makes(owner *types.TypeName, slot string) ([]types.Type, bool) {
	path, name, _ := strings.Cut(slot, " ")
	iface, _, isMethod := strings.Cut(name, ".")
	if !isMethod {
		return nil, false
	}
	methods := types.NewMethodSet(types.NewPointer(owner.Type()))
	for i := range methods.Len() {
		m, ok := methods.At(i).Obj().(*types.Func)
		if !ok || m.Signature().Params().Len() > 0 || m.Signature().Results().Len() != 1 {
			continue
		}
		n := namedInterface(m.Signature().Results().At(0).Type())
		if n == nil || n.Obj().Pkg() == nil || n.Obj().Name() != iface || n.Obj().Pkg().Path() != path {
			continue
		}
		body, ext := e.ResolveObj(m)
		if body == nil {
			return nil, ext != nil && ext.Pkg() != nil && !e.SameModule(ext.Pkg()) && !types.IsInterface(ext.Signature().Recv().Type()) && saysThatItMakes(m.Name())
		}
		return e.returnsTypes(body.SSA)
	}
	return nil, false
}

// saysThatItMakes tells a library's makers from its getters (a logger's Core, which the program has given it), by what such
// methods are commonly called: there is no body here to ask.
func saysThatItMakes(name string) bool {
	for _, verb := range []string{"Create", "New", "Make", "Build"} {
		if strings.HasPrefix(name, verb) {
			return true
		}
	}
	return false
}

// returnsTypes lists the types of what a function returns as an interface.
func (e *Engine) returnsTypes(fn *ssa.Function) (out []types.Type, ok bool) {
	for _, b := range fn.Blocks {
		ret, isRet := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !isRet {
			continue
		}
		mi, isMade := ret.Results[0].(*ssa.MakeInterface)
		if !isMade {
			return nil, false
		}
		if !slices.ContainsFunc(out, func(t types.Type) bool { return types.Identical(t, mi.X.Type()) }) {
			out = append(out, mi.X.Type())
		}
	}
	return out, len(out) > 0
}

// runMade lets a call run the method of what the object has made itself, where the callee's summary says that it runs the
// interface's. It reports whether nobody else is meant.
func (e *Engine) runMade(at *Func, inv *Invocation, fn *types.Func, r SlotRun) bool {
	made, ok := e.ownMade(inv.Site, fn, r.Slot)
	if !ok {
		return false
	}
	inner := *inv
	inner.from, inner.mode = at, r.Mode
	inner.Text = "calls " + inv.Site.Name
	inner.Steps = r.Steps
	inner.Conf = Weaker(inv.Conf, r.Confidence)
	inner.Site = &Site{Caller: at, Pos: inv.Site.Pos, Name: inv.Site.Name, Instr: inv.Site.Instr}
	method := r.Slot[strings.LastIndexByte(r.Slot, '.')+1:]
	for _, t := range made {
		obj, _, _ := types.LookupFieldOrMethod(t, true, e.Pass.Pkg, method)
		m, isMethod := obj.(*types.Func)
		if !isMethod {
			continue
		}
		if body, ext := e.ResolveObj(m); body != nil {
			e.invokeTarget(&inner, Target{Kind: BodyTarget, Fn: body})
		} else if ext != nil {
			e.invokeTarget(&inner, Target{Kind: extTarget, ext: ext})
		}
	}
	return true
}
