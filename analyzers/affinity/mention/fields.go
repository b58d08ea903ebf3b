package mention

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
	"github.com/go-bgkit/bgkit/analyzers/usage"
)

// fields lists who sets the fields of type bool, the switches and options of a program, and what stands behind a question
// for one of them. It is a must analysis of never being set: a field whose address is kept, or that reflection may reach,
// through a pointer in an empty interface or a type argument, counts as set by anybody.
func (l *lister) fields() {
	for f, in := range l.Instructions() {
		switch in := in.(type) {
		case *ssa.FieldAddr:
			if name := l.option(in.X.Type(), in.Field); name != "" {
				for _, use := range *in.Referrers() {
					l.sets(f, name, in, use)
				}
			}
		case *ssa.ChangeType:
			l.converted(in.Type())
			l.converted(in.X.Type())
		case *ssa.MakeInterface:
			if it, ok := in.Type().Underlying().(*types.Interface); ok && it.NumMethods() == 0 {
				if p, ok := in.X.Type().Underlying().(*types.Pointer); ok {
					l.open(p.Elem())
				}
			}
		case *ssa.If:
			l.guards(f, in)
		}
	}
	for _, inst := range l.Pass.TypesInfo.Instances {
		for t := range inst.TypeArgs.Types() {
			l.open(t)
		}
	}
	slices.Sort(l.out.Open)
	l.out.Open = slices.Compact(l.out.Open)
}

// option names a field of type bool for all packages, or returns "".
func (l *lister) option(t types.Type, index int) string {
	owner, st := ir.StructOf(t)
	if owner == nil || owner.Pkg() == nil || index >= st.NumFields() || toolkit.IsStd(owner.Pkg().Path()) {
		return ""
	}
	if b, ok := st.Field(index).Type().Underlying().(*types.Basic); !ok || b.Kind() != types.Bool {
		return ""
	}
	return owner.Pkg().Path() + "." + owner.Name() + "." + st.Field(index).Name()
}

// sets notes what an instruction does to a field.
func (l *lister) sets(f *engine.Func, name string, addr *ssa.FieldAddr, use ssa.Instruction) {
	switch use := use.(type) {
	case *ssa.DebugRef:
		return
	case *ssa.UnOp:
		if use.Op == token.MUL {
			return
		}
	case *ssa.Store:
		if use.Addr != ssa.Value(addr) {
			break
		}
		if c, ok := use.Val.(*ssa.Const); ok && c.Value != nil && !constant.BoolVal(c.Value) {
			return
		}
		set := usage.Set{Option: name, By: l.bodyOf(f), From: l.optionRead(use.Val)}
		if !slices.Contains(l.out.Sets, set) {
			l.out.Sets = append(l.out.Sets, set)
		}
		return
	}
	l.out.Open = append(l.out.Open, name)
}

// optionRead names the field of type bool that a value was read from, or returns "".
func (l *lister) optionRead(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.UnOp:
		if fa, ok := v.X.(*ssa.FieldAddr); ok && v.Op == token.MUL {
			return l.option(fa.X.Type(), fa.Field)
		}
	case *ssa.Field:
		return l.option(v.X.Type(), v.Field)
	}
	return ""
}

// bodyOf is the ID of the declared function that a body stands in; the initialisation of variables is the package's.
func (l *lister) bodyOf(f *engine.Func) string {
	if o := f.Outer(); o.SSA != nil {
		if obj, ok := o.SSA.Object().(*types.Func); ok {
			return id(obj)
		}
	}
	return l.out.Path + "."
}

// open notes that anybody may set the exported fields of a type and of what it leads to: others cannot be reached from
// outside, by reflection neither.
func (l *lister) open(t types.Type) {
	if l.opened[t] {
		return
	}
	l.opened[t] = true
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			if field := u.Field(i); field.Exported() || field.Embedded() {
				l.opens(t, i)
				l.open(field.Type())
			}
		}
	case *types.Pointer:
		l.open(u.Elem())
	case *types.Slice:
		l.open(u.Elem())
	case *types.Array:
		l.open(u.Elem())
	case *types.Map:
		l.open(u.Elem())
	}
}

// converted notes that the fields of a struct are known by another type, too.
func (l *lister) converted(t types.Type) {
	_, st := ir.StructOf(t)
	for i := range st.NumFields() {
		l.opens(t, i)
	}
}

func (l *lister) opens(t types.Type, index int) {
	if name := l.option(t, index); name != "" {
		l.out.Open = append(l.out.Open, name)
	}
}

// guards lists the calls that control comes to only where a field is set.
func (l *lister) guards(f *engine.Func, br *ssa.If) {
	cond, taken := br.Cond, 0
	if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
		cond, taken = not.X, 1
	}
	name := l.optionRead(cond)
	first := br.Block().Succs[taken]
	if name == "" || len(first.Preds) != 1 {
		return
	}
	inside, outside := map[int]bool{}, map[int]bool{}
	file := ""
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(ssa.CallInstruction)
			if !ok || !call.Pos().IsValid() {
				continue
			}
			at := l.Step(call.Pos(), "")
			if first.Dominates(b) {
				inside[at.Line], file = true, at.File
			} else {
				outside[at.Line] = true
			}
		}
	}
	g := usage.Guard{Option: name, File: file}
	for line := range inside {
		if !outside[line] {
			g.Lines = append(g.Lines, line)
		}
	}
	if len(g.Lines) > 0 {
		slices.Sort(g.Lines)
		l.out.Guards = append(l.out.Guards, g)
	}
}
