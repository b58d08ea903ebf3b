package access

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A Location is state that several functions can reach: a field of a type (for all instances), a package variable, or a
// local variable that literals capture.
type Location struct {
	Name  string
	Field *types.Var      // or nil
	Owner *types.TypeName // of Field, or nil
	Local *ssa.Alloc      // or nil

	Key    string // in facts: "pkg/path T.field"; "" where no other package can know it
	member bool   // a field
	calls  bool   // it holds functions or channels
}

// IsField reports whether the location is a field, rather than a variable.
func (l *Location) IsField() bool { return l.member }

// OwnerName is the type whose field a location is, or the package whose variable it is, as facts name them.
func (l *Location) OwnerName() string {
	path, name, _ := strings.Cut(l.Key, " ")
	if !l.member {
		return path
	}
	typ, _, _ := strings.Cut(name, ".")
	return path + " " + typ
}

// Exported reports whether other packages can name the location.
func (l *Location) Exported() bool {
	_, name, _ := strings.Cut(l.Key, " ")
	for _, part := range strings.Split(name, ".") {
		if !token.IsExported(part) {
			return false
		}
	}
	return name != ""
}

// An Access is one read or write of a location.
type Access struct {
	Func    *engine.Func
	Write   bool
	Element bool  // of what the location refers to: a map's entry, a slice's element
	Map     bool  // of a map: concurrent use can crash the program
	Part    bool  // of a field of the struct that the location holds
	Path    []int // of fields in a local struct; none: all of it
	Flag    bool  // of a number or a truth value
	Entity  bool  // the object is one of many: an element, a result, not what a receiver or a variable holds

	Writes, Reads []string // fields, of a method call on the object
	Pos           token.Pos

	Callee string         // the function of another package that does it, or ""
	Steps  []finding.Step // ... and how
	Inner  []finding.Step // how a method does it that is called on the object

	Loc        *Location
	Instr      ssa.Instruction
	Base       engine.Root // whose field it is
	Object     ssa.Value   // ... as a value in Func, or nil
	OfVariable bool        // by a function of another package, of the object that a package variable holds
	Twin       bool        // ... and method has found it, too
	Own        bool        // in a literal, of an object that was made for it: see ownedField
	Held       engine.Lockset
	init       bool // by a function of another package: only when the location is nil
}

// accesses collects the reads and writes of the package, by location, in source order.
//
// What is left out is lost on purpose: fields of types from other packages, locations of types that are made to be shared
// (atomic values, mutexes, channels' contents), addresses handed to calls, copies of whole structs.
func (e *Finder) accesses() []*Location {
	c := &Collector{E: e, byKey: map[any]*Location{}, made: map[string]bool{}}
	for _, f := range e.Bodies {
		if f.SSA == nil || f.SSA.Synthetic != "" && f.Parent == nil {
			continue
		}
		c.F, c.locks = f, e.Locks(f)
		for _, b := range f.SSA.Blocks {
			if e.Unreached[b] {
				continue
			}
			for _, in := range b.Instrs {
				c.instruction(in)
			}
		}
	}
	if !e.Foreign {
		c.farAccesses()
	}
	c.spread()
	e.ByLocation, e.SetAtBirth, e.wholes = c.byLocation(), c.made, c.wholes
	return c.order
}

// CollectAccesses runs accesses once.
func (e *Finder) CollectAccesses() {
	if e.ByLocation == nil {
		e.Locations = e.accesses()
	}
}

func add(s *engine.FieldSet, names []string) bool {
	const most = 64
	changed := false
	for _, n := range names {
		if !(*s)[n] && len(*s) < most {
			if *s == nil {
				*s = engine.FieldSet{}
			}
			(*s)[n] = true
			changed = true
		}
	}
	return changed
}

// A Collector gathers the accesses of one function at a time.
type Collector struct {
	E      *Finder
	F      *engine.Func
	locks  map[ssa.Instruction]engine.Lockset
	byKey  map[any]*Location
	order  []*Location
	all    []*Access
	wholes []*Access       // to all fields of a struct: see spread
	made   map[string]bool // fields of objects that this package makes, by location, when it makes them
}

