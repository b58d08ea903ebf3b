package lifetime

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// cancelledStreams finds functions that return a stream which they have just cut off: it was made with a context that a
// deferred call cancels. A stream is a channel that is received from, a response or rows that nobody has read yet.
func (e *finder) cancelledStreams(f *engine.Func) []Lifetime {
	var out []Lifetime
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			d, ok := in.(*ssa.Defer)
			if !ok {
				continue
			}
			pair := cancelOf(d)
			if pair == nil {
				continue
			}
			for _, call := range e.streamsOf(f, pair) {
				pos := e.At(call.Call.Pos())
				name := "the stream"
				if fn := ir.CalleeOf(&call.Call); fn != nil {
					name = "what " + ir.ShortName(fn) + " returns"
				}
				l := Lifetime{Func: f, Pos: pos, Kind: Cancelled, What: name, Conf: finding.Likely}
				l.Chain = []finding.Step{e.Step(e.At(d.Call.Pos()), "the context is cancelled when the function returns"), e.Step(pos, "makes a stream with that context, and returns it")}
				out = append(out, l)
			}
		}
	}
	return out
}

// cancelOf returns the call that made both a context and the function that a defer calls to cancel it.
func cancelOf(d *ssa.Defer) *ssa.Call {
	x, ok := d.Call.Value.(*ssa.Extract)
	if !ok {
		return nil
	}
	call, ok := x.Tuple.(*ssa.Call)
	if !ok {
		return nil
	}
	t, ok := call.Type().(*types.Tuple)
	if !ok || t.Len() != 2 || !ir.IsContext(t.At(0).Type()) || x.Index != 1 {
		return nil
	}
	return call
}

// streamsOf returns the calls with a context of the pair whose result the function returns unread. It follows the context
// through the calls that wrap it: requests, other contexts.
func (e *finder) streamsOf(f *engine.Func, pair *ssa.Call) []*ssa.Call {
	tainted := map[ssa.Value]bool{}
	for _, ref := range *pair.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index == 0 {
			tainted[x] = true
		}
	}
	returned := map[ssa.Value]bool{}
	for _, b := range f.SSA.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			for _, v := range ret.Results {
				for _, x := range resultValues(v) {
					returned[x] = true
				}
			}
		}
	}
	var out []*ssa.Call
	for _, b := range f.SSA.DomPreorder() {
		for _, in := range b.Instrs {
			call, ok := in.(*ssa.Call)
			if !ok || call == pair || !takes(call, tainted) {
				continue
			}
			for _, v := range resultsOf(call) {
				switch kind := streamKind(v.Type()); {
				case kind == carriesContext:
					tainted[v] = true
				case kind == isStream && returned[v] && unread(v):
					out = append(out, call)
				}
			}
		}
	}
	return out
}

// resultValues returns the values that an operand of a return can be. In a function with a defer results pass through
// variables.
func resultValues(v ssa.Value) []ssa.Value {
	if load, ok := v.(*ssa.UnOp); ok {
		if a, ok := load.X.(*ssa.Alloc); ok {
			return ir.StoredIn(a)
		}
	}
	return []ssa.Value{v}
}

func takes(call *ssa.Call, tainted map[ssa.Value]bool) bool {
	for _, arg := range call.Call.Args {
		if tainted[arg] {
			return true
		}
	}
	return false
}

// resultsOf returns the values that a call gives.
func resultsOf(call *ssa.Call) []ssa.Value {
	if _, ok := call.Type().(*types.Tuple); !ok {
		return []ssa.Value{call}
	}
	var out []ssa.Value
	for _, ref := range *call.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Extract:
			out = append(out, ref)
		}
	}
	return out
}

const (
	noStream = iota
	carriesContext
	isStream
)

func streamKind(t types.Type) int {
	if ch, ok := t.Underlying().(*types.Chan); ok && ch.Dir() != types.SendOnly {
		return isStream
	}
	switch t.String() {
	case "context.Context", "*net/http.Request":
		return carriesContext
	case "*net/http.Response", "*database/sql.Rows", "io.ReadCloser":
		return isStream
	}
	return noStream
}

