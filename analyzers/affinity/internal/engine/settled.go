package engine

import (
	"go/ast"
	"go/build/constraint"
	"go/constant"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// Settle finds the branches that only go one way, whoever calls: behind "if err != nil" after a call that never fails, or
// behind an option that nobody ever sets. What stands there is not looked at.
//
// It is a must analysis. A callee's result is nil when each of its returns says so, itself or by calling such a function. A
// field is never set when it cannot be named outside the package, everything stored there is the zero value and its address
// stays at home; so is a package variable. Lost are fields that every object has set, results through interfaces, and what
// only some system's file of the package says: nothing is concluded from a file with a build constraint, since the branch is
// there for the others.
func (e *Engine) Settle() {
	if e.Foreign {
		return // it costs more than it finds
	}
	e.unset = e.neverSet()
	for _, f := range e.Bodies {
		if f.SSA == nil || len(f.SSA.Blocks) == 0 {
			continue
		}
		known := false
		for _, b := range f.SSA.Blocks {
			br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
			if !ok {
				continue
			}
			if taken, ok := e.settles(br.Cond, 0); ok {
				e.settled[br] = taken
				known = true
			}
		}
		if !known {
			continue
		}
		live := map[*ssa.BasicBlock]bool{}
		Spread(f.SSA.Blocks[0], live, e.isSettled)
		for _, b := range f.SSA.Blocks {
			if !live[b] && b != f.SSA.Recover {
				e.Unreached[b] = true
			}
		}
	}
}

func (e *Engine) isSettled(br *ssa.If) (taken, known bool) {
	taken, known = e.settled[br]
	return taken, known
}

// settles evaluates a condition by the values that its operands always have.
func (e *Engine) settles(cond ssa.Value, depth int) (taken, known bool) {
	switch cond := cond.(type) {
	case *ssa.UnOp:
		if cond.Op == token.NOT && depth < 4 {
			taken, known = e.settles(cond.X, depth+1)
			return !taken, known
		}
		return false, cond.Op == token.MUL && e.unset[variableAt(cond.X)]
	case *ssa.Field:
		return false, e.unset[ir.FieldOf(cond.X.Type(), cond.Field)]
	case *ssa.BinOp:
		if (cond.Op == token.EQL || cond.Op == token.NEQ) && ir.NilConst(cond.Y) && e.alwaysNil(cond.X, 0) {
			return cond.Op == token.EQL, true
		}
	}
	return false, false
}

// variableAt is the field or variable that an address is of, or nil.
func variableAt(addr ssa.Value) *types.Var {
	switch addr := addr.(type) {
	case *ssa.FieldAddr:
		return ir.FieldOf(addr.X.Type(), addr.Field)
	case *ssa.Global:
		v, _ := addr.Object().(*types.Var)
		return v
	}
	return nil
}

// alwaysNil reports whether a value that is compared with nil is nil each time.
func (e *Engine) alwaysNil(v ssa.Value, depth int) bool {
	if depth > 6 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Const:
		return depth > 0 && v.IsNil()
	case *ssa.Call:
		return e.failsNever(v.Common(), 0, depth)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && e.failsNever(call.Common(), v.Index, depth)
	case *ssa.Phi:
		for _, x := range v.Edges {
			if !e.alwaysNil(x, depth+1) {
				return false
			}
		}
		return true
	case *ssa.UnOp:
		return v.Op == token.MUL && e.unset[variableAt(v.X)]
	case *ssa.Field:
		return e.unset[ir.FieldOf(v.X.Type(), v.Field)]
	}
	return false
}

// failsNever reports whether the i-th result of a call is an error and always nil.
func (e *Engine) failsNever(c *ssa.CallCommon, i, depth int) bool {
	fn := c.StaticCallee()
	if fn == nil || c.IsInvoke() || i >= fn.Signature.Results().Len() || !isError(fn.Signature.Results().At(i).Type()) {
		return false
	}
	body, ext := e.Resolve(fn)
	switch {
	case body != nil:
		return slices.Contains(e.NilErrors(body, depth+1), i)
	case ext != nil && ext.Pkg() != nil:
		sum := e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext))
		return sum != nil && slices.Contains(sum.NoError, i)
	}
	return false
}