func (c *Collector) byLocation() map[*Location][]*Access {
	out := map[*Location][]*Access{}
	for _, a := range c.all {
		out[a.Loc] = append(out[a.Loc], a)
	}
	return out
}

func (c *Collector) instruction(in ssa.Instruction) {
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
	case *ssa.Go:
		return // runs elsewhere: its own entry
	case *ssa.MakeInterface:
		c.decoded(in)
		c.encoded(in)
	case *ssa.Call:
		c.method(in)
		c.filled(in)
		if b, ok := in.Call.Value.(*ssa.Builtin); ok && (b.Name() == "delete" || b.Name() == "clear") {
			c.content(in, in.Call.Args[0], true, c.E.At(in.Call.Pos()))
		}
	}
}

// content is an access to what a loaded reference leads to: v.items[k] = x is one of v.items.
func (c *Collector) content(in ssa.Instruction, ref ssa.Value, write bool, pos token.Pos) {
	load := loadOf(ref)
	if load == nil {
		load = loadOf(c.E.Origin(ref, 0))
	}
	if load != nil {
		c.add(in, load.X, write, true, pos)
	}
	if _, isMap := ref.Type().Underlying().(*types.Map); !isMap {
		return
	}
	for _, alias := range c.aliases(ref) {
		if alias != load {
			c.add(in, alias.X, write, true, pos) // m := v.items is no copy
		}
	}
}

func (c *Collector) add(in ssa.Instruction, addr ssa.Value, write, element bool, pos token.Pos) {
	if p, ok := addr.(*ssa.Parameter); ok {
		addr = c.E.Origin(p, 0) // a pointer to a variable of the caller
		if _, still := addr.(*ssa.Parameter); still {
			return
		}
	}
	if fa, ok := addr.(*ssa.FieldAddr); ok && fa.Pos().IsValid() && fa.Parent() == in.Parent() && !element {
		pos = fa.Pos()
	}
	if !pos.IsValid() {
		pos = in.Pos()
	}
	if fa, ok := addr.(*ssa.FieldAddr); ok && !pos.IsValid() {
		pos = fa.Pos()
	}
	if !pos.IsValid() {
		return
	}
	_, isMap := ir.Deref(addr.Type()).Underlying().(*types.Map)
	basic, isBasic := ir.Deref(addr.Type()).Underlying().(*types.Basic)
	isFlag := isBasic && basic.Info()&types.IsString == 0
	for part := false; addr != nil; part = true {
		loc, base := c.locate(addr, element && !part)
		if part && loc != nil && loc.Local != nil {
			return // its fields are told apart by their path
		}
		if loc != nil {
			c.all = append(c.all, &Access{
				Func: c.F, Write: write, Element: element, Map: isMap && !part, Part: part, Flag: isFlag && !part, Entity: c.Entity(addr), Pos: pos, Loc: loc, Instr: in, Base: base, Object: owner(addr), Path: pathOf(loc, addr), Own: c.ownedField(in, addr, element && !part), Held: c.locks[in],
			})
		}
		fa, ok := addr.(*ssa.FieldAddr)
		if !ok {
			return
		}
		if addr, ok = fa.X.(*ssa.FieldAddr); !ok { // the struct around it, too
			return
		}
	}
}

// locate names the location behind an address, if it is one that can be shared.
func (c *Collector) locate(addr ssa.Value, element bool) (*Location, engine.Root) {
	switch addr := addr.(type) {
	case *ssa.FieldAddr:
		return c.field(addr, element)
	case *ssa.IndexAddr: // an array in a field
		if fa, ok := addr.X.(*ssa.FieldAddr); ok {
			return c.field(fa, element)
		}
	case *ssa.Global:
		obj := addr.Object()
		if obj == nil || obj.Pkg() != c.E.Pass.Pkg && !c.E.SameModule(obj.Pkg()) || engine.Synchronised(obj.Type()) {
			return nil, 0
		}
		key := obj.Pkg().Path() + " " + obj.Name()
		return c.location(key, &Location{Name: obj.Name(), Key: key, calls: engine.Carrier(obj.Type())}), engine.RootOther
	case *ssa.Alloc, *ssa.FreeVar:
		a := c.E.Variable(addr)
		if a == nil || !ir.Captured(a) || engine.Synchronised(ir.Deref(a.Type())) {
			return nil, 0
		}
		return c.location(a, &Location{Name: a.Comment, Local: a}), engine.RootOther
	}
	return nil, 0
}

