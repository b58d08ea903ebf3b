package lifetime

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A Kind says what is wrong with the context that work gets.
type Kind uint8

const (
	NoClient   Kind = iota // made from context.Background where a client is needed
	ClientLost             // the same where one would be at hand
	FirstCall              // something that outlives the call is bound to the call that came first
	Cancelled              // a stream is returned whose context ends with the function
	Request                // a goroutine uses a request that is over
)

// A Lifetime is work whose context ends too early, or leads to nobody.
type Lifetime struct {
	Func  *engine.Func
	Pos   token.Pos
	Kind  Kind
	What  string
	Conf  finding.Confidence
	Chain []finding.Step
}

func (e *finder) findLifetimes() []Lifetime {
	var out []Lifetime
	for _, f := range e.Bodies {
		if f.SSA == nil || e.Dead(f) {
			continue
		}
		out = append(out, e.firstCalls(f)...)
		out = append(out, e.cancelledStreams(f)...)
		out = append(out, e.requests(f)...)
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				if c, ok := in.(*ssa.Call); ok {
					out = append(out, e.clientless(f, c)...)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Lifetime) int { return int(a.Pos) - int(b.Pos) })
	return out
}

// contextRoot looks through what derives contexts from contexts, and through variables.
func (e *finder) contextRoot(v ssa.Value) ssa.Value {
	for range 12 {
		v = e.MadeBy(v)
		if x, ok := v.(*ssa.Extract); ok {
			v = x.Tuple
		}
		call, ok := v.(*ssa.Call)
		if !ok || call.Call.StaticCallee() == nil || len(call.Call.Args) == 0 {
			return v
		}
		fn := ir.CalleeOf(&call.Call)
		if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "context" || !strings.HasPrefix(fn.Name(), "With") {
			return v
		}
		v = call.Call.Args[0]
	}
	return v
}

// nobodys reports whether a context is context.Background or context.TODO, or derived from that.
func (e *finder) nobodys(v ssa.Value) (name string, ok bool) {
	call, isCall := e.contextRoot(v).(*ssa.Call)
	if !isCall {
		return "", false
	}
	switch fn := ir.CalleeOf(&call.Call); {
	case fn == nil:
		return "", false
	case fn.FullName() == "context.Background", fn.FullName() == "context.TODO":
		return fn.FullName(), true
	}
	return "", false
}

// clientless finds calls of bgkit's runtime with a context that has no client: where one is needed, and where the work
// would belong to a client whose context is at hand.
func (e *finder) clientless(f *engine.Func, c *ssa.Call) []Lifetime {
	fn := ir.CalleeOf(&c.Call)
	if fn == nil || fn.Pkg() == nil || !strings.HasPrefix(fn.Pkg().Path(), ir.RuntimePath) || len(c.Call.Args) == 0 || !ir.IsContext(c.Call.Args[0].Type()) {
		return nil
	}
	root, ok := e.nobodys(c.Call.Args[0])
	if !ok {
		return nil
	}
	l := Lifetime{Func: f, Pos: e.At(c.Call.Pos()), What: ir.ShortName(fn) + " gets " + root, Conf: finding.Certain}
	switch fn.Pkg().Path()[len(ir.RuntimePath):] + "." + fn.Name() {
	case "ui.Do", "ui.Call", "ui.NewTimer", "ui.FromContext":
		l.Kind = NoClient
		return []Lifetime{l}
	case "run.IOBound", "run.CPUBound", "background.Create", "background.CreateLazy", "ui.NewBackgroundTimer":
		if at := e.clientAtHand(f); at != "" {
			l.Kind, l.Conf = ClientLost, finding.Likely
			l.What += ", though " + at + " is at hand"
			return []Lifetime{l}
		}
	}
	return nil
}

// clientAtHand names a parameter or captured variable of a function, or of the function around it, that leads to a
// client: a context or the client itself. It returns "" where there is none, or where the function has its own reason to
// begin anew: main and init.
func (e *finder) clientAtHand(f *engine.Func) string {
	for g := f; g != nil; g = g.Parent {
		if g.SSA == nil || g.Only(engine.Startup) {
			return ""
		}
		for _, p := range g.SSA.Params {
			if (ir.IsContext(p.Type()) || p.Type().String() == "*"+ir.RuntimePath+"ui.Client") && p.Name() != "_" && p.Name() != "" {
				return p.Name()
			}
		}
	}
	return ""
}

// firstCalls finds what is started once, by whoever comes first, and bound to that caller's context: a goroutine with a
// loop, or a process that a field holds. The start must be of the lazy kind, and at least two functions lead to it with the
// context that they were given themselves; a Start method that the program calls once gets the context that it should.
func (e *finder) firstCalls(f *engine.Func) []Lifetime {
	var out []Lifetime
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			ctx, what, pos := e.longLived(in)
			if ctx == nil {
				continue
			}
			param, ok := e.contextRoot(ctx).(*ssa.Parameter)
			if !ok {
				continue
			}
			owner := e.BySSA[param.Parent()]
			if owner == nil || !f.Within(owner) {
				continue
			}
			if steps := e.lazily(f, owner, in); steps != nil {
				steps = append(steps, e.Step(pos, "what it "+what))
				out = append(out, Lifetime{Func: f, Pos: pos, Kind: FirstCall, What: what, Conf: finding.Likely, Chain: steps})
			}
		}
	}
	return out
}

