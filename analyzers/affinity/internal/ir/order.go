package ir

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/ssa"
)

// LoopAround returns the innermost for statement around a place, in the same function.
func LoopAround(file *ast.File, pos token.Pos) ast.Node {
	path, _ := astutil.PathEnclosingInterval(file, pos, pos)
	for _, n := range path {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return n
		case *ast.FuncLit, *ast.FuncDecl:
			return nil
		}
	}
	return nil
}

// CaseEdge reports whether the branch from b to succ is taken for one state of a select, and for which.
func CaseEdge(b, succ *ssa.BasicBlock) (*ssa.Select, int) {
	cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok || b.Succs[0] != succ {
		return nil, 0
	}
	bin, ok := cond.Cond.(*ssa.BinOp)
	if !ok || bin.Op != token.EQL {
		return nil, 0
	}
	ext, ok := bin.X.(*ssa.Extract)
	index, isConst := bin.Y.(*ssa.Const)
	if !ok || ext.Index != 0 || !isConst {
		return nil, 0
	}
	sel, ok := ext.Tuple.(*ssa.Select)
	if !ok {
		return nil, 0
	}
	return sel, int(index.Int64())
}

// Reaches reports whether control can get from one instruction to another, past none that stops it.
func Reaches(from, to ssa.Instruction, stop func(ssa.Instruction) bool) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock, start int) bool
	visit = func(b *ssa.BasicBlock, start int) bool {
		for _, in := range b.Instrs[start:] {
			if in == to {
				return true
			}
			if stop != nil && stop(in) {
				return false
			}
		}
		for _, succ := range b.Succs {
			if !seen[succ] {
				seen[succ] = true
				if visit(succ, 0) {
					return true
				}
			}
		}
		return false
	}
	for i, in := range from.Block().Instrs {
		if in == from {
			return visit(from.Block(), i+1)
		}
	}
	return false
}
