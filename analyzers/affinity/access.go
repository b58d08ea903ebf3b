package affinity

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A Location is state that several functions can reach: a field of a type (for all instances), a package variable, or a
// local variable that literals capture.
type Location struct {
	Name  string
	Field *types.Var      // or nil
	Owner *types.TypeName // of Field, or nil
	Local *ssa.Alloc      // or nil
}

// An Access is one read or write of a location.
type Access struct {
	Func    *Func
	Write   bool
	Element bool // of what the location refers to: a map's entry, a slice's element
	Map     bool // of a map: concurrent use can crash the program
	Pos     token.Pos

	loc   *Location
	instr ssa.Instruction
	base  root // whose field it is
	held  lockset
}

// accesses collects the reads and writes of the package, by location, in source order.
//
// What is left out is lost on purpose: fields of types from other packages, locations of types that are made to be shared
// (atomic values, mutexes, channels' contents), addresses handed to calls, copies of whole structs.
func (e *engine) accesses() []*Location {
	c := &collector{e: e, byKey: map[any]*Location{}}
	for _, f := range e.funcs {
		if f.SSA == nil || f.SSA.Synthetic != "" && f.Parent == nil {
			continue
		}
		c.f, c.locks = f, e.locks(f)
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				c.instruction(in)
			}
		}
	}
	e.byLocation = c.byLocation()
	return c.order
}

type collector struct {
	e     *engine
	f     *Func
	locks map[ssa.Instruction]lockset
	byKey map[any]*Location
	order []*Location
	all   []*Access
}

func (c *collector) byLocation() map[*Location][]*Access {
	out := map[*Location][]*Access{}
	for _, a := range c.all {
		out[a.loc] = append(out[a.loc], a)
	}
	return out
}

func (c *collector) instruction(in ssa.Instruction) {
	switch in := in.(type) {
	case *ssa.Store:
		c.add(in, in.Addr, true, false, in.Pos())
		if ia, ok := in.Addr.(*ssa.IndexAddr); ok {
			c.content(in, ia.X, true, in.Pos())
		}
	case *ssa.UnOp:
		if in.Op == token.MUL {
			c.add(in, in.X, false, false, in.Pos())
			if ia, ok := in.X.(*ssa.IndexAddr); ok {
				c.content(in, ia.X, false, in.Pos())
			}
		}
	case *ssa.MapUpdate:
		c.content(in, in.Map, true, in.Pos())
	case *ssa.Lookup:
		c.content(in, in.X, false, in.Pos())
	case *ssa.Range:
		c.content(in, in.X, false, in.Pos())
	case *ssa.Call:
		if b, ok := in.Call.Value.(*ssa.Builtin); ok && (b.Name() == "delete" || b.Name() == "clear") {
			c.content(in, in.Call.Args[0], true, c.e.at(in.Call.Pos()))
		}
	}
}

// content is an access to what a loaded reference leads to: v.items[k] = x is one of v.items.
func (c *collector) content(in ssa.Instruction, ref ssa.Value, write bool, pos token.Pos) {
	load, ok := ref.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return
	}
	c.add(in, load.X, write, true, pos)
}

func (c *collector) add(in ssa.Instruction, addr ssa.Value, write, element bool, pos token.Pos) {
	loc, base := c.locate(addr)
	if loc == nil {
		return
	}
	if fa, ok := addr.(*ssa.FieldAddr); ok && (!pos.IsValid() || !write) {
		pos = fa.Pos()
	}
	if !pos.IsValid() {
		pos = in.Pos()
	}
	if write && !element {
		if fa, ok := addr.(*ssa.FieldAddr); ok && fa.Pos().IsValid() {
			pos = fa.Pos()
		}
	}
	if !pos.IsValid() {
		return
	}
	_, isMap := deref(addr.Type()).Underlying().(*types.Map)
	c.all = append(c.all, &Access{
		Func: c.f, Write: write, Element: element, Map: isMap, Pos: pos, loc: loc, instr: in, base: base, held: c.locks[in],
	})
}

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// locate names the location behind an address, if it is one that can be shared.
func (c *collector) locate(addr ssa.Value) (*Location, root) {
	switch addr := addr.(type) {
	case *ssa.FieldAddr:
		return c.field(addr)
	case *ssa.IndexAddr: // an array in a field
		if fa, ok := addr.X.(*ssa.FieldAddr); ok {
			return c.field(fa)
		}
	case *ssa.Global:
		obj := addr.Object()
		if obj == nil || obj.Pkg() != c.e.pass.Pkg || synchronised(obj.Type()) {
			return nil, 0
		}
		return c.location(obj, &Location{Name: obj.Name()}), rootOther
	case *ssa.Alloc, *ssa.FreeVar:
		a := c.e.variable(addr)
		if a == nil || !captured(a) || synchronised(deref(a.Type())) {
			return nil, 0
		}
		return c.location(a, &Location{Name: a.Comment, Local: a}), rootOther
	}
	return nil, 0
}

func (c *collector) field(fa *ssa.FieldAddr) (*Location, root) {
	owner, st := structOf(fa.X.Type())
	field := st.Field(fa.Field).Origin()
	if owner == nil || owner.Pkg() == nil || owner.Pkg() != c.e.pass.Pkg && !c.e.sameModule(owner.Pkg()) || synchronised(field.Type()) {
		return nil, 0
	}
	// A struct that a variable holds by value is that variable.
	if a := c.e.variable(fa.X); a != nil {
		if _, isPtr := deref(a.Type()).Underlying().(*types.Pointer); !isPtr {
			if !captured(a) || paramCopy(a) {
				return nil, 0
			}
			return c.location(a, &Location{Name: a.Comment, Local: a}), rootOther
		}
	}
	if inner, ok := fa.X.(*ssa.FieldAddr); ok { // a struct in a struct: one object, two names; the inner name says more
		if _, base := c.field(inner); base == rootFresh {
			return nil, 0
		}
	}
	base := c.e.rootOf(c.f, fa.X)
	if base == rootFresh {
		return nil, 0
	}
	return c.location(field, &Location{Name: owner.Name() + "." + field.Name(), Field: field, Owner: owner}), base
}

func (c *collector) location(key any, l *Location) *Location {
	if old := c.byKey[key]; old != nil {
		return old
	}
	c.byKey[key] = l
	c.order = append(c.order, l)
	return l
}

// variable resolves the address of a local variable, through the literals that capture it.
func (e *engine) variable(v ssa.Value) *ssa.Alloc {
	for i := 0; i < 20; i++ {
		switch x := v.(type) {
		case *ssa.Alloc:
			return x
		case *ssa.FreeVar:
			v = e.binding(x)
		default:
			return nil
		}
	}
	return nil
}

// captured reports whether a literal refers to the variable.
func captured(a *ssa.Alloc) bool {
	for _, ref := range *a.Referrers() {
		if _, ok := ref.(*ssa.MakeClosure); ok {
			return true
		}
	}
	return false
}

// paramCopy reports whether a variable is a parameter that literals capture: the receiver of a value method is a copy
// that nobody else has.
func paramCopy(a *ssa.Alloc) bool {
	for _, v := range storedIn(a) {
		if _, ok := v.(*ssa.Parameter); ok {
			return true
		}
	}
	return false
}

// synchronised reports whether values of the type take care of themselves.
func synchronised(t types.Type) bool {
	n, ok := types.Unalias(deref(t)).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return false
	}
	path := n.Obj().Pkg().Path()
	return path == "sync" || path == "sync/atomic"
}
