package engine

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// An Assumption says what a call passes for some parameters of its callee, "1=false 2=nil 3=#7": constants, nil, and how
// many variadic arguments. For a literal it also says what was passed to the functions around it, "^0=true". For a slot it
// says which map keys are looked up there, as if these were its parameters. What the callee does for other values, this call
// does not come to. Without it, a helper with a switch (refresh(wait bool)) would mix up its callers.
//
// It is a must on the caller's side: only what the call itself says counts, or what its own caller has said of a parameter
// that it passes on. A parameter that the callee assigns to is not one any more in SSA form. A literal is taken to belong to
// the run of the function around it that calls it, unless it comes out of a call or a slot; what a function hands down to
// itself in a container that it got is confused.
type Assumption string

const (
	Nothing       Assumption = ""
	mostAssumed              = 6  // entries of one kind in a function
	mostLooked               = 20 // ... and in a slot
	mostParameter            = 12
)

// Assumed is what the call behind an edge says of its callee's parameters, and of those of the functions around it.
func (e *Engine) Assumed(en *Entry, ed *Edge) Assumption {
	switch {
	case ed.To.Slot != nil:
		return e.selected(en, ed)
	case ed.To.SSA == nil:
		return Nothing
	}
	own, outer := e.byCall(ed, func(v ssa.Value) string { return e.said(en, v) }), e.inherited(en, ed)
	if own != Nothing && outer != Nothing {
		return own + " " + outer
	}
	return own + outer
}

// byCall is what the call behind an edge says of its callee's own parameters.
func (e *Engine) byCall(ed *Edge, say func(ssa.Value) string) Assumption {
	call, ok := ed.Instr.(ssa.CallInstruction)
	if !ok || ed.Helper != nil {
		return Nothing
	}
	c := call.Common()
	if fn := ir.StaticCallee(c.Value); fn == nil || c.IsInvoke() {
		return Nothing
	} else if body, _ := e.Resolve(fn); body != ed.To {
		return Nothing
	}
	return e.saying(ed.To.SSA.Params, ir.AlignArgs(c.Args, len(ed.To.SSA.Params)), say)
}

// saying writes down what is said of the parameters that somebody asks about.
func (e *Engine) saying(params []*ssa.Parameter, args []ssa.Value, say func(ssa.Value) string) Assumption {
	var out []string
	for i, p := range params {
		if i >= mostParameter || args[i] == nil {
			break
		}
		if v := say(args[i]); v != "" && e.asksAbout(p) {
			out = append(out, strconv.Itoa(i)+"="+v)
		}
	}
	return Assumption(strings.Join(out, " "))
}

// inherited is what is known of the parameters of the functions around a literal: what was said when it came out of a call
// of the function that made it, or what the running function knows of its own, where it is that function or stands in it.
func (e *Engine) inherited(en *Entry, ed *Edge) Assumption {
	around := ed.To.Parent
	if around == nil {
		return Nothing
	}
	known := Nothing
	switch {
	case ed.more != nil && ed.more.says != Nothing:
		known = ed.more.says
	case en.F.Slot == nil && en.F.Within(around):
		known = en.Assume.above(en.F.depth() - around.depth())
	}
	if known == Nothing {
		return Nothing
	}
	wanted := e.wanted(ed.To)
	var out []string
	for _, part := range strings.Fields(string(known)) {
		if p := ed.To.paramAt(part); p != nil && wanted[p] {
			out = append(out, part)
		}
	}
	return Assumption(strings.Join(out, " "))
}

// paramAt returns the parameter that a part of an assumption about f speaks of.
func (f *Func) paramAt(part string) *ssa.Parameter {
	for ; f != nil && strings.HasPrefix(part, "^"); part = part[1:] {
		f = f.Parent
	}
	key, _, _ := strings.Cut(part, "=")
	if i, err := strconv.Atoi(key); err == nil && f != nil && f.SSA != nil && i < len(f.SSA.Params) {
		return f.SSA.Params[i]
	}
	return nil
}

// depth is the number of functions around f.
func (f *Func) depth() int {
	n := 0
	for ; f.Parent != nil; f = f.Parent {
		n++
	}
	return n
}