// longLived returns the context that something long-lived is bound to, and what that is.
func (e *finder) longLived(in ssa.Instruction) (ctx ssa.Value, what string, pos token.Pos) {
	switch in := in.(type) {
	case *ssa.Go:
		fn := in.Call.StaticCallee()
		if fn == nil {
			return nil, "", 0
		}
		body, _ := e.Resolve(fn)
		if body == nil || body.SSA == nil || len(engine.LoopsOf(body)) == 0 {
			return nil, "", 0
		}
		for _, arg := range in.Call.Args {
			if ir.IsContext(arg.Type()) {
				return arg, "starts is a goroutine with its own context", in.Pos()
			}
		}
		if mc, ok := in.Call.Value.(*ssa.MakeClosure); ok {
			for _, v := range mc.Bindings {
				if ir.IsContext(ir.Deref(v.Type())) {
					return v, "starts is a goroutine with its own context", in.Pos()
				}
			}
		}
	case *ssa.Call:
		fn := ir.CalleeOf(&in.Call)
		if fn == nil || fn.FullName() != "os/exec.CommandContext" {
			return nil, "", 0
		}
		started, kept := false, false
		for _, ref := range *in.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Call:
				started = started || ref.Call.StaticCallee() != nil && ref.Call.StaticCallee().Name() == "Start"
			case *ssa.Store:
				_, isField := ref.Addr.(*ssa.FieldAddr)
				kept = kept || isField && ref.Val == ssa.Value(in)
			}
		}
		if started && kept {
			return in.Call.Args[0], "starts is a process with its own context", e.At(in.Call.Pos())
		}
	}
	return nil, "", 0
}

// lazily returns the steps by which callers lead to a start that only the first of them does, or nil.
func (e *finder) lazily(f, owner *engine.Func, start ssa.Instruction) []finding.Step {
	type place struct {
		f     *engine.Func
		at    ssa.Instruction
		steps []finding.Step
	}
	level := []place{{owner, start, nil}}
	if f != owner {
		if !f.Once {
			return nil
		}
		if callers := e.contextCallers(owner); len(callers) > 1 {
			return []finding.Step{callers[0], callers[1]}
		}
		return nil
	}
	for depth := 0; depth < 3; depth++ {
		var next []place
		for _, p := range level {
			if e.onlyFirst(p.f, p.at) {
				if callers := e.contextCallers(p.f); len(callers) > 1 {
					return append([]finding.Step{callers[0], callers[1]}, p.steps...)
				}
			}
			for _, ed := range p.f.Incoming {
				if ed.Mode == engine.Inline && ed.Instr != nil && ed.Instr.Parent() == ed.From.SSA && ed.From.SSA != nil && e.passesOwnContext(ed.From, ed.Instr) {
					next = append(next, place{ed.From, ed.Instr, append([]finding.Step{e.Step(ed.Pos, ed.Text)}, p.steps...)})
				}
			}
		}
		level = next
	}
	return nil
}

// onlyFirst reports whether a function comes to an instruction only while a field is not set that the instruction sets,
// and otherwise goes on, or returns, without an error.
func (e *finder) onlyFirst(f *engine.Func, in ssa.Instruction) bool {
	writes := e.FieldWrites(f.SSA)
	for d := in.Block().Idom(); d != nil; d = d.Idom() {
		br, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		for i, s := range d.Succs {
			if len(s.Preds) != 1 || !s.Dominates(in.Block()) || fails(d.Succs[1-i]) {
				continue
			}
			for _, read := range e.Inquire(ir.Condition{Value: br.Cond, Taken: i == 0}).Fields {
				for _, w := range writes {
					if w.Fields[read.Field] && (w.At == in || ir.Reaches(in, w.At, nil) || ir.Reaches(w.At, in, nil) && ir.Reaches(read.At, w.At, nil)) {
						return true
					}
				}
			}
		}
	}
	return false
}

// fails reports whether control goes straight from a block to a return with an error.
func fails(b *ssa.BasicBlock) bool {
	results := map[ssa.Value]ssa.Value{} // of a function with a defer, which pass through variables
	for range 6 {
		for _, in := range b.Instrs {
			if st, ok := in.(*ssa.Store); ok {
				results[st.Addr] = st.Val
			}
		}
		switch last := b.Instrs[len(b.Instrs)-1].(type) {
		case *ssa.Panic:
			return true
		case *ssa.Return:
			for _, v := range last.Results {
				if load, ok := v.(*ssa.UnOp); ok && results[load.X] != nil {
					v = results[load.X]
				}
				if c, isConst := v.(*ssa.Const); v.Type().String() == "error" && !(isConst && c.IsNil()) {
					return true
				}
			}
			return false
		}
		if len(b.Succs) != 1 {
			return false
		}
		b = b.Succs[0]
	}
	return false
}

// contextCallers lists calls of a function, one for each caller, that hand on a context which the caller was given.
func (e *finder) contextCallers(f *engine.Func) []finding.Step {
	var out []finding.Step
	seen := map[*engine.Func]bool{}
	for _, s := range f.Sites {
		if s.Instr == nil || s.Mode != engine.Inline || s.Caller.SSA == nil || seen[s.Caller] || !e.passesOwnContext(s.Caller, s.Instr) {
			continue
		}
		seen[s.Caller] = true
		out = append(out, e.Step(s.Pos, "the context of "+s.Caller.Name))
	}
	return out
}

func (e *finder) passesOwnContext(f *engine.Func, in ssa.Instruction) bool {
	call, ok := in.(ssa.CallInstruction)
	if !ok {
		return false
	}
	for _, arg := range call.Common().Args {
		if ir.IsContext(arg.Type()) {
			_, own := e.contextRoot(arg).(*ssa.Parameter)
			return own
		}
	}
	return false
}
