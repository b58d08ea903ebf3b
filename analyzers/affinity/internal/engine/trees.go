package engine

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// One directory is small local I/O. A function that calls itself for each of many things and reads a directory each time
// reads a whole tree, as filepath.WalkDir does, and nobody knows how large that is.
//
// It is a may analysis: that the recursion follows what was read is not proved, only that both stand in it, no more than
// two calls apart. Recursion through interfaces and fields is lost; it is how events are passed on.

const whatTree = "a walk through a directory tree"

// trees finds the functions that read directory trees by themselves.
func (e *Engine) trees() {
	for _, reader := range e.Bodies {
		if reader.SSA == nil {
			continue
		}
		for _, op := range reader.Ops {
			if listsDirectory(op) && !e.onlyOpened(op.Instr) {
				e.treeAround(reader, op)
				break
			}
		}
	}
}

// treeAround notes the recursive functions, at most two calls above, that come to the operation which reads a directory.
func (e *Engine) treeAround(reader *Func, read *Op) {
	type at struct {
		f     *Func
		via   *Edge          // that leads on to the operation, or nil
		steps []finding.Step // what follows via
	}
	seen := map[*Func]bool{reader: true}
	level := []at{{f: reader}}
	for range 3 {
		var next []at
		for _, x := range level {
			if e.recursive(x.f) {
				op := &Op{Effect: Effect{Kind: Blocks, Tier: toolkit.TierDisk, Confidence: finding.Likely, What: whatTree, Toolkit: read.Toolkit}, Pos: read.Pos, Instr: read.Instr}
				if x.via != nil {
					op.Pos, op.Instr, op.Steps = x.via.Pos, x.via.Instr, x.steps
				}
				x.f.addOp(op)
				continue
			}
			steps := []finding.Step{e.Step(read.Pos, OpText(read))}
			if x.via != nil {
				steps = append(e.EdgeSteps(x.via), x.steps...)
			}
			for _, in := range x.f.Incoming {
				if in.Mode == Inline && in.From.SSA != nil && in.Conf == finding.Certain && !seen[in.From] && !e.onlyOpened(in.Instr) {
					seen[in.From] = true
					next = append(next, at{in.From, in, steps})
				}
			}
		}
		level = next
	}
}

// recursive reports whether a function calls itself, directly or through one other, in a loop.
func (e *Engine) recursive(f *Func) bool {
	for _, out := range f.Outgoing {
		if out.Mode != Inline || out.To.SSA == nil || e.onlyOpened(out.Instr) {
			continue
		}
		if out.To == f {
			if repeats(out.Instr) {
				return true
			}
			continue
		}
		for _, back := range out.To.Outgoing {
			if back.To == f && back.Mode == Inline && (repeats(out.Instr) || repeats(back.Instr)) && !e.onlyOpened(back.Instr) {
				return true
			}
		}
	}
	return false
}

// repeats reports whether an instruction stands in a loop of its function.
func repeats(in ssa.Instruction) bool { return in != nil && ir.Reaches(in, in, nil) }

// listsDirectory reports whether an operation reads what is in a directory.
func listsDirectory(op *Op) bool {
	switch op.What {
	case "os.ReadDir", "ioutil.ReadDir", "fs.ReadDir", "(*os.File).ReadDir", "(*os.File).Readdir", "(*os.File).Readdirnames":
		return true
	}
	return false
}

// onlyOpened reports whether an instruction is only reached when a field of type bool is set that the program also unsets,
// or when something is in a set: what the user has opened in a tree is not the whole tree.
func (e *Engine) onlyOpened(in ssa.Instruction) bool {
	if in == nil {
		return false
	}
	for _, c := range ir.ConditionsOf(in.Block()) {
		if field := ir.AsksField(c); field != nil && e.unsetFields()[field] {
			return true
		}
		if c.Taken && looksUp(c.Value) {
			return true
		}
	}
	return false
}

// looksUp reports whether a condition is what a map says, or whether it has a key.
func looksUp(v ssa.Value) bool {
	if x, ok := v.(*ssa.Extract); ok {
		v = x.Tuple
	}
	_, ok := v.(*ssa.Lookup)
	return ok
}

// unsetFields are the fields of type bool that some function of the package sets to false, or turns over.
func (e *Engine) unsetFields() map[*types.Var]bool {
	if e.closed != nil {
		return e.closed
	}
	e.closed = map[*types.Var]bool{}
	for _, f := range e.Bodies {
		if f.SSA == nil {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				st, ok := in.(*ssa.Store)
				if !ok {
					continue
				}
				if fa, ok := st.Addr.(*ssa.FieldAddr); ok && unsets(st.Val) {
					e.closed[ir.FieldOf(fa.X.Type(), fa.Field)] = true
				}
			}
		}
	}
	return e.closed
}

func unsets(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return v.Value != nil && v.Value.String() == "false"
	case *ssa.UnOp:
		return v.Op == token.NOT
	}
	return false
}