// outward turns what is said in a function into what a literal n functions further in knows of that.
func (a Assumption) outward(n int) Assumption {
	parts := strings.Fields(string(a))
	for i := range parts {
		parts[i] = strings.Repeat("^", n) + parts[i]
	}
	return Assumption(strings.Join(parts, " "))
}

// above is what is known of the function n further out and those around it, as a literal in that knows it.
func (a Assumption) above(n int) Assumption {
	var out []string
	for _, part := range strings.Fields(string(a)) {
		if up := strings.Count(part[:strings.IndexByte(part, '=')], "^"); up >= n {
			out = append(out, "^"+part[n:])
		}
	}
	return Assumption(strings.Join(out, " "))
}

// said is what is known of an argument: "true", "false", "nil", "set" (not nil), "set2" (two variadic arguments), "#7", or "".
func (e *Engine) said(en *Entry, arg ssa.Value) string {
	if v := e.saidByItself(arg); v != "" {
		return v
	}
	if p := e.paramBehind(arg); p != nil {
		return e.saidOf(en, p)
	}
	return ""
}

// saidOf is what a way into a function says of a parameter, its own or one of a function around it.
func (e *Engine) saidOf(en *Entry, p *ssa.Parameter) string {
	if en == nil {
		return ""
	}
	level := 0
	for f := en.F; f != nil; f = f.Parent {
		if f.SSA == p.Parent() {
			return en.Assume.of(level, slices.Index(p.Parent().Params, p))
		}
		level++
	}
	return ""
}

// saidByItself is what an argument is wherever it stands.
func (e *Engine) saidByItself(arg ssa.Value) string {
	switch arg := arg.(type) {
	case *ssa.Const:
		switch {
		case arg.Value != nil && arg.Value.Kind() == constant.Bool:
			return arg.Value.String()
		case arg.Value != nil:
			return ConstantSaid(arg.Value)
		case arg.Value == nil && arg.IsNil():
			return "nil"
		}
	case *ssa.Slice:
		if array, ok := ir.Deref(arg.X.Type()).Underlying().(*types.Array); ok && arg.Low == nil && arg.High == nil {
			return "set" + strconv.FormatInt(array.Len(), 10)
		}
	case *ssa.MakeClosure, *ssa.Function, *ssa.Alloc, *ssa.MakeInterface, *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeSlice:
		return "set"
	}
	return ""
}

// ConstantSaid writes a number or a short word, the values of modes and kinds, as an assumption does.
func ConstantSaid(v constant.Value) string {
	const longest = 40
	switch v.Kind() {
	case constant.Int, constant.String:
		if text := "#" + strings.ReplaceAll(v.ExactString(), " ", "\\x20"); len(text) <= longest {
			return text
		}
	}
	return ""
}

// of is what an assumption says of a parameter of the function that stands so many functions further out.
func (a Assumption) of(level, param int) string {
	if a == Nothing {
		return ""
	}
	key := strings.Repeat("^", level) + strconv.Itoa(param)
	for _, part := range strings.Fields(string(a)) {
		if i, v, _ := strings.Cut(part, "="); i == key {
			return v
		}
	}
	return ""
}

// Lives reports whether control can come to an instruction when the function is entered so.
func (e *Engine) Lives(en *Entry, in ssa.Instruction) bool {
	if in != nil && e.Unreached[in.Block()] || e.madeBefore(en, in) {
		return false
	}
	if en.Assume == Nothing || in == nil || en.F.SSA == nil || in.Parent() != en.F.SSA || in.Block() == nil {
		return true
	}
	return e.liveBlocks(en.F, en.Assume)[in.Block()]
}

// A LiveKey is a function with what is known of its arguments.
type LiveKey struct {
	F      *Func
	Assume Assumption
}

// liveBlocks are the blocks that control can come to under an assumption.
func (e *Engine) liveBlocks(f *Func, a Assumption) map[*ssa.BasicBlock]bool {
	key := LiveKey{f, a}
	if live, ok := e.liveMemo.Load(key); ok {
		return live.(map[*ssa.BasicBlock]bool)
	}
	live := map[*ssa.BasicBlock]bool{}
	en := &Entry{EntryKey: EntryKey{Assume: a}, F: f}
	Spread(f.SSA.Blocks[0], live, func(br *ssa.If) (taken, known bool) {
		if taken, known = e.isSettled(br); known {
			return taken, true
		}
		return e.decides(en, br.Cond)
	})
	if f.SSA.Recover != nil {
		live[f.SSA.Recover] = true
	}
	e.liveMemo.Store(key, live)
	return live
}

