package emit

import (
	"fmt"
	"go/types"
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/go-bgkit/bgkit/generator/internal/plan"
)

// A wrapper is the wrapper of one method that is being written.
type wrapper struct {
	*file
	m   *plan.Method
	pkg *plan.Package

	scope  *scope
	recv   string   // the receiver's name
	ctx    string   // the context's name
	params []string // the other parameters' names
	self   string   // the detached receiver
	value  string   // type of the future's value
}

func (w *wrapper) typeParams() *types.TypeParamList { return w.m.Obj.Signature().RecvTypeParams() }

// recvType is the receiver's type with its arguments, without the pointer.
func (w *wrapper) recvType() string {
	t := w.m.Obj.Signature().Recv().Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	return w.typ(t)
}

func (w *wrapper) star() string {
	if w.m.Pointer {
		return "*"
	}
	return ""
}

// write appends everything that belongs to one method.
func (w *wrapper) write() {
	w.scope = w.file.scope()
	w.recv = w.scope.name(w.m.RecvName())
	w.ctx = w.scope.name(w.contextName())
	for i, p := range w.m.Sig.Params {
		name := p.Name()
		if name == "" || name == "_" {
			name = fmt.Sprint("arg", i+1)
		}
		w.params = append(w.params, w.scope.name(name))
	}
	w.self = w.scope.name("self")
	w.results()
	if w.m.CPU() {
		w.writeCPU()
	} else {
		w.writeIO()
	}
	w.assert()
}

func (w *wrapper) contextName() string {
	if w.m.Sig.Context {
		if name := w.m.Obj.Signature().Params().At(0).Name(); name != "" && name != "_" {
			return name
		}
	}
	return "ctx"
}

// results finds the type of the future's value, and declares it where there are several results.
func (w *wrapper) results() {
	switch len(w.m.Sig.Results) {
	case 0:
		w.value = "struct{}"
	case 1:
		w.value = w.typ(w.m.Sig.Results[0].Type())
	default:
		w.value = w.m.Result + w.typeArgs()
		var fields []jen.Code
		for i, r := range w.m.Sig.Results {
			fields = append(fields, jen.Id(w.m.Sig.Fields[i]).Id(w.typ(r.Type())))
		}
		w.add([]string{w.m.Result + " holds the results of " + w.m.Name() + "."},
			jen.Type().Id(w.m.Result+w.file.typeParams(w.typeParams())).Struct(fields...))
	}
}

func (w *wrapper) typeArgs() string {
	params := w.typeParams()
	if params.Len() == 0 {
		return ""
	}
	s := "["
	for i := range params.Len() {
		if i > 0 {
			s += ", "
		}
		s += params.At(i).Obj().Name()
	}
	return s + "]"
}

// signature is the wrapper's head.
func (w *wrapper) head(name string) *jen.Statement {
	params := []jen.Code{jen.Id(w.ctx).Id(w.std("context", "Context"))}
	for i, p := range w.m.Sig.Params {
		t := w.typ(p.Type())
		if w.m.Sig.Variadic && i == len(w.m.Sig.Params)-1 {
			t = "..." + w.typ(p.Type().(*types.Slice).Elem())
		}
		params = append(params, jen.Id(w.params[i]).Id(t))
	}
	return jen.Func().Params(jen.Id(w.recv).Id(w.star() + w.recvType())).Id(name).Params(params...).
		Op("*").Id(w.runtime("run", "Future") + "[" + w.value + "]")
}

// writeIO writes a wrapper that runs the method on the I/O executor.
func (w *wrapper) writeIO() {
	body := w.detach()
	fn := jen.Func().Params(jen.Id(w.innerContext()).Id(w.std("context", "Context"))).
		Params(jen.Id(w.value), jen.Error()).Block(w.run(w.self, w.params)...)
	call := func() *jen.Statement {
		args := append([]jen.Code{jen.Id(w.ctx), fn}, w.options()...)
		return jen.Id(w.runtime("run", "IOBound")).Call(args...)
	}
	body = append(body, w.start(nil, call)...)
	w.add(w.doc(), w.head(w.m.Wrapper).Block(body...))
}

// start returns the future of a call, at once or when it is the newest. What comes before it belongs to it.
func (w *wrapper) start(before []jen.Code, call func() *jen.Statement) []jen.Code {
	if !w.m.Options.Lazy {
		return append(before, jen.Return(call()))
	}
	return w.lazy(before, call)
}

// innerContext is the parameter of the function that runs elsewhere.
func (w *wrapper) innerContext() string {
	if w.m.Sig.Context {
		return w.ctx
	}
	return "_"
}

