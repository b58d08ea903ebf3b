package affinity

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A Location is state that several functions can reach: a field of a type (for all instances), a package variable, or a
// local variable that literals capture.
type Location struct {
	Name  string
	Field *types.Var      // or nil
	Owner *types.TypeName // of Field, or nil
	Local *ssa.Alloc      // or nil

	key    string // in facts: "pkg/path T.field"; "" where no other package can know it
	member bool   // a field
	calls  bool   // it holds functions or channels
}

// IsField reports whether the location is a field, rather than a variable.
func (l *Location) IsField() bool { return l.member }

// owner is the type whose field a location is, or the package whose variable it is, as facts name them.
func (l *Location) owner() string {
	path, name, _ := strings.Cut(l.key, " ")
	if !l.member {
		return path
	}
	typ, _, _ := strings.Cut(name, ".")
	return path + " " + typ
}

// Exported reports whether other packages can name the location.
func (l *Location) Exported() bool {
	_, name, _ := strings.Cut(l.key, " ")
	for _, part := range strings.Split(name, ".") {
		if !token.IsExported(part) {
			return false
		}
	}
	return name != ""
}

// An Access is one read or write of a location.
type Access struct {
	Func    *Func
	Write   bool
	Element bool // of what the location refers to: a map's entry, a slice's element
	Map     bool // of a map: concurrent use can crash the program
	Part    bool // of a field of the struct that the location holds
	flag    bool // of a number or a truth value
	entity  bool // the object is one of many: an element, a result, not what a receiver or a variable holds

	writes, reads []string // fields, of a method call on the object
	Pos           token.Pos

	callee string         // the function of another package that does it, or ""
	steps  []finding.Step // ... and how

	loc   *Location
	instr ssa.Instruction
	base  root // whose field it is
	held  lockset
	init  bool // by a function of another package: only when the location is nil
}

// accesses collects the reads and writes of the package, by location, in source order.
//
// What is left out is lost on purpose: fields of types from other packages, locations of types that are made to be shared
// (atomic values, mutexes, channels' contents), addresses handed to calls, copies of whole structs.
func (e *engine) accesses() []*Location {
	c := &collector{e: e, byKey: map[any]*Location{}, made: map[string]bool{}}
	for _, f := range e.funcs {
		if f.SSA == nil || f.SSA.Synthetic != "" && f.Parent == nil {
			continue
		}
		c.f, c.locks = f, e.locks(f)
		for _, b := range f.SSA.Blocks {
			if e.unreached[b] {
				continue
			}
			for _, in := range b.Instrs {
				c.instruction(in)
			}
		}
	}
	if !e.foreign {
		c.farAccesses()
	}
	e.byLocation, e.setAtBirth = c.byLocation(), c.made
	return c.order
}

// collectAccesses runs accesses once.
func (e *engine) collectAccesses() {
	if e.byLocation == nil {
		e.locations = e.accesses()
	}
}

func (s *fieldSet) add(names []string) bool {
	const most = 64
	changed := false
	for _, n := range names {
		if !(*s)[n] && len(*s) < most {
			if *s == nil {
				*s = fieldSet{}
			}
			(*s)[n] = true
			changed = true
		}
	}
	return changed
}

type collector struct {
	e     *engine
	f     *Func
	locks map[ssa.Instruction]lockset
	byKey map[any]*Location
	order []*Location
	all   []*Access
	made  map[string]bool // fields of objects that this package makes, by location, when it makes them
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
	case *ssa.Go:
		return // runs elsewhere: its own entry
	case *ssa.MakeInterface:
		c.decoded(in)
	case *ssa.Call:
		c.method(in)
		c.filled(in)
		if b, ok := in.Call.Value.(*ssa.Builtin); ok && (b.Name() == "delete" || b.Name() == "clear") {
			c.content(in, in.Call.Args[0], true, c.e.at(in.Call.Pos()))
		}
	}
}

// content is an access to what a loaded reference leads to: v.items[k] = x is one of v.items.
func (c *collector) content(in ssa.Instruction, ref ssa.Value, write bool, pos token.Pos) {
	load, ok := ref.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		load, ok = c.e.origin(ref, 0).(*ssa.UnOp)
		if !ok || load.Op != token.MUL {
			return
		}
	}
	c.add(in, load.X, write, true, pos)
	if _, isMap := ref.Type().Underlying().(*types.Map); !isMap {
		return
	}
	if alias, ok := c.e.origin(ref, 0).(*ssa.UnOp); ok && alias != load && alias.Op == token.MUL {
		c.add(in, alias.X, write, true, pos) // m := v.items is no copy
	}
}

// origin follows a value back through variables and parameters that only ever hold one thing.
func (e *engine) origin(v ssa.Value, depth int) ssa.Value {
	if depth > 6 {
		return v
	}
	switch x := v.(type) {
	case *ssa.Parameter:
		f := e.bySSA[x.Parent()]
		if f == nil || len(f.sites) != 1 {
			return v
		}
		for i, p := range x.Parent().Params {
			if args := alignArgs(f.sites[0].args, len(x.Parent().Params)); p == x && args[i] != nil {
				return e.origin(args[i], depth+1)
			}
		}
	case *ssa.UnOp:
		if a := e.variable(x.X); a != nil && x.Op == token.MUL {
			if vals := storedIn(a); len(vals) == 1 {
				if inner := e.origin(vals[0], depth+1); inner != nil {
					return inner
				}
			}
		}
	}
	return v
}

