package engine

import (
	"go/types"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// unnoticed is a wait that nobody calls a freeze.
const unnoticed = 200 * time.Millisecond

// bounds is what is known of how long the operations of a package wait.
type bounds struct {
	deadlines map[ssa.Value]time.Duration // of contexts
	driver    *toolkit.Tier               // see databaseTier
}

// boundOps finds the operations that end by themselves after a constant time: they are given a context with a deadline, a
// timeout, or wait in a select that has a timer, too. Those that are over before anybody notices are only possible; the
// others are slighter than what may take for ever. It is a must analysis: what is not a constant on every way that is in
// sight is no bound. That a call obeys the context which it is given is taken for granted.
func (e *Engine) boundOps() {
	for _, f := range e.Bodies {
		for _, op := range f.Ops {
			if op.Kind != Blocks || op.Instr == nil {
				continue
			}
			d := e.bound(op.Instr)
			if d <= 0 || ir.Reaches(op.Instr, op.Instr, nil) { // in a loop each round has its own
				continue
			}
			op.Bounded = true
			if d <= unnoticed && op.What != "time.Sleep" {
				op.Confidence = finding.Possible
			}
		}
	}
}

// bound returns after which time an operation ends at the latest, 0 when nothing is known.
func (e *Engine) bound(in ssa.Instruction) time.Duration {
	owner := e.BySSA[in.Parent()]
	switch in := in.(type) {
	case *ssa.Select:
		var least time.Duration
		for _, st := range in.States {
			if st.Send == nil {
				least = shorter(least, e.rings(owner, st.Chan))
			}
		}
		return least
	case *ssa.UnOp:
		return e.rings(owner, in.X)
	case ssa.CallInstruction:
		c := in.Common()
		least := e.timeout(owner, c)
		for _, arg := range c.Args {
			if d := e.deadline(arg, 0); d > 0 {
				least = shorter(least, d)
			}
		}
		return least
	}
	return 0
}

// shorter returns the smaller one of two bounds, of which 0 is none.
func shorter(a, b time.Duration) time.Duration {
	if a == 0 || b > 0 && b < a {
		return b
	}
	return a
}

// rings returns when a channel is ready at the latest: that of a timer, or of a context with a deadline.
func (e *Engine) rings(f *Func, ch ssa.Value) time.Duration {
	if ir.FromContext(ch) {
		return e.deadline(ch.(*ssa.Call).Call.Value, 0)
	}
	if !ir.FromTimer(ch) {
		return 0
	}
	if load, ok := ch.(*ssa.UnOp); ok {
		ch = e.MadeBy(load.X.(*ssa.FieldAddr).X)
	}
	call, ok := ch.(*ssa.Call)
	if !ok || len(call.Call.Args) == 0 {
		return 0
	}
	if body := e.BySSA[call.Parent()]; body != nil {
		f = body
	}
	return e.constantTime(f, call.Call.Args[0])
}

func (e *Engine) constantTime(f *Func, v ssa.Value) time.Duration {
	if c, ok := e.MadeBy(v).(*ssa.Const); ok {
		if d, ok := ir.ConstDuration(c); ok {
			return d
		}
	}
	return 0
}

// timeout returns the timeout that a function of the standard library is told: as an argument, in a field of the object that
// it is called on, or as the deadline of the connection.
func (e *Engine) timeout(f *Func, c *ssa.CallCommon) time.Duration {
	if c.IsInvoke() {
		if m := c.Method; m.Pkg() != nil && m.Pkg().Path() == "net" {
			return e.connDeadline(c.Value)
		}
		return 0
	}
	fn := c.StaticCallee()
	if fn == nil || len(c.Args) == 0 {
		return 0
	}
	switch ir.PkgPath(fn) {
	case "time":
		if fn.Name() == "Sleep" {
			return e.constantTime(f, c.Args[0])
		}
	case "net":
		if fn.Name() == "DialTimeout" {
			return e.constantTime(f, c.Args[2])
		}
		if fn.Signature.Recv() != nil {
			return shorter(e.fieldTime(f, c.Args[0], "Timeout"), e.connDeadline(c.Args[0]))
		}
	case "net/http":
		if fn.Signature.Recv() != nil {
			return e.fieldTime(f, c.Args[0], "Timeout")
		}
	}
	return 0
}

// fieldTime returns the constant time that a field of an object made here is set to.
func (e *Engine) fieldTime(f *Func, v ssa.Value, name string) time.Duration {
	a, ok := e.MadeBy(v).(*ssa.Alloc)
	if !ok {
		return 0
	}
	var out time.Duration
	for _, ref := range *a.Referrers() {
		fa, ok := ref.(*ssa.FieldAddr)
		if !ok || ir.FieldOf(fa.X.Type(), fa.Field).Name() != name {
			continue
		}
		for _, use := range *fa.Referrers() {
			st, ok := use.(*ssa.Store)
			if !ok || st.Addr != fa {
				continue
			}
			d := e.constantTime(f, st.Val)
			if d == 0 {
				return 0
			}
			out = max(out, d)
		}
	}
	return out
}

// connDeadline returns the deadline that the same function has given to a connection.
func (e *Engine) connDeadline(conn ssa.Value) time.Duration {
	refs := conn.Referrers()
	if refs == nil {
		return 0
	}
	var least time.Duration
	for _, ref := range *refs {
		call, ok := ref.(*ssa.Call)
		if !ok {
			continue
		}
		if fn := ir.CalleeOf(&call.Call); fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "net" && (fn.Name() == "SetDeadline" || fn.Name() == "SetReadDeadline") {
			least = shorter(least, e.fromNow(call.Call.Args[len(call.Call.Args)-1]))
		}
	}
	return least
}

// fromNow returns how far in the future a time is: time.Now().Add(d).
func (e *Engine) fromNow(v ssa.Value) time.Duration {
	call, ok := e.MadeBy(v).(*ssa.Call)
	if !ok || call.Call.StaticCallee() == nil || call.Call.StaticCallee().String() != "(time.Time).Add" {
		return 0
	}
	now, ok := call.Call.Args[0].(*ssa.Call)
	if !ok || now.Call.StaticCallee() == nil || now.Call.StaticCallee().String() != "time.Now" {
		return 0
	}
	return e.constantTime(e.BySSA[call.Parent()], call.Call.Args[1])
}

const deepestContext = 6

// deadline returns the constant time after which the context ends that a value is, or that a request or command carries.
func (e *Engine) deadline(v ssa.Value, depth int) time.Duration {
	if depth > deepestContext || !endsWithContext(v.Type()) {
		return 0
	}
	if d, ok := e.deadlines[v]; ok {
		return d
	}
	e.deadlines[v] = 0 // what a circle sees: nothing
	d := e.deadlineOf(e.MadeBy(v), depth+1)
	e.deadlines[v] = d
	return d
}

func endsWithContext(t types.Type) bool {
	switch t.String() {
	case "context.Context", "*os/exec.Cmd", "*net/http.Request":
		return true
	}
	return false
}

func (e *Engine) deadlineOf(v ssa.Value, depth int) time.Duration {
	switch v := v.(type) {
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return e.deadlineOfResult(call, v.Index, depth)
		}
	case *ssa.Call:
		return e.deadlineOfResult(v, 0, depth)
	case *ssa.Phi:
		return e.longestDeadline(v.Edges, depth)
	case *ssa.ChangeInterface:
		return e.deadline(v.X, depth)
	case *ssa.Parameter:
		return e.deadlineOfParameter(v, depth)
	}
	return 0
}

