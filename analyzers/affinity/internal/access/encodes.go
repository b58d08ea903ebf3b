package access

import (
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file finds what encoders read by reflection: json.Marshal(v) reads each exported field of the struct that v points
// to, and the fields of the structs in it.
//
// It is a may analysis. Such a read names no fields, so it is kept as one access to all of them, which is spread over the
// fields that somebody in sight writes. What an encoder finds behind further pointers and in elements is lost, since these
// are of one type but many; so are types that encode themselves or keep a field from the encoder, and structs that were
// made for it.

const allFields = ".*" // at the end of a location's key: every exported field of the struct

// encoders are how functions are called that read what their interface parameters point to.
var encoders = []string{"Marshal", "Encode"}

// encodes reports whether a call is one of an encoder: a function or method of that name of the standard library or
// another module.
func (c *Collector) encodes(call *ssa.Call) bool {
	fn := ir.StaticCallee(call.Call.Value)
	obj := call.Call.Method
	if !call.Call.IsInvoke() {
		if fn == nil {
			return false
		}
		obj, _ = fn.Object().(*types.Func)
	}
	if obj == nil || obj.Pkg() == nil || obj.Pkg() == c.E.Pass.Pkg || c.E.SameModule(obj.Pkg()) {
		return false
	}
	return slices.ContainsFunc(encoders, func(name string) bool { return strings.HasPrefix(obj.Name(), name) })
}

// encoded notes what an encoder reads, at the conversion of its argument to an interface.
func (c *Collector) encoded(in *ssa.MakeInterface) {
	switch in.X.Type().Underlying().(type) {
	case *types.Map, *types.Slice, *types.Pointer:
	default:
		return // a copy: making it was the read
	}
	for _, call := range callsWith(in) {
		if !c.encodes(call) {
			continue
		}
		if pos := c.E.At(call.Call.Pos()); ir.Deref(in.X.Type()) == in.X.Type() {
			c.content(call, in.X, false, pos)
		} else {
			c.object(call, in.X, pos)
		}
	}
}

// object notes the read of the struct that an encoder is given a pointer to.
func (c *Collector) object(call *ssa.Call, ptr ssa.Value, pos token.Pos) {
	tn, st := ir.StructOf(ptr.Type())
	if tn == nil || tn.Pkg() == nil || tn.Pkg() != c.E.Pass.Pkg && !c.E.SameModule(tn.Pkg()) || !plain(tn.Type(), st, 0) || c.E.Variable(ptr) != nil {
		return
	}
	key, name := tn.Pkg().Path()+" "+tn.Name(), tn.Name()
	base := c.E.RootOf(c.F, ptr)
	if fa, ok := ptr.(*ssa.FieldAddr); ok {
		var loc *Location
		if loc, base = c.field(fa, false); loc == nil || !loc.member {
			return
		}
		key, name = loc.Key, loc.Name
	}
	if base == engine.RootFresh || base == engine.RootCopy {
		return
	}
	c.wholes = append(c.wholes, &Access{
		Func: c.F, Entity: c.Entity(ptr), Pos: pos, Loc: &Location{Name: name + allFields, Key: key + allFields, Owner: tn, member: true},
		Instr: call, Base: base, Object: owner(ptr), Held: c.locks[call],
	})
}

// plain reports whether encoders read all exported fields of a struct themselves.
func plain(t types.Type, st *types.Struct, depth int) bool {
	set := types.NewMethodSet(types.NewPointer(t))
	for _, name := range []string{"MarshalJSON", "MarshalYAML", "MarshalText", "MarshalBinary", "GobEncode", "MarshalTOML", "MarshalXML"} {
		if set.Lookup(nil, name) != nil {
			return false
		}
	}
	for i := range st.NumFields() {
		for _, key := range []string{"json", "yaml", "toml", "xml"} {
			if reflect.StructTag(st.Tag(i)).Get(key) == "-" {
				return false
			}
		}
		if inner, ok := st.Field(i).Type().Underlying().(*types.Struct); ok && depth < 4 && st.Field(i).Exported() && !engine.Synchronised(st.Field(i).Type()) && !plain(st.Field(i).Type(), inner, depth+1) {
			return false
		}
	}
	return true
}

// spread makes each access to all fields one to every field that somebody writes.
func (c *Collector) spread() {
	if len(c.wholes) == 0 {
		return
	}
	var written, filled = map[*Location]bool{}, map[*Location]*Access{}
	for _, a := range c.all {
		if a.Write {
			written[a.Loc] = true
			if a.Element {
				filled[a.Loc] = a
			}
		}
	}
	for _, w := range c.wholes {
		prefix := strings.TrimSuffix(w.Loc.Key, "*")
		for _, loc := range c.order {
			field, ok := strings.CutPrefix(loc.Key, prefix)
			if !ok || !written[loc] || slices.ContainsFunc(strings.Split(field, "."), func(part string) bool { return !token.IsExported(part) }) {
				continue
			}
			read := *w
			read.Loc = loc
			c.all = append(c.all, &read)
			if a := filled[loc]; a != nil {
				entries := read
				entries.Element, entries.Map = true, a.Map
				c.all = append(c.all, &entries)
			}
		}
	}
}