// unread reports whether a function does nothing with a stream but return it.
func unread(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Return, *ssa.DebugRef, *ssa.BinOp, *ssa.Phi:
		case *ssa.Store:
			if _, ok := ref.Addr.(*ssa.Alloc); !ok || ref.Val != v {
				return false
			}
		case *ssa.FieldAddr:
			if name := ir.FieldOf(ref.X.Type(), ref.Field).Name(); name == "Body" {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// requests finds goroutines of HTTP handlers that go on with a request which is over when the handler returns: its context,
// its body, the writer. A handler that waits for its goroutine is right, and so is a goroutine that only asks whether the
// request has ended.
func (e *finder) requests(f *engine.Func) []Lifetime {
	what := map[ssa.Value]string{}
	for _, p := range f.SSA.Params {
		switch p.Type().String() {
		case "net/http.ResponseWriter":
			what[p] = "the response writer"
		case "*net/http.Request":
			what[p] = "the request"
		case "*github.com/gin-gonic/gin.Context", "github.com/labstack/echo/v4.Context", "*github.com/gofiber/fiber/v2.Ctx", "github.com/gofiber/fiber/v3.Ctx":
			what[p] = "the request's context"
		}
	}
	if len(what) == 0 {
		return nil
	}
	var out []Lifetime
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			g, ok := in.(*ssa.Go)
			if !ok || e.waitedForBy(f, g) {
				continue
			}
			if name, at := e.usesRequest(g, what); name != "" {
				l := Lifetime{Func: f, Pos: g.Pos(), Kind: Request, What: name, Conf: finding.Likely}
				l.Chain = []finding.Step{e.Step(f.Pos, "handles a request"), e.Step(g.Pos(), "starts a goroutine, and returns without waiting for it")}
				if at != nil {
					l.Chain = append(l.Chain, e.Step(engine.InstrPos(e.Engine, at), "uses "+name+" in it"))
				}
				out = append(out, l)
			}
		}
	}
	return out
}

// waitedForBy reports whether on every way from a go statement to the end of the function something may wait for the
// goroutine.
func (e *finder) waitedForBy(f *engine.Func, g *ssa.Go) bool {
	waits := func(in ssa.Instruction) bool {
		if call, ok := in.(*ssa.Call); ok && call.Call.IsInvoke() && call.Call.Value.Type().String() == "net/http.ResponseWriter" {
			return false
		}
		return e.Synchronises(in)
	}
	for _, b := range f.SSA.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && ir.Reaches(g, ret, waits) {
			return false
		}
	}
	return true
}

// usesRequest returns what of a request a goroutine uses that is over with it.
func (e *finder) usesRequest(g *ssa.Go, what map[ssa.Value]string) (string, ssa.Instruction) {
	for _, arg := range g.Call.Args {
		if name := e.overWith(arg, what); name != "" {
			return name, nil
		}
	}
	mc, ok := g.Call.Value.(*ssa.MakeClosure)
	if !ok {
		return "", nil
	}
	fn := mc.Fn.(*ssa.Function)
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(ssa.CallInstruction)
			if !ok {
				continue
			}
			c := call.Common()
			if m := ir.CalleeOf(c); m != nil && (m.Name() == "Done" || m.Name() == "Err" || m.Name() == "Value" || m.Name() == "Context" || m.Name() == "Copy" || m.Name() == "Header") {
				continue
			}
			args := c.Args
			if c.IsInvoke() {
				args = append([]ssa.Value{c.Value}, args...)
			}
			for _, arg := range args {
				if name := e.overWith(arg, what); name != "" {
					return name, in
				}
			}
		}
	}
	return "", nil
}

// overWith names what a value is of a request that ends with its handler: the writer, a context, the body. The request
// itself may be read later, as far as it holds no more than strings.
func (e *finder) overWith(v ssa.Value, what map[ssa.Value]string) string {
	if ir.IsContext(v.Type()) {
		if call, ok := e.contextRoot(v).(*ssa.Call); ok && len(call.Call.Args) == 1 {
			if fn := ir.CalleeOf(&call.Call); fn != nil && fn.FullName() == "(*net/http.Request).Context" && what[e.MadeBy(call.Call.Args[0])] != "" && !e.uncancelled(v) {
				return "the request's context"
			}
		}
	}
	v = e.MadeBy(v)
	switch x := v.(type) {
	case *ssa.MakeInterface:
		v = e.MadeBy(x.X)
	case *ssa.ChangeInterface:
		v = e.MadeBy(x.X)
	}
	if load, ok := v.(*ssa.UnOp); ok {
		if fa, ok := load.X.(*ssa.FieldAddr); ok && ir.FieldOf(fa.X.Type(), fa.Field).Name() == "Body" && what[e.MadeBy(fa.X)] != "" {
			return "the request's body"
		}
	}
	if name := what[v]; name != "the request" {
		return name
	}
	return ""
}

// uncancelled reports whether a context was derived by context.WithoutCancel, which keeps the values only.
func (e *finder) uncancelled(v ssa.Value) bool {
	for range 12 {
		v = e.MadeBy(v)
		if x, ok := v.(*ssa.Extract); ok {
			v = x.Tuple
		}
		call, ok := v.(*ssa.Call)
		if !ok || len(call.Call.Args) == 0 {
			return false
		}
		if fn := ir.CalleeOf(&call.Call); fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "context" {
			return false
		} else if fn.Name() == "WithoutCancel" {
			return true
		}
		v = call.Call.Args[0]
	}
	return false
}