// longestDeadline is the bound of what can be any of several values: 0 when one of them has none.
func (e *Engine) longestDeadline(values []ssa.Value, depth int) time.Duration {
	var out time.Duration
	for _, v := range values {
		d := time.Duration(0)
		if v != nil {
			d = e.deadline(v, depth)
		}
		if d == 0 {
			return 0
		}
		out = max(out, d)
	}
	return out
}

func (e *Engine) deadlineOfResult(call *ssa.Call, index, depth int) time.Duration {
	c := call.Common()
	fn := ir.StaticCallee(c.Value)
	if fn == nil || c.IsInvoke() {
		return 0
	}
	if body, _ := e.Resolve(fn); body != nil { // a helper that makes the context
		var results []ssa.Value
		for _, b := range body.SSA.Blocks {
			if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && index < len(ret.Results) {
				results = append(results, ret.Results[index])
			}
		}
		return e.longestDeadline(results, depth)
	}
	var least time.Duration
	switch fn.String() {
	case "context.WithTimeout", "context.WithTimeoutCause":
		least = e.constantTime(e.BySSA[call.Parent()], c.Args[1])
	case "context.WithDeadline", "context.WithDeadlineCause":
		least = e.fromNow(c.Args[1])
	case "context.WithoutCancel":
		return 0
	}
	for _, arg := range c.Args { // what is made of a context ends with it
		if d := e.deadline(arg, depth); d > 0 {
			least = shorter(least, d)
		}
	}
	return least
}

// deadlineOfParameter asks all callers.
func (e *Engine) deadlineOfParameter(p *ssa.Parameter, depth int) time.Duration {
	f := e.BySSA[p.Parent()]
	if f == nil || len(f.Sites) == 0 || len(e.RootsAt[f]) > 0 || e.CalledByStrangers(f) {
		return 0
	}
	var args []ssa.Value
	for i, q := range f.SSA.Params {
		if q != p {
			continue
		}
		for _, s := range f.Sites {
			args = append(args, ir.AlignArgs(s.Args, len(f.SSA.Params))[i])
		}
	}
	return e.longestDeadline(args, depth)
}