// Spread adds the blocks that control can come to from one, where some branches are decided.
func Spread(b *ssa.BasicBlock, live map[*ssa.BasicBlock]bool, decide func(*ssa.If) (taken, known bool)) {
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
		Spread(s, live, decide)
	}
}

// decides evaluates a condition on parameters. A condition that is constant itself is left open: it asks for the system that
// the program is built for, or is a switch for its makers.
func (e *Engine) decides(en *Entry, cond ssa.Value) (taken, known bool) {
	if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
		taken, known = e.decides(en, not.X)
		return !taken, known
	}
	if cmp, ok := cond.(*ssa.BinOp); ok {
		return e.compares(en, cmp)
	}
	v := e.saidBehind(en, cond)
	return v == "true", v == "true" || v == "false"
}

// compares evaluates a comparison of a parameter, or of its length, with a constant.
func (e *Engine) compares(en *Entry, cmp *ssa.BinOp) (taken, known bool) {
	c, ok := cmp.Y.(*ssa.Const)
	switch {
	case cmp.Op == token.LSS && rangeIndex(cmp.X) && measured(cmp.Y) != nil:
		n, known := saidLength(e.saidBehind(en, measured(cmp.Y)))
		return false, known && n == 0
	case !ok:
		return false, false
	case measured(cmp.X) != nil && c.Value != nil && c.Value.Kind() == constant.Int:
		n, known := saidLength(e.saidBehind(en, measured(cmp.X)))
		return known && constant.Compare(constant.MakeInt64(n), cmp.Op, c.Value), known
	case cmp.Op != token.EQL && cmp.Op != token.NEQ:
		return false, false
	}
	v := e.saidBehind(en, cmp.X)
	if c.Value != nil {
		asked := ConstantSaid(c.Value)
		return (v == asked) == (cmp.Op == token.EQL), asked != "" && strings.HasPrefix(v, "#")
	}
	return (v == "nil") == (cmp.Op == token.EQL), c.IsNil() && (v == "nil" || strings.HasPrefix(v, "set"))
}

// saidBehind is what a way into a function says of the parameter that a value is.
func (e *Engine) saidBehind(en *Entry, v ssa.Value) string {
	if p := e.paramBehind(v); p != nil {
		return e.saidOf(en, p)
	}
	return ""
}

// equals is the constant that a parameter must be where a condition holds, as an assumption writes it, or "".
func (e *Engine) equals(c ir.Condition, p *ssa.Parameter) string {
	cmp, ok := c.Value.(*ssa.BinOp)
	if !ok || !(cmp.Op == token.EQL && c.Taken || cmp.Op == token.NEQ && !c.Taken) || e.paramBehind(cmp.X) != p {
		return ""
	}
	if k, ok := cmp.Y.(*ssa.Const); ok && k.Value != nil {
		return ConstantSaid(k.Value)
	}
	return ""
}

// saidLength is the length of a slice of which something is said.
func saidLength(said string) (n int64, known bool) {
	if said == "nil" {
		return 0, true
	}
	n, err := strconv.ParseInt(strings.TrimPrefix(said, "set"), 10, 64)
	return n, err == nil && strings.HasPrefix(said, "set")
}

// rangeIndex reports whether a value is the index of a range loop, which begins with 0.
func rangeIndex(v ssa.Value) bool {
	add, ok := v.(*ssa.BinOp)
	if !ok || add.Op != token.ADD {
		return false
	}
	phi, ok := add.X.(*ssa.Phi)
	one, isConst := add.Y.(*ssa.Const)
	if !ok || !isConst || one.Value == nil || one.Int64() != 1 {
		return false
	}
	for _, x := range phi.Edges {
		if start, ok := x.(*ssa.Const); x != add && !(ok && start.Value != nil && start.Int64() == -1) {
			return false
		}
	}
	return true
}
