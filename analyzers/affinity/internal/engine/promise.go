package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// This file is about the futures of libraries. What waits inside a library is seldom long, but where it waits for a
// goroutine that runs a function of the library's user (future.New(f), later Get), it waits for as long as that takes.
//
// It is a may analysis: the library says that it waits for what it is given, the packages of the program say to which
// libraries they give functions that block. Which future is waited for nobody asks. Lost are libraries that take an interface
// instead of a function.

// findPromises notes the waits of a dependency for goroutines that run what its users give.
func (e *Engine) findPromises() {
	for _, f := range e.Bodies {
		for _, op := range f.Ops {
			if op.Kind == Blocks && op.Tier == toolkit.TierWait && op.Awaits == "" && op.Callee == "" && slices.ContainsFunc(e.endersOf(op), func(g *Func) bool {
				return g != f && onOwnGoroutine(g) && callsValue(g, 2)
			}) {
				op.Awaits = e.Pass.Pkg.Path()
			}
		}
	}
}

// endersOf lists the functions that can end a wait.
func (e *Engine) endersOf(op *Op) []*Func {
	var out []*Func
	switch in := op.Instr.(type) {
	case *ssa.UnOp:
		for _, site := range e.ChanSites(in.X) {
			out = append(out, e.enders().closing[site]...)
		}
	case ssa.CallInstruction:
		if args := in.Common().Args; op.What == "(*sync.WaitGroup).Wait" && len(args) == 1 {
			out = e.enders().done[groupOf(args[0])]
		}
	}
	return out
}

// callsValue reports whether a function calls a function value, itself or in what it calls.
func callsValue(f *Func, depth int) bool {
	if f.SSA == nil {
		return false
	}
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			if c, ok := in.(*ssa.Call); ok && !c.Call.IsInvoke() && !ir.IsBuiltin(c.Call.Value) && ir.StaticCallee(c.Call.Value) == nil {
				return true
			}
		}
	}
	return depth > 0 && slices.ContainsFunc(f.Outgoing, func(ed *Edge) bool { return ed.Mode == Inline && callsValue(ed.To, depth-1) })
}

// giveTo remembers that a function value is given to a library, which runs it in the background.
func (e *Engine) giveTo(path string, v ssa.Value) {
	if c := e.CellOf(v); c != nil && !e.Foreign {
		if e.given == nil {
			e.given = map[string][]*Cell{}
		}
		e.given[path] = append(e.given[path], c)
	}
}

// Gives lists the libraries that get functions from this package which block.
func (e *Engine) Gives() []string {
	var out []string
	for path, cells := range e.given {
		if slices.ContainsFunc(cells, e.holdsSlow) {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

func (e *Engine) holdsSlow(c *Cell) bool {
	return slices.ContainsFunc(c.Order, func(t Target) bool {
		return t.Kind == BodyTarget && e.slow(Place{}, t.Fn, 4, map[*Func]bool{})
	})
}

// awaitPromises raises the waits for what libraries have been given, here or in another package of the program.
func (e *Engine) awaitPromises() {
	var blocks map[string]bool
	for _, f := range e.Bodies {
		for _, op := range f.Ops {
			if op.Awaits == "" || op.Confidence != finding.Possible {
				continue
			}
			if blocks == nil {
				blocks = map[string]bool{}
				for _, path := range e.Gives() {
					blocks[path] = true
				}
				for _, dep := range e.Deps.SameMod {
					for _, path := range e.Deps.Table(dep).gives {
						blocks[path] = true
					}
				}
			}
			if blocks[op.Awaits] {
				op.Confidence = finding.Likely
			}
		}
	}
}
