package access

import (
	"go/token"
	"go/types"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file finds writes by address: what a decoder fills (json.Unmarshal(b, &v.items), rows.Scan(&v.count)), and what a
// function writes through a pointer that it is given.
//
// It is a may analysis: a function that writes on some path writes. It follows pointers along direct calls, not through
// variables, containers or interfaces other than a decoder's; writes under any lock are left out.

const mostFills = 16

// FillsOf returns what a function writes through its parameters, the receiver excepted, which ReceiverUse looks at.
func (e *Finder) FillsOf(f *engine.Func) []engine.Fill {
	if known, ok := e.fillsMemo[f]; ok {
		return known
	}
	if e.fillsMemo == nil {
		e.fillsMemo = map[*engine.Func][]engine.Fill{}
	}
	e.fillsMemo[f] = nil // what a recursive call sees
	var out []engine.Fill
	for i, p := range f.SSA.Params {
		if i == 0 && f.SSA.Signature.Recv() != nil || i >= mostFills {
			continue
		}
		if _, ok := p.Type().Underlying().(*types.Pointer); !ok {
			continue
		}
		fields := map[string]bool{}
		e.fillsThrough(f, p, "", fields, 0)
		if len(fields) > 0 && len(fields) <= mostFills {
			fill := engine.Fill{Index: i}
			for name := range fields {
				fill.Fields = append(fill.Fields, name)
			}
			sort.Strings(fill.Fields)
			out = append(out, fill)
		}
	}
	e.fillsMemo[f] = out
	return out
}

// fillsThrough collects what is written at an address and below it, by the path of fields from the parameter.
func (e *Finder) fillsThrough(f *engine.Func, addr ssa.Value, path string, out map[string]bool, depth int) {
	if depth > 4 || addr.Referrers() == nil {
		return
	}
	for _, ref := range *addr.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == addr && len(e.Locks(f)[ref]) == 0 {
				out[path] = true
			}
		case *ssa.FieldAddr:
			_, st := ir.StructOf(ref.X.Type())
			e.fillsThrough(f, ref, strings.TrimPrefix(path+"."+st.Field(ref.Field).Name(), "."), out, depth+1)
		case *ssa.MakeInterface:
			for _, call := range callsWith(ref) {
				if decodes(call) && len(e.Locks(f)[call]) == 0 {
					out[path] = true
				}
			}
		case *ssa.Call:
			if len(e.Locks(f)[ref]) > 0 {
				continue
			}
			for _, fill := range e.callFills(ref) {
				if fill.Index < len(ref.Call.Args) && ref.Call.Args[fill.Index] == addr {
					for _, name := range fill.Fields {
						out[strings.Trim(path+"."+name, ".")] = true
					}
				}
			}
		}
	}
}

// callFills returns what the callee of a call writes through its parameters.
func (e *Finder) callFills(call *ssa.Call) []engine.Fill {
	fn := ir.StaticCallee(call.Call.Value)
	if fn == nil || call.Call.IsInvoke() {
		return nil
	}
	body, ext := e.Resolve(fn)
	switch {
	case body != nil && body.SSA != nil:
		return e.FillsOf(body)
	case ext != nil && ext.Pkg() != nil:
		if sum := e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext)); sum != nil {
			return sum.Fills
		}
	}
	return nil
}

// callsWith returns the calls that a value is given to, itself or among the arguments of a variadic parameter.
func callsWith(v ssa.Value) []*ssa.Call {
	var out []*ssa.Call
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Call:
			out = append(out, ref)
		case *ssa.Store:
			elem, ok := ref.Addr.(*ssa.IndexAddr)
			if !ok || ref.Val != v {
				continue
			}
			array, ok := elem.X.(*ssa.Alloc)
			if !ok {
				continue
			}
			for _, use := range *array.Referrers() {
				if sl, ok := use.(*ssa.Slice); ok {
					for _, call := range *sl.Referrers() {
						if c, ok := call.(*ssa.Call); ok {
							out = append(out, c)
						}
					}
				}
			}
		}
	}
	return out
}

// decoders are how functions are called that fill what their interface parameters point to.
var decoders = []string{"Scan", "Sscan", "Fscan", "Unmarshal", "Decode", "StructScan"}

// decodes reports whether a call is one of a decoder: a function or method of that name without body here, of the standard
// library or another module.
func decodes(call *ssa.Call) bool {
	fn := call.Call.Method
	if !call.Call.IsInvoke() {
		callee := call.Call.StaticCallee()
		if callee == nil || len(callee.Blocks) > 0 {
			return false
		}
		fn, _ = callee.Object().(*types.Func)
	}
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	if fn.FullName() == "encoding/binary.Read" {
		return true
	}
	return slices.ContainsFunc(decoders, func(name string) bool { return strings.HasPrefix(fn.Name(), name) })
}

// filled notes what a call writes by address.
func (c *Collector) filled(call *ssa.Call) {
	pos := c.E.At(call.Call.Pos())
	fn := ir.StaticCallee(call.Call.Value)
	for _, fill := range c.E.callFills(call) {
		if fill.Index >= len(call.Call.Args) {
			continue
		}
		if body := c.E.BySSA[fn]; body != nil && len(body.Sites) == 1 && fill.Fields[0] == "" {
			continue // the write itself is one of what the pointer leads to: see Origin
		}
		switch arg := call.Call.Args[fill.Index].(type) {
		case *ssa.FieldAddr:
			for _, name := range fill.Fields {
				c.fillField(call, arg, name, pos)
			}
		case *ssa.Alloc, *ssa.FreeVar, *ssa.Global:
			c.add(call, arg, true, false, pos)
		}
	}
}

// decoded notes what a decoder fills, at the conversion of the address to an interface.
func (c *Collector) decoded(in *ssa.MakeInterface) {
	switch in.X.(type) {
	case *ssa.FieldAddr, *ssa.Alloc, *ssa.FreeVar, *ssa.Global:
	default:
		return
	}
	for _, call := range callsWith(in) {
		if decodes(call) {
			c.add(call, in.X, true, false, c.E.At(call.Call.Pos()))
		}
	}
}

// fillField notes the write of a field of the struct at an address.
func (c *Collector) fillField(call *ssa.Call, addr *ssa.FieldAddr, name string, pos token.Pos) {
	loc, base := c.locate(addr, false)
	if loc == nil {
		return
	}
	if name == "" {
		c.add(call, addr, true, false, pos)
		return
	}
	inner := &Location{Name: loc.Name + "." + name, Owner: loc.Owner, Local: loc.Local, Key: loc.Key + "." + name, member: true}
	var t types.Type = ir.Deref(addr.Type())
	for _, part := range strings.Split(name, ".") {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, part)
		v, ok := obj.(*types.Var)
		if !ok {
			break // not exported: of another package
		}
		inner.Field, t = v, v.Type()
	}
	if loc.Key == "" {
		return
	}
	for part, l := range []*Location{c.location(inner.Key, inner), loc} {
		c.all = append(c.all, &Access{Func: c.F, Write: true, Part: part == 1, Entity: c.Entity(addr), Pos: pos, Loc: l, Instr: call, Base: base, Held: c.locks[call]})
	}
}
