package future

import (
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file finds what the calls around a dropped command say of the component: that it does not run yet, or that its command
// is not wanted. Both are presumptions (see drop_presumed.go).

// beforeStart reports whether a callee returns a command only where a field of type bool is set, and the caller sets that
// field by a later call on the same component: SetSize(w, h) resizes what runs, and Start comes two lines below.
func (e *Finder) beforeStart(call *ssa.Call, needs []string) bool {
	if len(needs) == 0 || len(call.Call.Args) == 0 {
		return false
	}
	component := call.Call.Args[0]
	for _, b := range call.Parent().Blocks {
		for _, in := range b.Instrs {
			later, ok := in.(*ssa.Call)
			if !ok || later == call || len(later.Call.Args) == 0 || later.Call.IsInvoke() || !sameComponent(component, later.Call.Args[0]) {
				continue
			}
			if !ir.Reaches(call, later, nil) || ir.Reaches(later, call, nil) {
				continue
			}
			for _, field := range e.setBy(&later.Call) {
				if slices.Contains(needs, field) {
					return true
				}
			}
		}
	}
	return false
}

func sameComponent(a, b ssa.Value) bool {
	return a == b || ir.SameAddress(ir.LoadedFrom(a), ir.LoadedFrom(b))
}

// NeededFields names the fields of type bool that are set wherever a function returns a future.
func (e *Finder) NeededFields(fn *ssa.Function) []string {
	i := e.FutureResult(fn.Signature)
	if i < 0 || len(fn.Blocks) == 0 {
		return nil
	}
	if names, ok := e.needed[fn]; ok {
		return names
	}
	var out []string
	for field := range e.neededFlags(fn, i) {
		out = append(out, fieldName(field))
	}
	slices.Sort(out)
	e.needed[fn] = out
	return out
}

// fieldName tells the fields of a package apart well enough for a presumption.
func fieldName(f *types.Var) string {
	if f.Pkg() == nil {
		return f.Name()
	}
	return f.Pkg().Path() + "." + f.Name()
}

// neededBy is NeededFields for the callee of a call.
func (e *Finder) neededBy(c *ssa.CallCommon) []string {
	fn := c.StaticCallee()
	if fn == nil {
		return nil
	}
	body, ext := e.Resolve(fn)
	if body != nil && body.SSA != nil {
		return e.NeededFields(body.SSA)
	}
	if ext != nil && ext.Pkg() != nil {
		if sum := e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext)); sum != nil {
			return sum.Needs
		}
	}
	return nil
}

// setBy names the fields of type bool that a call sets, as far as somebody asks for them.
func (e *Finder) setBy(c *ssa.CallCommon) []string {
	fn := c.StaticCallee()
	if fn == nil {
		return nil
	}
	body, ext := e.Resolve(fn)
	if body != nil && body.SSA != nil {
		return e.SetFields(body.SSA)
	}
	if ext != nil && ext.Pkg() != nil {
		if sum := e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext)); sum != nil {
			return sum.Sets
		}
	}
	return nil
}

// SetFields names the fields of type bool that a function sets, itself or by what it calls, of those without which another
// function of the package returns no future.
func (e *Finder) SetFields(fn *ssa.Function) []string {
	if e.wanted == nil {
		e.wanted = map[string]bool{}
		for _, f := range e.Bodies {
			if f.SSA != nil && f.Parent == nil {
				for _, name := range e.NeededFields(f.SSA) {
					e.wanted[name] = true
				}
			}
		}
	}
	if len(e.wanted) == 0 {
		return nil
	}
	set := map[string]bool{}
	e.addSet(fn, set, 0)
	var out []string
	for name := range set {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func (e *Finder) addSet(fn *ssa.Function, out map[string]bool, depth int) {
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Store:
				fa, ok := in.Addr.(*ssa.FieldAddr)
				k, isConst := in.Val.(*ssa.Const)
				if !ok || !isConst || k.Value == nil || k.Value.Kind() != constant.Bool || !constant.BoolVal(k.Value) {
					continue
				}
				if name := fieldName(ir.FieldOf(fa.X.Type(), fa.Field)); e.wanted[name] {
					out[name] = true
				}
			case *ssa.Call:
				if callee := in.Call.StaticCallee(); callee != nil && depth < 2 {
					if body, _ := e.Resolve(callee); body != nil && body.SSA != nil {
						e.addSet(body.SSA, out, depth+1)
					}
				}
			}
		}
	}
}

// undone reports whether the other way through the same question calls the same method of the same component with the empty
// value, and drops that command as well: who sets and clears in turns has no use for the command that clears after a time.
func undone(call *ssa.Call, i int) bool {
	fn := call.Call.StaticCallee()
	if fn == nil || fn.Signature.Recv() == nil || len(call.Call.Args) != 2 {
		return false
	}
	for _, b := range call.Parent().Blocks {
		if b == call.Block() || b.Idom() == nil || b.Idom() != call.Block().Idom() || ir.Reaches(b.Instrs[0], call, nil) || ir.Reaches(call, b.Instrs[0], nil) {
			continue
		}
		for _, in := range b.Instrs {
			other, ok := in.(*ssa.Call)
			if ok && other.Call.StaticCallee() == fn && Dropped(other, i) && sameComponent(call.Call.Args[0], other.Call.Args[0]) &&
				emptyConst(call.Call.Args[1]) != emptyConst(other.Call.Args[1]) {
				return true
			}
		}
	}
	return false
}

func emptyConst(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	if !ok {
		return false
	}
	if k.Value == nil {
		return true
	}
	switch k.Value.Kind() {
	case constant.String:
		return constant.StringVal(k.Value) == ""
	case constant.Bool:
		return !constant.BoolVal(k.Value)
	case constant.Int:
		return constant.Sign(k.Value) == 0
	}
	return false
}
