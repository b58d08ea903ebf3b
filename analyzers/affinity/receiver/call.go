package receiver

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// body looks at what a function that the method runs does by itself: whom it calls, and whether that touches the UI.
func (u *usage) body(r *reached) {
	for _, b := range r.fn.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case ssa.CallInstruction:
				u.callee(r, in)
			case *ssa.MakeClosure:
				fn := in.Fn.(*ssa.Function)
				u.enter(fn, r.via, in.Pos(), r.onUI || u.dispatched(in))
			case *ssa.Store:
				u.widgetWrite(r, in)
			}
		}
	}
}

// callee follows a call into its function.
func (u *usage) callee(r *reached, in ssa.CallInstruction) {
	c := in.Common()
	if c.IsInvoke() {
		u.uiCall(r, in, c.Method)
		return
	}
	fn := bodyOf(ir.StaticCallee(c.Value))
	if fn == nil {
		if f := ir.StaticCallee(c.Value); f != nil {
			if obj, ok := f.Object().(*types.Func); ok {
				u.uiCall(r, in, obj)
			}
		}
		return
	}
	if call, ok := in.(*ssa.Call); ok {
		u.sites[fn] = append(u.sites[fn], call)
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		u.uiCall(r, in, obj)
	}
	pos := in.Pos()
	if !pos.IsValid() {
		pos = r.at
	}
	via := append(r.via[:len(r.via):len(r.via)], Via{pos, u.calleeName(fn)})
	if fn.Synthetic != "" || fn.Parent() != nil {
		via = r.via // a wrapper or a literal: no call that the user wrote
	}
	u.enter(fn, via, pos, r.onUI)
}

// bodyOf is the function with the body, for calls of generic instances too, or nil.
func bodyOf(fn *ssa.Function) *ssa.Function {
	if fn == nil {
		return nil
	}
	if o := fn.Origin(); o != nil {
		fn = o
	}
	if len(fn.Blocks) == 0 {
		return nil
	}
	return fn
}

// calleeName is a function of the package as its own code names it.
func (u *usage) calleeName(fn *ssa.Function) string {
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return fn.Name()
	}
	recv := obj.Signature().Recv()
	if recv == nil {
		return obj.Name()
	}
	t := recv.Type()
	name := types.TypeString(ir.Deref(t), types.RelativeTo(u.pkg.Pkg))
	name, _, _ = strings.Cut(name, "[")
	if pointer(t) {
		name = "(*" + name + ")"
	}
	return name + "." + obj.Name()
}

// dispatched reports whether a literal is made for dispatchers only, which run it on the UI goroutine.
func (u *usage) dispatched(mc *ssa.MakeClosure) bool {
	refs := mc.Referrers()
	if refs == nil || len(*refs) == 0 {
		return false
	}
	for _, in := range *refs {
		call, ok := in.(ssa.CallInstruction)
		if !ok || call.Common().Value == mc {
			return false
		}
		obj := calledObject(call.Common())
		if obj == nil {
			return false
		}
		shift := 0
		if !call.Common().IsInvoke() && obj.Signature().Recv() != nil {
			shift = 1
		}
		if u.set.Call(obj).Params[slices.Index(call.Common().Args, ssa.Value(mc))-shift] != toolkit.RunUI {
			return false
		}
	}
	return true
}

func calledObject(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	if fn := ir.StaticCallee(c.Value); fn != nil {
		if o := fn.Origin(); o != nil {
			fn = o
		}
		obj, _ := fn.Object().(*types.Func)
		return obj
	}
	return nil
}

// uiCall notes a call that must be made on the UI goroutine.
func (u *usage) uiCall(r *reached, in ssa.CallInstruction, obj *types.Func) {
	if !u.tellUI || r.onUI {
		return
	}
	call := u.set.Call(obj)
	switch {
	case call.UI && !call.Safe:
		u.say(UseUI, ref{path: obj.FullName()}, in.Pos(), r.fn, "calls "+ir.ShortName(obj))
	case u.ui != nil && u.ui(obj):
		u.say(UseUI, ref{path: obj.FullName()}, in.Pos(), r.fn, "calls "+ir.ShortName(obj)+", which is marked //bg:ui")
	}
}

