package engine

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
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
func (e *Engine) eventLoops() {
	for _, f := range e.Bodies[:len(e.Bodies):len(e.Bodies)] {
		if len(f.events) == 0 || e.Foreign {
			continue
		}
		file := e.fileOf(f.Pos)
		if file == nil {
			continue
		}
		var done []ast.Node
		for _, call := range f.events {
			f.Loops = append(f.Loops, call)
			for _, at := range eventPositions(call) {
				if loop := ir.LoopAround(file, at); loop != nil && !slices.Contains(done, loop) {
					done = append(done, loop)
					e.eventLoop(f, loop, eventPositions(call), call)
				}
			}
		}
	}
}

func (e *Engine) fileOf(pos token.Pos) *ast.File {
	for _, f := range e.Pass.Files {
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

// eventLoop takes the lines of a loop out of the function that it stands in.
func (e *Engine) eventLoop(f *Func, loop ast.Node, waits []token.Pos, call *ssa.Call) {
	in := func(pos token.Pos) bool { return loop.Pos() <= pos && pos < loop.End() }
	l := &Func{Name: "the event loop in " + f.Name, Pos: loop.Pos(), Parent: f}
	f.Ops = slices.DeleteFunc(f.Ops, func(op *Op) bool {
		if in(op.Pos) && !slices.Contains(waits, op.Pos) {
			l.Ops = append(l.Ops, op)
		}
		return in(op.Pos)
	})
	f.Outgoing = slices.DeleteFunc(f.Outgoing, func(ed *Edge) bool {
		if in(ed.Pos) {
			ed.From = l
			l.Outgoing = append(l.Outgoing, ed)
		}
		return in(ed.Pos)
	})
	e.Bodies = append(e.Bodies, l)
	e.root(l, UI, finding.Certain, e.At(call.Common().Pos()), "the event loop waits for the next event")
}
