package redraw

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file finds the starts of a chain that come only with a change of state: while the state lasts there is no second one.

// transition reports whether a start happens only on the way from one state to another: its conditions ask for a field
// that the same run changes afterwards. Enough is a field that the function itself changes, or one that decides whether the
// chain goes on or was asked to be false, whoever changes it.
func (e *Finder) transition(p *production, c *cycle) bool {
	for _, field := range p.moved {
		if c.asks[field] {
			return true
		}
	}
	for _, q := range p.under {
		for _, read := range q.Fields {
			if p.does[read.Field] {
				return true
			}
		}
	}
	writes := e.writesWith(p)
	for _, cond := range ir.ConditionsOf(p.at.Block()) {
		q := e.Inquire(cond)
		for _, param := range q.Params {
			if b, ok := param.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 {
				return true // the caller knows
			}
		}
		for _, read := range q.Fields {
			for _, w := range writes {
				if !w.Fields[read.Field] || !together(w.At, p.at) || keeps(cond, read.Field, w) {
					continue
				}
				if after := w.At != read.At && ir.Reaches(read.At, w.At, nil); after && (w.Value != nil || q.Unset == read.Field || c.asks[read.Field]) || toggles(w, read.Field) {
					return true
				}
			}
		}
	}
	return e.callersAsk(p, c, writes)
}

// keeps reports whether a write to a field leaves the answer to a condition what it was: the value that is stored is the one
// that was asked for, or is one where the condition asked for any.
func keeps(c ir.Condition, field *types.Var, w engine.FieldWrite) bool {
	q := questionOf(c)
	if q.field != field || w.Value == nil {
		return false
	}
	if k, ok := w.Value.(*ssa.Const); ok {
		return (k.Value == nil) == (q.with == nil) && !q.denies(k)
	}
	return q.with == nil && !q.equal
}

// toggles reports whether a write turns a field into its opposite.
func toggles(w engine.FieldWrite, field *types.Var) bool {
	not, ok := w.Value.(*ssa.UnOp)
	if !ok || not.Op != token.NOT {
		return false
	}
	load, ok := not.X.(*ssa.UnOp)
	if !ok {
		return false
	}
	fa, ok := load.X.(*ssa.FieldAddr)
	return ok && ir.FieldOf(fa.X.Type(), fa.Field) == field
}

// writesWith lists the writes of the function that makes a production: of the call that makes it, only those that come
// together with it.
func (e *Finder) writesWith(p *production) []engine.FieldWrite {
	var out []engine.FieldWrite
	for _, w := range e.FieldWrites(p.f.SSA) {
		if w.At == p.at {
			w.Fields = p.does
		}
		out = append(out, w)
	}
	return out
}

// callersAsk is transition for conditions of the functions that call the one with the start.
func (e *Finder) callersAsk(p *production, c *cycle, writes []engine.FieldWrite) bool {
	changing := map[*types.Var][]engine.FieldWrite{}
	for _, w := range writes {
		if together(w.At, p.at) {
			for field := range w.Fields {
				changing[field] = append(changing[field], w)
			}
		}
	}
	seen := map[*engine.Func]bool{p.f: true}
	level := []*engine.Func{p.f}
	for depth := 0; depth < 3; depth++ {
		var next []*engine.Func
		for _, f := range level {
			for _, ed := range f.Incoming {
				if ed.Mode != engine.Inline || ed.Instr == nil || ed.Instr.Parent() != ed.From.SSA || seen[ed.From] {
					continue
				}
				seen[ed.From] = true
				next = append(next, ed.From)
				for _, cond := range ir.ConditionsOf(ed.Instr.Block()) {
					q := e.Inquire(cond)
					for _, read := range q.Fields {
						for _, w := range changing[read.Field] {
							if !keeps(cond, read.Field, w) && (w.Value != nil || q.Unset == read.Field || c.asks[read.Field]) {
								return true
							}
						}
					}
				}
			}
		}
		level = next
	}
	return false
}

// together reports whether one run of a function can come to both instructions.
func together(a, b ssa.Instruction) bool {
	return a == b || ir.Reaches(a, b, nil) || ir.Reaches(b, a, nil)
}
