package executor

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// A Misplaced is work on the wrong executor.
type Misplaced struct {
	Func  *engine.Func
	Pos   token.Pos
	What  string
	Waits bool // in a worker process; otherwise it copies large data there
	Conf  finding.Confidence
	Chain []finding.Step
}

const large = 1 << 20 // bytes; copying less costs no more than the call

// findMisplaced looks for work that a worker process is wrong for: waiting, which needs no process, and data so large
// that copying it there and back costs more than most work on it.
func (e *finder) findMisplaced() []Misplaced {
	var out []Misplaced
	for _, f := range e.Bodies {
		if f.SSA == nil {
			continue
		}
		if en := f.Context(engine.Process); en != nil {
			for _, op := range f.Ops {
				waits := op.Kind == engine.Blocks && (op.Tier == toolkit.TierNetwork || op.What == "time.Sleep")
				if waits && op.Confidence.AtLeast(finding.Likely) {
					m := Misplaced{Func: f, Pos: op.Pos, What: op.What, Waits: true, Conf: engine.Weaker(finding.Likely, engine.Weaker(en.Confidence, op.Confidence))}
					m.Chain = append(e.Chain(en), e.Step(op.Pos, engine.OpText(op)))
					m.Chain = append(m.Chain, op.Steps...)
					out = append(out, m)
					break
				}
			}
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				if c, ok := in.(*ssa.Call); ok {
					out = append(out, e.largeMessages(f, c)...)
				}
			}
		}
	}
	return out
}

// largeMessages finds pictures and other large data that a task is declared to get or give by value, and large slices that
// a call hands over.
func (e *finder) largeMessages(f *engine.Func, c *ssa.Call) []Misplaced {
	fn := ir.CalleeOf(&c.Call)
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	m := Misplaced{Func: f, Pos: e.At(c.Call.Pos()), Conf: finding.Likely}
	switch fn.FullName() {
	case processPath + ".Register":
		inst := c.Call.StaticCallee()
		if inst == nil {
			return nil
		}
		for _, t := range inst.TypeArgs() {
			if path, what := e.largeIn(t, e.typeText(t), 0); what != "" {
				m.What = path + " (" + what + ")"
				return []Misplaced{m}
			}
		}
	case "(*" + processPath + ".Task[A, R]).Submit", ir.RuntimePath + "run.CPUBound":
		arg := c.Call.Args[2]
		if load, ok := arg.(*ssa.UnOp); ok {
			if a, ok := load.X.(*ssa.Alloc); ok {
				for _, v := range fieldValues(a) {
					if n := madeBytes(e.MadeBy(v)); n >= large {
						m.What = "the argument"
						return []Misplaced{m}
					}
				}
			}
		}
		if madeBytes(e.MadeBy(arg)) >= large {
			m.What = "the argument"
			return []Misplaced{m}
		}
	}
	return nil
}

// fieldValues returns what is stored into the fields of a struct variable.
func fieldValues(a *ssa.Alloc) []ssa.Value {
	var out []ssa.Value
	for _, ref := range *a.Referrers() {
		if fa, ok := ref.(*ssa.FieldAddr); ok {
			for _, use := range *fa.Referrers() {
				if st, ok := use.(*ssa.Store); ok && st.Addr == ssa.Value(fa) {
					out = append(out, st.Val)
				}
			}
		}
	}
	return out
}

// largeIn finds a part of a type that holds a picture, or an array of a megabyte.
func (e *finder) largeIn(t types.Type, path string, depth int) (where, what string) {
	if depth > 4 {
		return "", ""
	}
	if n, ok := types.Unalias(ir.Deref(t)).(*types.Named); ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "image" {
		if st, ok := n.Underlying().(*types.Struct); ok && st.NumFields() > 0 && (st.Field(0).Name() == "Pix" || st.Field(0).Name() == "Y") {
			return path, "a picture"
		}
	}
	switch u := ir.Deref(t).Underlying().(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			if where, what = e.largeIn(u.Field(i).Type(), path+"."+u.Field(i).Name(), depth+1); what != "" {
				return where, what
			}
		}
	case *types.Slice:
		return e.largeIn(u.Elem(), path+"[]", depth+1)
	case *types.Array:
		if elem, ok := u.Elem().Underlying().(*types.Basic); ok && u.Len()*e.Pass.TypesSizes.Sizeof(elem) >= large {
			return path, "an array of a megabyte or more"
		}
	}
	return "", ""
}

// madeBytes returns how many bytes a slice has that is made here with a constant length.
func madeBytes(v ssa.Value) int64 {
	switch v := v.(type) {
	case *ssa.MakeSlice:
		if c, ok := v.Len.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.Int {
			return c.Int64()
		}
	case *ssa.Slice: // make with a constant is a slice of an array
		if a, ok := v.X.(*ssa.Alloc); ok {
			if arr, ok := ir.Deref(a.Type()).Underlying().(*types.Array); ok {
				return arr.Len()
			}
		}
	}
	return 0
}