func (c *collector) add(in ssa.Instruction, addr ssa.Value, write, element bool, pos token.Pos) {
	if p, ok := addr.(*ssa.Parameter); ok {
		addr = c.e.origin(p, 0) // a pointer to a variable of the caller
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
	_, isMap := deref(addr.Type()).Underlying().(*types.Map)
	basic, isBasic := deref(addr.Type()).Underlying().(*types.Basic)
	isFlag := isBasic && basic.Info()&types.IsString == 0
	for part := false; addr != nil; part = true {
		if loc, base := c.locate(addr, element && !part); loc != nil {
			c.all = append(c.all, &Access{
				Func: c.f, Write: write, Element: element, Map: isMap && !part, Part: part, flag: isFlag && !part, entity: c.entity(addr), Pos: pos, loc: loc, instr: in, base: base, held: c.locks[in],
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

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// locate names the location behind an address, if it is one that can be shared.
// entity reports whether an object is found among many: through an index, a look-up, a call.
func (c *collector) entity(addr ssa.Value) bool {
	for i := 0; i < 20; i++ {
		switch v := addr.(type) {
		case *ssa.FieldAddr:
			addr = v.X
		case *ssa.UnOp:
			if a := c.e.variable(v.X); a != nil {
				vals := storedIn(a)
				if len(vals) != 1 {
					return len(vals) > 1
				}
				addr = vals[0]
				continue
			}
			addr = v.X
		case *ssa.Parameter, *ssa.FreeVar, *ssa.Global, *ssa.Alloc:
			return false
		default:
			return true
		}
	}
	return true
}

func (c *collector) locate(addr ssa.Value, element bool) (*Location, root) {
	switch addr := addr.(type) {
	case *ssa.FieldAddr:
		return c.field(addr, element)
	case *ssa.IndexAddr: // an array in a field
		if fa, ok := addr.X.(*ssa.FieldAddr); ok {
			return c.field(fa, element)
		}
	case *ssa.Global:
		obj := addr.Object()
		if obj == nil || obj.Pkg() != c.e.pass.Pkg && !c.e.sameModule(obj.Pkg()) || synchronised(obj.Type()) {
			return nil, 0
		}
		key := obj.Pkg().Path() + " " + obj.Name()
		return c.location(key, &Location{Name: obj.Name(), key: key, calls: carrier(obj.Type())}), rootOther
	case *ssa.Alloc, *ssa.FreeVar:
		a := c.e.variable(addr)
		if a == nil || !captured(a) || synchronised(deref(a.Type())) {
			return nil, 0
		}
		return c.location(a, &Location{Name: a.Comment, Local: a}), rootOther
	}
	return nil, 0
}

// field names a field by the path from the pointer that leads to its struct: the x of shape.from is not that of shape.to.
func (c *collector) field(fa *ssa.FieldAddr, element bool) (*Location, root) {
	path := []*ssa.FieldAddr{fa}
	for {
		outer, ok := path[len(path)-1].X.(*ssa.FieldAddr)
		if !ok {
			break
		}
		path = append(path, outer)
	}
	outermost := path[len(path)-1]
	owner, _ := structOf(outermost.X.Type())
	if owner == nil || owner.Pkg() == nil || owner.Pkg() != c.e.pass.Pkg && !c.e.sameModule(owner.Pkg()) {
		return nil, 0
	}
	name, last := owner.Name(), (*types.Var)(nil)
	for i := len(path) - 1; i >= 0; i-- {
		_, st := structOf(path[i].X.Type())
		last = st.Field(path[i].Field).Origin()
		if synchronised(last.Type()) {
			return nil, 0
		}
		name += "." + last.Name()
	}
	base := rootOther
	if a := c.e.variable(outermost.X); a != nil { // a struct that a variable holds by value is that variable
		if _, isPtr := deref(a.Type()).Underlying().(*types.Pointer); !isPtr {
			if (!captured(a) || paramCopy(a)) && !element {
				return nil, 0
			}
			if captured(a) && !paramCopy(a) && !escapes(a) {
				return c.location(a, &Location{Name: a.Comment, Local: a}), rootOther
			}
			if !captured(a) {
				base = c.e.rootOf(c.f, a) // what a literal of this function holds is new, as a rule
			}
		}
	} else {
		base = c.e.rootOf(c.f, outermost.X)
	}
	if element { // a copy of a struct shares its maps and slices with the original
		switch base {
		case rootReceiver:
			base = rootDeep
		case rootCopy:
			base = rootOther
		}
	}
	if base == rootFresh && !element {
		c.made[owner.Pkg().Path()+" "+name] = true
	}
	if base == rootFresh || base == rootCopy || c.e.set.Owner(owner.Pkg()) != nil {
		return nil, 0 // a toolkit's own fields are the business of rule offloop
	}
	key := owner.Pkg().Path() + " " + name
	return c.location(key, &Location{Name: name, Field: last, Owner: owner, key: key, member: true, calls: carrier(last.Type())}), base
}

// escapes reports whether the address of a variable goes elsewhere than into literals: it is returned, stored, passed on.
func escapes(a *ssa.Alloc) bool {
	for _, ref := range *a.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr, *ssa.UnOp, *ssa.MakeClosure, *ssa.DebugRef, *ssa.IndexAddr:
		case *ssa.Store:
			if ref.Val == ssa.Value(a) {
				return true
			}
		default:
			return true
		}
	}
	return false
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

// captured reports whether a literal refers to the variable. A method value holds the object, not the variable.
func captured(a *ssa.Alloc) bool {
	for _, ref := range *a.Referrers() {
		if mc, ok := ref.(*ssa.MakeClosure); ok && !strings.HasPrefix(mc.Fn.(*ssa.Function).Synthetic, "bound method") {
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