// widgetWrite notes a write to a field of a widget.
func (u *usage) widgetWrite(r *reached, in *ssa.Store) {
	fa, ok := in.Addr.(*ssa.FieldAddr)
	if !ok || !u.tellUI || r.onUI {
		return
	}
	owner, st := ir.StructOf(fa.X.Type())
	if owner == nil || st == nil {
		return
	}
	if _, ui, _ := u.set.Field(st.Field(fa.Field).Origin(), owner); ui {
		u.say(UseUI, ref{path: owner.Name()}, fa.Pos(), r.fn, "writes "+owner.Name()+"."+st.Field(fa.Field).Name())
	}
}

// bind connects the variables of a literal, or of a method value's wrapper, with what they are made of.
func (u *usage) bind(v ssa.Value, r ref, in *ssa.MakeClosure) {
	fn := in.Fn.(*ssa.Function)
	for i, b := range in.Bindings {
		if b == v && i < len(fn.FreeVars) {
			if len(fn.Blocks) == 0 {
				u.whole(v, r, in.Pos(), in.Parent(), "makes a method value of it")
				return
			}
			u.force(fn.FreeVars[i], r)
		}
	}
}

// call looks at a call that has v among its operands.
func (u *usage) call(v ssa.Value, r ref, c *ssa.CallCommon, result ssa.Value, in ssa.Instruction) {
	if b, ok := c.Value.(*ssa.Builtin); ok {
		u.builtin(v, r, b, c, result, in)
		return
	}
	if c.Value == v { // a func value or an interface
		u.whole(v, r, c.Pos(), in.Parent(), "calls it")
		if c.IsInvoke() {
			u.mutator(v, r, c.Method, in)
		}
		return
	}
	if fn := bodyOf(ir.StaticCallee(c.Value)); fn != nil {
		for i, a := range c.Args {
			if a == v && i < len(fn.Params) {
				u.pass(fn.Params[i], r)
			}
		}
		u.result(fn, r, result)
		return
	}
	obj := calledObject(c)
	name := "a function value"
	if obj != nil {
		name = ir.ShortName(obj)
	}
	if obj != nil && obj.Signature().Recv() != nil && !c.IsInvoke() && c.Args[0] == v {
		u.method(v, r, obj, in)
		return
	}
	if obj != nil && mutates(obj) && len(c.Args) > 0 && c.Args[0] == v && r.kind != refAddr {
		u.read(v, r, in.Parent())
		u.write(v, r, c.Pos(), in.Parent(), "has "+name+" change it")
		return
	}
	u.whole(v, r, c.Pos(), in.Parent(), "passes it to "+name)
}

// pass connects a parameter with an argument.
func (u *usage) pass(p *ssa.Parameter, r ref) {
	if r.kind == refContent {
		u.force(p, r)
		return
	}
	u.add(p, r)
}

// result: what a helper of the package returns can be what it was given. u.returned connects the values; here the calls
// are noted that want to know.
func (u *usage) result(fn *ssa.Function, r ref, result ssa.Value) {
	if result == nil {
		return
	}
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			for _, v := range ret.Results {
				for _, rr := range u.refs[v] {
					u.intoResult(result, rr, ret, v)
				}
			}
		}
	}
}

// returned connects the results of the calls of a helper with what it returns. It answers false for the method itself,
// whose results leave.
func (u *usage) returned(v ssa.Value, r ref, in *ssa.Return) bool {
	fn := in.Parent()
	if fn == u.root.Parent() {
		return false
	}
	for _, call := range u.sites[fn] {
		u.intoResult(call, r, in, v)
	}
	return len(u.sites[fn]) > 0
}

// intoResult connects a call's value with one of its results.
func (u *usage) intoResult(result ssa.Value, r ref, ret *ssa.Return, v ssa.Value) {
	if r.kind == refLocal { // the address of a copy: what is read of it is not followed any further
		u.say(UseRead, r, position(v), ret.Parent(), "")
	}
	if r.kind == refLocal || r.kind == refOwn {
		r.kind = refContent
	}
	if len(ret.Results) == 1 {
		u.add(result, r)
		return
	}
	refs := result.Referrers()
	if refs == nil {
		return
	}
	for _, in := range *refs {
		if ex, ok := in.(*ssa.Extract); ok && ret.Results[ex.Index] == v {
			u.add(ex, r)
		}
	}
}