// run calls the method on the detached receiver and gives its results the shape of a future's.
func (w *wrapper) run(self string, params []string) []jen.Code {
	var args []jen.Code
	if w.m.Sig.Context {
		args = append(args, jen.Id(w.ctx))
	}
	for i, p := range params {
		arg := jen.Id(p)
		if w.m.Sig.Variadic && i == len(params)-1 {
			arg = arg.Op("...")
		}
		args = append(args, arg)
	}
	call := jen.Id(self).Dot(w.m.Decl.Name.Name).Call(args...)
	switch n := len(w.m.Sig.Results); {
	case n == 0 && !w.m.Sig.Err:
		return []jen.Code{call, jen.Return(jen.Struct().Values(), jen.Nil())}
	case n == 0:
		return []jen.Code{jen.Return(jen.Struct().Values(), call)}
	case n == 1 && w.m.Sig.Err:
		return []jen.Code{jen.Return(call)}
	case n == 1:
		return []jen.Code{jen.Return(call, jen.Nil())}
	}
	result, err := w.scope.name("result"), w.scope.name("err")
	out := []jen.Code{jen.Var().Id(result).Id(w.value)}
	var dst []jen.Code
	for _, f := range w.m.Sig.Fields {
		dst = append(dst, jen.Id(result).Dot(f))
	}
	last := jen.Nil()
	if w.m.Sig.Err {
		out = append(out, jen.Var().Id(err).Error())
		dst = append(dst, jen.Id(err))
		last = jen.Id(err)
	}
	return append(out, jen.List(dst...).Op("=").Add(call), jen.Return(jen.Id(result), last))
}

// options are those of run.IOBound and run.CPUBound.
func (w *wrapper) options() []jen.Code {
	out := []jen.Code{jen.Id(w.runtime("run", "Name")).Call(jen.Lit(w.m.Name()))}
	if d := w.m.Options.Timeout; d > 0 {
		out = append(out, jen.Id(w.runtime("run", "RunTimeout")).Call(jen.Id(w.duration(d))))
	}
	return out
}

// duration writes a time as people do.
func (w *wrapper) duration(d time.Duration) string {
	for _, u := range []struct {
		unit time.Duration
		name string
	}{{time.Hour, "Hour"}, {time.Minute, "Minute"}, {time.Second, "Second"}, {time.Millisecond, "Millisecond"}, {time.Microsecond, "Microsecond"}} {
		if d%u.unit == 0 {
			return fmt.Sprintf("%d*%s", d/u.unit, w.std("time", u.name))
		}
	}
	return fmt.Sprintf("%d*%s", d, w.std("time", "Nanosecond"))
}

// locks are held until the wrapper returns, which is soon: the copy is all that it makes.
func (w *wrapper) locks() []jen.Code {
	var out []jen.Code
	for _, l := range w.m.Locks {
		path := w.recv + "." + l.Path
		lock, unlock := "Lock", "Unlock"
		if l.RW {
			lock, unlock = "RLock", "RUnlock"
		}
		hold := []jen.Code{jen.Id(path).Dot(lock).Call(), jen.Defer().Id(path).Dot(unlock).Call()}
		for i := len(l.Guards) - 1; i >= 0; i-- {
			hold = []jen.Code{jen.If(jen.Id(w.recv).Dot(l.Guards[i]).Op("!=").Nil()).Block(hold...)}
		}
		if w.m.Root.Nil && w.m.Pointer {
			hold = []jen.Code{jen.If(jen.Id(w.recv).Op("!=").Nil()).Block(hold...)}
		}
		out = append(out, hold...)
	}
	return out
}

// capture makes the detached receiver.
func (w *wrapper) capture(c *copying) []jen.Code {
	root := w.m.Root
	if !w.m.Pointer {
		if root.Copy != nil && root.Copy.Kind == plan.Assign {
			return []jen.Code{jen.Id(w.self).Op(":=").Id(w.recv)}
		}
		out := []jen.Code{jen.Var().Id(w.self).Id(w.recvType())}
		if root.Copy != nil {
			return append(out, c.assign(w.self, w.recv, root.Copy)...)
		}
		return append(out, w.fields(c, root)...)
	}
	make := jen.Id("new(" + w.recvType() + ")")
	fields := func() []jen.Code {
		if root.Copy == nil {
			return w.fields(c, root)
		}
		if root.Copy.Elem.Kind == plan.Struct {
			return c.assign(w.self, w.recv, root.Copy.Elem)
		}
		return c.assign("(*"+w.self+")", "(*"+w.recv+")", root.Copy.Elem)
	}
	if !root.Nil {
		return append([]jen.Code{jen.Id(w.self).Op(":=").Add(make)}, fields()...)
	}
	return []jen.Code{
		jen.Var().Id(w.self).Id("*" + w.recvType()),
		jen.If(jen.Id(w.recv).Op("!=").Nil()).Block(append([]jen.Code{jen.Id(w.self).Op("=").Add(make)}, fields()...)...),
	}
}

// fields copies the fields below a node.
func (w *wrapper) fields(c *copying, n *plan.Node) []jen.Code {
	var out []jen.Code
	for _, k := range n.Kids {
		dst, src := w.self+"."+k.Path(), w.recv+"."+k.Path()
		switch p, isPointer := k.Type.Underlying().(*types.Pointer); {
		case k.Copy != nil:
			out = append(out, c.assign(dst, src, k.Copy)...)
		case isPointer:
			inner := []jen.Code{jen.Id(dst).Op("=").Id("new(" + w.typ(p.Elem()) + ")")}
			out = append(out, jen.If(jen.Id(src).Op("!=").Nil()).Block(append(inner, w.fields(c, k)...)...))
		default:
			out = append(out, w.fields(c, k)...)
		}
	}
	return out
}
