package receiver

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// uses looks at all instructions that use a connected value.
func (u *usage) uses(v ssa.Value, r ref) {
	refs := v.Referrers()
	if refs == nil {
		return
	}
	for _, in := range *refs {
		u.use(v, r, in)
	}
}

// use looks at one instruction that has v among its operands.
func (u *usage) use(v ssa.Value, r ref, in ssa.Instruction) {
	switch in := in.(type) {
	case *ssa.DebugRef:
	case *ssa.FieldAddr:
		kind := refAddr
		if r.kind == refLocal {
			kind = refLocal
		}
		u.field(in, in.X, in.Field, r, kind)
	case *ssa.Field:
		u.field(in, in.X, in.Field, r, refValue)
	case *ssa.UnOp:
		u.load(v, r, in)
	case *ssa.Store:
		u.store(v, r, in)
	case *ssa.MapUpdate:
		if in.Map == v {
			u.write(v, r, in.Pos(), in.Parent(), "assigns to an element of it")
			return
		}
		u.whole(v, r, in.Pos(), in.Parent(), "stores it in a map")
	case *ssa.IndexAddr, *ssa.Index, *ssa.Lookup, *ssa.Range, *ssa.Slice:
		u.inside(v, r, in.(ssa.Value))
	case *ssa.Next, *ssa.Extract:
		u.add(in.(ssa.Value), r)
	case *ssa.Phi, *ssa.ChangeType, *ssa.SliceToArrayPointer:
		u.add(in.(ssa.Value), r)
	case *ssa.Convert:
		u.whole(v, r, in.Pos(), in.Parent(), "converts it")
		u.add(in, content(r))
	case *ssa.BinOp:
		u.compare(v, r, in)
	case *ssa.MakeClosure:
		u.bind(v, r, in)
	case *ssa.Call:
		u.call(v, r, in.Common(), in, in)
	case *ssa.Defer:
		u.call(v, r, in.Common(), nil, in)
	case *ssa.Go:
		u.call(v, r, in.Common(), nil, in)
	case *ssa.MakeInterface:
		if r.kind == refContent {
			u.add(in, r)
			return
		}
		u.whole(v, r, in.Pos(), in.Parent(), "converts it to an interface")
		u.add(in, content(r))
	case *ssa.Return:
		if u.returned(v, r, in) {
			return
		}
		u.whole(v, r, in.Pos(), in.Parent(), "returns it")
	case *ssa.Send:
		u.whole(v, r, in.Pos(), in.Parent(), "sends it on a channel")
	case *ssa.TypeAssert:
		u.whole(v, r, in.Pos(), in.Parent(), "asserts its type")
		u.add(in, content(r))
	default:
		u.whole(v, r, in.Pos(), in.Parent(), "uses it")
	}
}

// content is the ref of something inside of what r leads to.
func content(r ref) ref {
	r.kind = refContent
	return r
}

// load follows a dereference.
func (u *usage) load(v ssa.Value, r ref, in *ssa.UnOp) {
	if in.Op != token.MUL {
		u.whole(v, r, in.Pos(), in.Parent(), "uses it")
		if in.Op == token.ARROW {
			u.add(in, content(r)) // what comes out of a channel that is shared
		}
		return
	}
	switch r.kind {
	case refAddr, refLocal:
		r.kind = refValue
	case refOwn:
		r.kind = refContent
	}
	u.add(in, r) // of *c.model, or the struct *c behind the receiver, fields may still be taken one by one
}

// store looks at a store to a connected address, or of a connected value.
func (u *usage) store(v ssa.Value, r ref, in *ssa.Store) {
	if in.Addr == v {
		switch r.kind {
		case refLocal, refOwn: // a variable, or a field of one: the copy in it is the function's own
		case refValue:
			if pointer(v.Type()) {
				u.write(v, r, in.Pos(), in.Parent(), "assigns to what it points to")
			}
		case refContent:
			u.write(v, r, in.Pos(), in.Parent(), "assigns to a part of it")
		default:
			u.write(v, r, in.Pos(), in.Parent(), "assigns to it")
		}
	}
	if in.Val != v {
		return
	}
	switch addr := in.Addr.(type) {
	case *ssa.Alloc:
		u.intoVariable(v, r, addr, in)
	case *ssa.FreeVar:
		if a := u.variable(addr); a != nil {
			u.intoVariable(v, r, a, in)
			return
		}
		u.whole(v, r, in.Pos(), in.Parent(), "stores it")
	case *ssa.Global:
		u.whole(v, r, in.Pos(), in.Parent(), "stores it in the package's variable "+addr.Name())
	default:
		if u.own(in.Addr, r) {
			return
		}
		u.whole(v, r, in.Pos(), in.Parent(), "stores it in something else")
	}
}

