package affinity

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// eventLoops finds the event loops that a program writes itself, because its toolkit only yields the events: for { switch
// w.Event() ... }, for e := range termui.PollEvents(). What stands in such a loop runs on the UI goroutine, which is the
// goroutine that runs the loop; what stands before it in the same function is start-up. So the loop becomes a function of
// its own here, with the operations and calls of its lines, and the one that it stands in becomes one that runs an event
// loop.
//
// The lines are those of the innermost for statement around the place that asks for an event. A loop that asks through a
// helper of its own is not seen. finishSends comes first: it judges sends and receives in the function that they stand in.
func (e *engine) eventLoops() {
	for _, f := range e.funcs[:len(e.funcs):len(e.funcs)] {
		if len(f.events) == 0 || e.foreign {
			continue
		}
		file := e.fileOf(f.Pos)
		if file == nil {
			continue
		}
		var done []ast.Node
		for _, call := range f.events {
			f.loops = append(f.loops, call)
			for _, at := range eventPositions(call) {
				if loop := loopAround(file, at); loop != nil && !slices.Contains(done, loop) {
					done = append(done, loop)
					e.eventLoop(f, loop, eventPositions(call), call)
				}
			}
		}
	}
}

func (e *engine) fileOf(pos token.Pos) *ast.File {
	for _, f := range e.pass.Files {
		if f.FileStart <= pos && pos <= f.FileEnd {
			return f
		}
	}
	return nil
}

// eventPositions is where a loop waits for its next event: the call, or the places that receive from the channel that it
// returns.
func eventPositions(call *ssa.Call) []token.Pos {
	out := []token.Pos{call.Pos()}
	var visit func(v ssa.Value, depth int)
	visit = func(v ssa.Value, depth int) {
		if v.Referrers() == nil || depth > 3 {
			return
		}
		for _, ref := range *v.Referrers() {
			switch ref := ref.(type) {
			case *ssa.UnOp:
				if ref.Op == token.ARROW {
					out = append(out, ref.Pos())
				} else {
					visit(ref, depth+1)
				}
			case *ssa.Select:
				for _, st := range ref.States {
					if st.Chan == v {
						out = append(out, st.Pos, ref.Pos())
					}
				}
			case *ssa.Store:
				if a, ok := ref.Addr.(*ssa.Alloc); ok && ref.Val == v {
					visit(a, depth+1)
				}
			}
		}
	}
	visit(call, 0)
	return slices.DeleteFunc(out, func(p token.Pos) bool { return !p.IsValid() })
}

// loopAround returns the innermost for statement around a place, in the same function.
func loopAround(file *ast.File, pos token.Pos) ast.Node {
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

// eventLoop takes the lines of a loop out of the function that it stands in.
func (e *engine) eventLoop(f *Func, loop ast.Node, waits []token.Pos, call *ssa.Call) {
	in := func(pos token.Pos) bool { return loop.Pos() <= pos && pos < loop.End() }
	l := &Func{Name: "the event loop in " + f.Name, Pos: loop.Pos(), Parent: f}
	f.Ops = slices.DeleteFunc(f.Ops, func(op *Op) bool {
		if in(op.Pos) && !slices.Contains(waits, op.Pos) {
			l.Ops = append(l.Ops, op)
		}
		return in(op.Pos)
	})
	f.out = slices.DeleteFunc(f.out, func(ed *edge) bool {
		if in(ed.pos) {
			ed.from = l
			l.out = append(l.out, ed)
		}
		return in(ed.pos)
	})
	e.funcs = append(e.funcs, l)
	e.root(l, UI, finding.Certain, e.at(call.Common().Pos()), "the event loop waits for the next event")
}

// body returns the function in whose body the call of an edge stands, or nil. The lines of an event loop have none of their
// own.
func (ed *edge) body() *Func {
	if ed.instr == nil || ed.instr.Parent() == nil {
		return nil
	}
	for f := ed.from; f != nil; f = f.Parent {
		if f.SSA == ed.instr.Parent() {
			return f
		}
	}
	return nil
}