// field names a field by the path from the pointer that leads to its struct: the x of shape.from is not that of shape.to.
func (c *Collector) field(fa *ssa.FieldAddr, element bool) (*Location, engine.Root) {
	path := []*ssa.FieldAddr{fa}
	for {
		outer, ok := path[len(path)-1].X.(*ssa.FieldAddr)
		if !ok {
			break
		}
		path = append(path, outer)
	}
	outermost := path[len(path)-1]
	owner, _ := ir.StructOf(outermost.X.Type())
	if owner == nil || owner.Pkg() == nil || owner.Pkg() != c.E.Pass.Pkg && !c.E.SameModule(owner.Pkg()) {
		return nil, 0
	}
	name, last := owner.Name(), (*types.Var)(nil)
	for i := len(path) - 1; i >= 0; i-- {
		_, st := ir.StructOf(path[i].X.Type())
		last = st.Field(path[i].Field).Origin()
		if engine.Synchronised(last.Type()) {
			return nil, 0
		}
		name += "." + last.Name()
	}
	base := engine.RootOther
	if a := c.E.Variable(outermost.X); a != nil { // a struct that a variable holds by value is that variable
		if _, isPtr := ir.Deref(a.Type()).Underlying().(*types.Pointer); !isPtr {
			if (!ir.Captured(a) || ir.ParamCopy(a)) && !element {
				return nil, 0
			}
			if ir.Captured(a) && !ir.ParamCopy(a) && !escapes(a) {
				return c.location(a, &Location{Name: a.Comment, Local: a}), engine.RootOther
			}
			if !ir.Captured(a) || c.unpublished(a, fa) {
				base = c.E.RootOf(c.F, a) // what a literal of this function holds is new, as a rule
			}
		}
	} else {
		base = c.E.RootOf(c.F, outermost.X)
	}
	if element { // a copy of a struct shares its maps and slices with the original
		switch base {
		case engine.RootReceiver:
			base = engine.RootDeep
		case engine.RootCopy:
			base = engine.RootOther
		}
	}
	if base == engine.RootFresh && !element {
		c.made[owner.Pkg().Path()+" "+name] = true
	}
	if base == engine.RootFresh || base == engine.RootCopy || c.E.Set.Owner(owner.Pkg()) != nil {
		return nil, 0 // a toolkit's own fields are the business of rule offloop
	}
	key := owner.Pkg().Path() + " " + name
	return c.location(key, &Location{Name: name, Field: last, Owner: owner, Key: key, member: true, calls: engine.Carrier(last.Type())}), base
}

func (c *Collector) location(key any, l *Location) *Location {
	if old := c.byKey[key]; old != nil {
		return old
	}
	c.byKey[key] = l
	c.order = append(c.order, l)
	return l
}

// AnyWrite reports whether one of the accesses writes.
func AnyWrite(all []*Access) bool {
	for _, a := range all {
		if a.Write {
			return true
		}
	}
	return false
}

// Verb says what an access does: "writes", "reads", "changes what is in", "uses what is in".
func (a *Access) Verb() string {
	call := a.Writes != nil || a.Reads != nil
	switch {
	case call && a.Write:
		return "changes what is in"
	case call:
		return "uses what is in"
	case a.Write:
		return "writes"
	}
	return "reads"
}

// AccessSteps show an access: the place, or the call that leads to it in another package. One that is there as a whole has
// shown itself in its chain.
func (e *Finder) AccessSteps(also string, a *Access) []finding.Step {
	switch {
	case a.Far():
		return nil
	case a.Callee != "":
		return append([]finding.Step{e.Step(a.Pos, also+"calls "+a.Callee+", which "+a.Verb()+" "+a.Loc.Name)}, a.Steps...)
	}
	steps := []finding.Step{e.Step(a.Pos, also+a.Verb()+" "+a.Loc.Name)}
	if also == "" {
		steps = append(steps, a.Inner...)
	}
	return steps
}
