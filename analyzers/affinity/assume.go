package affinity

import (
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// An assumption says what a call passes for some parameters of its callee, "1=false 2=nil 3=#7": constants, and nil.
// What the callee does for other values, this call does not come to. Without it, a helper with a switch (refresh(wait bool))
// would mix up its callers.
//
// It is a must on the caller's side: only what the call itself says counts, or what its own caller has said of a parameter
// that it passes on. A parameter that the callee assigns to is not one any more in SSA form.
type assumption string

const (
	nothing       assumption = ""
	mostAssumed              = 6 // entries of one kind in a function
	mostParameter            = 12
)

// assumed is what the call behind an edge says of its callee's parameters.
func (e *engine) assumed(en *Entry, ed *edge) assumption {
	call, ok := ed.instr.(ssa.CallInstruction)
	if !ok || ed.to.SSA == nil || ed.helper != nil {
		return nothing
	}
	c := call.Common()
	if fn := staticCallee(c.Value); fn == nil || c.IsInvoke() {
		return nothing
	} else if body, _ := e.resolve(fn); body != ed.to {
		return nothing
	}
	args := alignArgs(c.Args, len(ed.to.SSA.Params))
	var out []string
	for i, p := range ed.to.SSA.Params {
		if i >= mostParameter || args[i] == nil {
			break
		}
		if v := e.said(en, args[i]); v != "" && asked(p) {
			out = append(out, strconv.Itoa(i)+"="+v)
		}
	}
	return assumption(strings.Join(out, " "))
}

// said is what is known of an argument: "true", "false", "nil", "set" (not nil), or "".
func (e *engine) said(en *Entry, arg ssa.Value) string {
	switch arg := arg.(type) {
	case *ssa.Const:
		switch {
		case arg.Value != nil && arg.Value.Kind() == constant.Bool:
			return arg.Value.String()
		case arg.Value != nil:
			return constantSaid(arg.Value)
		case arg.Value == nil && arg.IsNil():
			return "nil"
		}
	case *ssa.MakeClosure, *ssa.Function, *ssa.Slice, *ssa.Alloc, *ssa.MakeInterface, *ssa.MakeMap, *ssa.MakeChan:
		return "set"
	case *ssa.Parameter:
		for i, p := range arg.Parent().Params {
			if p == arg && arg.Parent() == en.f.SSA {
				return en.assume.of(i)
			}
		}
	}
	return ""
}

// constantSaid writes a number or a short word, the values of modes and kinds, as an assumption does.
func constantSaid(v constant.Value) string {
	const longest = 40
	switch v.Kind() {
	case constant.Int, constant.String:
		if text := "#" + v.ExactString(); len(text) <= longest && !strings.ContainsAny(text, " =") {
			return text
		}
	}
	return ""
}

// asked reports whether a function asks in a condition what its parameter is.
func asked(p *ssa.Parameter) bool {
	if b, ok := p.Type().Underlying().(*types.Basic); ok && b.Kind() == types.Bool {
		return true
	}
	for _, ref := range *p.Referrers() {
		if op, ok := ref.(*ssa.BinOp); ok && (op.Op == token.EQL || op.Op == token.NEQ) {
			return true
		}
	}
	return false
}

func (a assumption) of(param int) string {
	for _, part := range strings.Fields(string(a)) {
		if i, v, _ := strings.Cut(part, "="); i == strconv.Itoa(param) {
			return v
		}
	}
	return ""
}

// lives reports whether control can come to an instruction when the function is entered so.
func (e *engine) lives(en *Entry, in ssa.Instruction) bool {
	if en.assume == nothing || in == nil || in.Parent() != en.f.SSA || in.Block() == nil {
		return true
	}
	key := liveKey{en.f, en.assume}
	if live, ok := e.liveMemo.Load(key); ok {
		return live.(map[*ssa.BasicBlock]bool)[in.Block()]
	}
	live := liveBlocks(en.f.SSA, en.assume)
	e.liveMemo.Store(key, live)
	return live[in.Block()]
}

type liveKey struct {
	f      *Func
	assume assumption
}

func liveBlocks(fn *ssa.Function, a assumption) map[*ssa.BasicBlock]bool {
	live := map[*ssa.BasicBlock]bool{}
	spread(fn.Blocks[0], live, func(br *ssa.If) (taken, known bool) { return a.decides(br.Cond) })
	if fn.Recover != nil {
		live[fn.Recover] = true
	}
	return live
}

// spread adds the blocks that control can come to from one, where some branches are decided.
func spread(b *ssa.BasicBlock, live map[*ssa.BasicBlock]bool, decide func(*ssa.If) (taken, known bool)) {
	if live[b] {
		return
	}
	live[b] = true
	succs := b.Succs
	if br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok {
		if taken, known := decide(br); known && taken {
			succs = succs[:1]
		} else if known {
			succs = succs[1:]
		}
	}
	for _, s := range succs {
		spread(s, live, decide)
	}
}

// decides evaluates a condition on a parameter.
func (a assumption) decides(cond ssa.Value) (taken, known bool) {
	switch cond := cond.(type) {
	case *ssa.Parameter:
		v := a.ofParameter(cond)
		return v == "true", v == "true" || v == "false"
	case *ssa.UnOp:
		if cond.Op == token.NOT {
			taken, known = a.decides(cond.X)
			return !taken, known
		}
	case *ssa.BinOp:
		p, ok := cond.X.(*ssa.Parameter)
		if !ok || cond.Op != token.EQL && cond.Op != token.NEQ {
			return false, false
		}
		v := a.ofParameter(p)
		if c, ok := cond.Y.(*ssa.Const); ok && c.Value != nil {
			asked := constantSaid(c.Value)
			return (v == asked) == (cond.Op == token.EQL), asked != "" && strings.HasPrefix(v, "#")
		}
		if !nilConst(cond.Y) {
			return false, false
		}
		return (v == "nil") == (cond.Op == token.EQL), v == "nil" || v == "set"
	}
	return false, false
}

func (a assumption) ofParameter(p *ssa.Parameter) string {
	for i, q := range p.Parent().Params {
		if q == p {
			return a.of(i)
		}
	}
	return ""
}