// own reports whether an address belongs to a local copy of what is stored there, as in p := c.pos; p.x = c.pos.x.
func (u *usage) own(addr ssa.Value, r ref) bool {
	for _, a := range u.refs[addr] {
		if (a.kind == refLocal || a.kind == refOwn) && a.path == r.path {
			return true
		}
	}
	return false
}

// intoVariable connects a local variable with the value that is stored there.
func (u *usage) intoVariable(v ssa.Value, r ref, a *ssa.Alloc, in *ssa.Store) {
	switch r.kind {
	case refValue, refLocal:
		r.kind = refLocal
		u.add(a, r)
	case refAddr: // p := &c.x
		u.say(UseAddress, r, position(v), in.Parent(), "keeps its address in a variable")
	default:
		r.kind = refOwn
		u.add(a, r)
	}
}

// variable finds the variable that a literal captured.
func (u *usage) variable(fv *ssa.FreeVar) *ssa.Alloc {
	fn := fv.Parent()
	for range 20 {
		mc := closureOf(fn)
		if mc == nil {
			return nil
		}
		for i, v := range fn.FreeVars {
			if v != fv {
				continue
			}
			switch b := mc.Bindings[i].(type) {
			case *ssa.Alloc:
				return b
			case *ssa.FreeVar:
				fv, fn = b, b.Parent()
			default:
				return nil
			}
			break
		}
	}
	return nil
}

// closureOf finds where a literal is made.
func closureOf(fn *ssa.Function) *ssa.MakeClosure {
	parent := fn.Parent()
	if parent == nil {
		return nil
	}
	for _, b := range parent.Blocks {
		for _, in := range b.Instrs {
			if mc, ok := in.(*ssa.MakeClosure); ok && mc.Fn == fn {
				return mc
			}
		}
	}
	return nil
}

// write notes a write through a connected address or reference. A write to a local copy of a struct or an array is none.
func (u *usage) write(v ssa.Value, r ref, pos token.Pos, fn *ssa.Function, text string) {
	if !pos.IsValid() {
		pos = position(v)
	}
	u.say(UseWrite, r, pos, fn, text)
}

// inside follows an index, a range or a slice expression into what a value holds.
func (u *usage) inside(v ssa.Value, r ref, in ssa.Value) {
	switch in := in.(type) {
	case *ssa.Lookup:
		if in.X != v {
			u.read(v, r, in.Parent()) // the key
			return
		}
	case *ssa.Index:
		if in.X != v {
			u.read(v, r, in.Parent())
			return
		}
	case *ssa.IndexAddr:
		if in.X != v {
			u.read(v, r, in.Parent())
			return
		}
		if r.kind == refLocal || r.kind == refOwn { // an array in a variable
			u.read(v, r, in.Parent())
			r.kind = refOwn
			u.add(in, r)
			return
		}
		// An address of an element, also of plain ones: whoever stores there writes.
		u.readElement(v, r, in)
		u.force(in, content(r))
		return
	case *ssa.Slice:
		if in.X != v {
			u.read(v, r, in.Parent())
			return
		}
		if r.kind == refAddr { // c.array[:] refers to the receiver's own memory
			u.say(UseRead, r, position(v), in.Parent(), "")
			u.add(in, content(r))
			return
		}
	}
	u.readElement(v, r, in)
	if in.Type() != nil {
		u.add(in, content(r))
	}
}

// readElement notes the read of a container whose element is used. An element that is only assigned to is not read, but
// the write is refused in any case.
func (u *usage) readElement(v ssa.Value, r ref, in ssa.Value) {
	if r.kind != refContent && r.kind != refOwn {
		fn := v.Parent()
		if fn == nil {
			fn = in.Parent()
		}
		u.say(UseRead, r, position(v), fn, "")
	}
}

// force is add for addresses, which are interesting whatever they point to.
func (u *usage) force(v ssa.Value, r ref) {
	for _, old := range u.refs[v] {
		if old.kind == r.kind && old.path == r.path {
			return
		}
	}
	u.refs[v] = append(u.refs[v], r)
	u.queue = append(u.queue, v)
}

// compare: a pointer that is compared with nil tells no more than that.
func (u *usage) compare(v ssa.Value, r ref, in *ssa.BinOp) {
	other := in.X
	if other == v {
		other = in.Y
	}
	if c, ok := other.(*ssa.Const); ok && c.IsNil() && r.kind == refValue {
		u.say(UseNil, r, position(v), in.Parent(), "")
		return
	}
	if r.kind == refContent && addressOf(v) {
		u.say(UseAddress, r, in.Pos(), in.Parent(), "compares the address of one of its elements")
		return
	}
	u.whole(v, r, in.Pos(), in.Parent(), "compares it")
}

// addressOf reports whether a value is the address of an element or of a field of one.
func addressOf(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.IndexAddr, *ssa.FieldAddr:
		return true
	}
	return false
}