// builtin knows what the language's own functions do.
func (u *usage) builtin(v ssa.Value, r ref, b *ssa.Builtin, c *ssa.CallCommon, result ssa.Value, in ssa.Instruction) {
	first := c.Args[0] == v
	switch b.Name() {
	case "append":
		if first && !fresh3(v) {
			u.readElement(v, r, in.(ssa.Value))
			u.appendTo(v, r, c, result, in)
			return
		}
		u.read(v, r, in.Parent())
		if slice, ok := c.Args[0].Type().Underlying().(*types.Slice); ok && refers(slice.Elem()) && result != nil {
			u.add(result, content(r))
		}
	case "copy", "delete", "clear":
		if first {
			u.read(v, r, in.Parent())
			u.write(v, r, c.Pos(), in.Parent(), "has "+b.Name()+" change it")
			return
		}
		u.read(v, r, in.Parent())
	default: // len, cap, min, max, close, print, ...
		if r.kind == refAddr {
			u.say(UseRead, r, position(v), in.Parent(), "")
			return
		}
		u.read(v, r, in.Parent())
	}
}

// appendTo: append(c.items[:n], x) overwrites elements; append(c.items, x) does not, and its result may still be the
// same memory.
func (u *usage) appendTo(v ssa.Value, r ref, c *ssa.CallCommon, result ssa.Value, in ssa.Instruction) {
	if s, ok := v.(*ssa.Slice); ok && s.High != nil && s.Max == nil {
		u.write(v, r, c.Pos(), in.Parent(), "appends to a part of it, which overwrites the rest")
	}
	if result != nil {
		u.add(result, content(r))
	}
}

// fresh3 recognises s[:n:n], which append copies.
func fresh3(v ssa.Value) bool {
	s, ok := v.(*ssa.Slice)
	return ok && s.Max != nil
}

// method looks at the call of another package's method on v.
func (u *usage) method(v ssa.Value, r ref, obj *types.Func, in ssa.Instruction) {
	pos, fn := in.(ssa.CallInstruction).Common().Pos(), in.Parent()
	owner := ""
	if n, ok := types.Unalias(ir.Deref(obj.Signature().Recv().Type())).(*types.Named); ok && n.Obj().Pkg() != nil {
		owner = n.Obj().Pkg().Path() + "." + n.Obj().Name()
	}
	if len(r.vars) == 0 && r.kind == refValue {
		u.whole(v, r, pos, fn, "calls its method "+ir.ShortName(obj))
		return
	}
	switch {
	case owner == "sync.Mutex" || owner == "sync.RWMutex":
		u.say(UseLock, r, pos, fn, obj.Name())
	case strings.HasPrefix(owner, "sync/atomic.") && r.kind == refAddr:
		if obj.Name() == "Load" {
			u.say(UseRead, r, pos, fn, "")
			return
		}
		u.say(UseWrite, r, pos, fn, "calls "+ir.ShortName(obj)+" on it")
	case r.kind == refContent:
		u.mutator(v, r, obj, in)
	default:
		u.say(UseRead, r, position(v), fn, "")
		u.mutator(v, r, obj, in)
	}
}

// mutator notes the call of a method out of sight that changes its receiver. Its name is all there is to go by.
func (u *usage) mutator(v ssa.Value, r ref, obj *types.Func, in ssa.Instruction) {
	if !pointer(obj.Signature().Recv().Type()) && !types.IsInterface(obj.Signature().Recv().Type()) {
		return
	}
	name := obj.Name()
	for _, verb := range mutators {
		if rest, ok := strings.CutPrefix(name, verb); ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
			u.say(UseCall, r, in.(ssa.CallInstruction).Common().Pos(), in.Parent(), "calls "+ir.ShortName(obj)+" on it")
			return
		}
	}
}

// mutators begin the names of methods that change their receiver.
var mutators = []string{
	"Add", "Append", "Clear", "Close", "Copy", "Decode", "Delete", "Do", "Flush", "Grow", "Init", "Insert", "Move", "Next", "Pop", "Push", "Put",
	"Read", "Remove", "Reset", "Scan", "Seed", "Seek", "Set", "Shuffle", "Store", "Swap", "Truncate", "Unmarshal", "Update", "Write",
}

// mutates reports whether a function of the standard library changes what its first argument refers to.
func mutates(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "sort":
		return !strings.HasPrefix(fn.Name(), "Search") && !strings.HasSuffix(fn.Name(), "AreSorted") && fn.Name() != "IsSorted" && fn.Name() != "SliceIsSorted" && fn.Name() != "Find"
	case "slices":
		switch fn.Name() {
		case "Sort", "SortFunc", "SortStableFunc", "Reverse", "Delete", "DeleteFunc", "Insert", "Replace", "Compact", "CompactFunc":
			return true
		}
	case "maps":
		return fn.Name() == "Copy" || fn.Name() == "DeleteFunc" || fn.Name() == "Insert"
	}
	return false
}