// NilErrors are the results of type error that a function always returns as nil.
func (e *Engine) NilErrors(f *Func, depth int) []int {
	if known, ok := e.noErrors[f]; ok {
		return known
	}
	e.noErrors[f] = nil
	var out []int
	results := f.SSA.Signature.Results()
	for i := range results.Len() {
		if isError(results.At(i).Type()) && !e.constrained(f.Pos) && e.returnsNil(f.SSA, i, depth) {
			out = append(out, i)
		}
	}
	e.noErrors[f] = out
	return out
}

func (e *Engine) returnsNil(fn *ssa.Function, i, depth int) bool {
	returns := 0
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		returns++
		if !e.alwaysNil(ret.Results[i], depth+1) {
			return false
		}
	}
	return returns > 0
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// neverSet finds the fields and variables of the package that keep their zero value.
func (e *Engine) neverSet() map[*types.Var]bool {
	if len(e.Pass.IgnoredFiles) > 0 { // they may be set there
		return nil
	}
	keeps := map[*types.Var]bool{}
	for _, f := range e.Bodies {
		if f.SSA == nil {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				e.keepsZero(keeps, in)
			}
		}
	}
	for v, ok := range keeps {
		if !ok || e.constrained(v.Pos()) {
			delete(keeps, v)
		}
	}
	return keeps
}

// keepsZero notes what an instruction does to fields and variables.
func (e *Engine) keepsZero(keeps map[*types.Var]bool, in ssa.Instruction) {
	note := func(addr ssa.Value, harmless bool) {
		v := variableAt(addr)
		if v == nil || v.Pkg() != e.Pass.Pkg || v.Exported() && (v.IsField() || e.Pass.Pkg.Name() != "main") || !hasNothing(v.Type()) {
			return
		}
		if was, seen := keeps[v]; was || !seen {
			keeps[v] = harmless
		}
	}
	switch in := in.(type) {
	case *ssa.FieldAddr:
		note(in, !slices.ContainsFunc(*in.Referrers(), func(use ssa.Instruction) bool { return !readsOrClears(use, in) }))
	case *ssa.ChangeType: // a struct of another type with these fields
		if st, ok := ir.Deref(in.Type()).Underlying().(*types.Struct); ok {
			for i := range st.NumFields() {
				keeps[st.Field(i).Origin()] = false
			}
		}
	}
	for _, op := range in.Operands(nil) {
		if g, ok := (*op).(*ssa.Global); ok {
			note(g, readsOrClears(in, g))
		}
	}
}

// readsOrClears reports whether an instruction only reads what is at an address, or sets it to its zero value.
func readsOrClears(in ssa.Instruction, addr ssa.Value) bool {
	switch in := in.(type) {
	case *ssa.DebugRef:
		return true
	case *ssa.UnOp:
		return in.Op == token.MUL
	case *ssa.Store:
		c, ok := in.Val.(*ssa.Const)
		return ok && in.Addr == addr && (c.Value == nil || c.Value.Kind() == constant.Bool && !constant.BoolVal(c.Value))
	}
	return false
}

// hasNothing reports whether a condition asks values of the type whether there is something: bool, and what may be nil.
func hasNothing(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Kind() == types.Bool
	case *types.Signature, *types.Pointer, *types.Interface, *types.Chan, *types.Map, *types.Slice:
		return true
	}
	return false
}

// constrained reports whether a file is built for some systems only, by its name or a build constraint.
func (e *Engine) constrained(pos token.Pos) bool {
	for _, file := range e.Pass.Files {
		if pos < file.FileStart || pos > file.FileEnd {
			continue
		}
		if known, ok := e.constraints[file]; ok {
			return known
		}
		e.constraints[file] = hasConstraint(file) || systemInName(e.Pass.Fset.Position(file.FileStart).Filename)
		return e.constraints[file]
	}
	return false
}

func hasConstraint(file *ast.File) bool {
	for _, group := range file.Comments {
		if group.Pos() > file.Package {
			break
		}
		for _, c := range group.List {
			if constraint.IsGoBuild(c.Text) || constraint.IsPlusBuild(c.Text) {
				return true
			}
		}
	}
	return false
}

// systemInName reports whether the go command looks at the end of a file's name: x_linux.go, x_windows_amd64.go.
func systemInName(name string) bool {
	base := strings.TrimSuffix(filepath.Base(name), ".go")
	i := strings.LastIndexByte(base, '_')
	return i >= 0 && slices.Contains(systems, base[i+1:])
}

var systems = strings.Fields("aix android darwin dragonfly freebsd illumos ios js linux netbsd openbsd plan9 solaris wasip1 windows unix " +
	"386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm")
