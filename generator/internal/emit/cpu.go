package emit

import (
	"fmt"
	"go/types"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"

	"github.com/go-bgkit/bgkit/generator/internal/plan"
)

// A crossing is the message of one task: what the worker process gets.
type crossing struct {
	*wrapper
	taken   map[string]bool
	fields  []jen.Code // of the message's type
	pack    []jen.Code // in the program
	unpack  []jen.Code // in the worker
	release []jen.Code // of shared memory, in the program
	params  []string   // the arguments in the worker
	message string     // the variable's name, on both sides
	from    string     // the variable that is sent: the receiver, or a copy of it
}

// writeCPU writes a wrapper that runs the method in a worker process: the type of the message, the task, the wrapper.
func (w *wrapper) writeCPU() {
	base := strings.ToLower(w.m.Recv[:1]) + w.m.Recv[1:] + upperFirst(w.m.Decl.Name.Name)
	typ, task := w.global("bggen"+upperFirst(base)), w.global("bggen"+upperFirst(base)+"Task")
	c := &crossing{wrapper: w, taken: map[string]bool{}, message: w.scope.name("message"), from: w.recv}
	if w.m.Options.Lazy {
		c.from = w.self
	}
	c.receiver()
	c.arguments()

	w.add([]string{typ + " is what " + w.m.Name() + " needs in a worker process."}, jen.Type().Id(typ).Struct(c.fields...))

	body := append(c.unpack, w.run(w.self, c.params)...)
	w.add([]string{task + " runs " + w.m.Name() + " in a worker process."},
		jen.Var().Id(task).Op("=").Id(w.runtime("process", "Register")).Call(
			jen.Lit(w.pkg.Path+"."+w.m.Name()),
			jen.Func().Params(jen.Id(w.innerContext()).Id(w.std("context", "Context")), jen.Id(c.message).Id(typ)).
				Params(jen.Id(w.value), jen.Error()).Block(body...)))

	send := append([]jen.Code{jen.Var().Id(c.message).Id(typ)}, c.pack...)
	send = append(send, c.release...)
	call := func() *jen.Statement {
		args := append([]jen.Code{jen.Id(w.ctx), jen.Id(task), jen.Id(c.message)}, w.options()...)
		return jen.Id(w.runtime("run", "CPUBound")).Call(args...)
	}
	w.add(w.doc(), w.head(w.m.Wrapper).Block(append(w.detach(), w.start(send, call)...)...))
}

// detach makes what is sent safe from changes. A message that is sent at once is a copy by itself.
func (w *wrapper) detach() []jen.Code {
	if w.m.Encodes() {
		return w.locks()
	}
	c := &copying{file: w.file, scope: w.scope, params: w.typeParams()}
	capture := w.capture(c)
	out := w.locks()
	if c.memo != "" {
		out = append(out, jen.Id(c.memo).Op(":=").Id("make(map[any]any)"))
	}
	return append(out, capture...)
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// field adds a field to the message and returns its name.
func (c *crossing) field(want, typ string) string {
	name := want
	for i := 2; c.taken[name]; i++ {
		name = fmt.Sprint(want, i)
	}
	c.taken[name] = true
	c.fields = append(c.fields, jen.Id(name).Id(typ))
	return name
}

// receiver sends the captured fields and sets them in the worker.
func (c *crossing) receiver() {
	root := c.m.Root
	decl := jen.Id(c.self).Op(":=").Id("new(" + c.recvType() + ")")
	if !c.m.Pointer {
		decl = jen.Var().Id(c.self).Id(c.recvType())
	}
	if root.Nil && c.m.Pointer {
		has := c.field("HasReceiver", "bool")
		c.unpack = append(c.unpack, jen.Var().Id(c.self).Id("*"+c.recvType()))
		inner := &crossing{wrapper: c.wrapper, taken: c.taken, message: c.message, from: c.from}
		inner.below(root)
		c.fields, c.release = append(c.fields, inner.fields...), append(c.release, inner.release...)
		c.pack = append(c.pack, jen.If(jen.Id(c.from).Op("!=").Nil()).Block(append([]jen.Code{jen.Id(c.message).Dot(has).Op("=").True()}, inner.pack...)...))
		c.unpack = append(c.unpack, jen.If(jen.Id(c.message).Dot(has)).Block(append([]jen.Code{jen.Id(c.self).Op("=").Id("new(" + c.recvType() + ")")}, inner.unpack...)...))
		return
	}
	c.unpack = append(c.unpack, decl)
	c.below(root)
}

// below sends what is captured below a node.
func (c *crossing) below(n *plan.Node) {
	if n.Copy != nil {
		c.leaf(n)
		return
	}
	for _, k := range n.Kids {
		p, isPointer := k.Type.Underlying().(*types.Pointer)
		if k.Copy != nil || !isPointer {
			c.below(k)
			continue
		}
		has := c.field("Has"+camel(k.Path()), "bool")
		inner := &crossing{wrapper: c.wrapper, taken: c.taken, message: c.message, from: c.from}
		inner.below(k)
		c.fields, c.release = append(c.fields, inner.fields...), append(c.release, inner.release...)
		c.pack = append(c.pack, jen.If(jen.Id(c.from).Dot(k.Path()).Op("!=").Nil()).Block(
			append([]jen.Code{jen.Id(c.message).Dot(has).Op("=").True()}, inner.pack...)...))
		c.unpack = append(c.unpack, jen.If(jen.Id(c.message).Dot(has)).Block(
			append([]jen.Code{jen.Id(c.self).Dot(k.Path()).Op("=").Id("new(" + c.typ(p.Elem()) + ")")}, inner.unpack...)...))
	}
}

// leaf sends one value.
func (c *crossing) leaf(n *plan.Node) {
	if n.Copy.Kind == plan.Fresh {
		return
	}
	src, dst, name := c.from, c.self, "Receiver"
	t := n.Type
	if n.Field != nil {
		src, dst, name = c.from+"."+n.Path(), c.self+"."+n.Path(), camel(n.Path())
	} else if c.m.Pointer {
		src, dst, t = "*"+c.from, "*"+c.self, t.Underlying().(*types.Pointer).Elem()
	}
	c.value(src, dst, name, t)
}

// value sends a value from src to dst. Large byte slices go through shared memory.
func (c *crossing) value(src, dst, name string, t types.Type) {
	if isBytes(t) {
		b := c.byteHelpers()
		f := c.field(name, b.typ)
		c.pack = append(c.pack, jen.Id(c.message).Dot(f).Op("=").Id(b.put).Call(jen.Id(src)))
		c.release = append(c.release, jen.Defer().Id(c.message).Dot(f).Dot("close").Call())
		c.unpack = append(c.unpack, jen.Id(dst).Op("=").Id(c.message).Dot(f).Dot("get").Call())
		return
	}
	f := c.field(name, c.typ(t))
	c.pack = append(c.pack, jen.Id(c.message).Dot(f).Op("=").Id(src))
	c.unpack = append(c.unpack, jen.Id(dst).Op("=").Id(c.message).Dot(f))
}

// arguments sends the arguments.
func (c *crossing) arguments() {
	for i, p := range c.m.Sig.Params {
		name := c.wrapper.params[i]
		if isBytes(p.Type()) {
			local := c.scope.name("bytes")
			c.unpack = append(c.unpack, jen.Var().Id(local).Id(c.typ(p.Type())))
			c.value(name, local, "Arg"+upperFirst(name), p.Type())
			c.params = append(c.params, local)
			continue
		}
		f := c.field("Arg"+upperFirst(name), c.typ(p.Type()))
		c.pack = append(c.pack, jen.Id(c.message).Dot(f).Op("=").Id(name))
		c.params = append(c.params, c.message+"."+f)
	}
}

// camel makes an exported name of a path: model.items is ModelItems.
func camel(path string) string {
	var out string
	for _, part := range strings.Split(path, ".") {
		part = strings.TrimLeft(part, "_")
		if part == "" || !unicode.IsLetter([]rune(part)[0]) || unicode.ToUpper([]rune(part)[0]) == unicode.ToLower([]rune(part)[0]) {
			part = "F" + part
		}
		out += upperFirst(part)
	}
	return out
}

// isBytes reports whether values of a type are byte slices that can be assigned to one.
func isBytes(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	return types.Identical(s.Elem(), types.Typ[types.Byte])
}

// bytesNames are the names of the helpers for byte slices.
type bytesNames struct{ typ, put string }

// byteHelpers declares the helpers once.
func (f *file) byteHelpers() *bytesNames {
	if f.bytes != nil {
		return f.bytes
	}
	b := &bytesNames{f.global("bggenBytes"), f.global("bggenPutBytes")}
	f.bytes = b
	buffer := f.runtime("process", "Buffer")
	f.add([]string{b.typ + " crosses to a worker process: small slices in the message, large ones in shared memory."},
		jen.Type().Id(b.typ).Struct(jen.Id("Small").Index().Byte(), jen.Id("Large").Op("*").Id(buffer)))
	f.add([]string{b.put + " copies a slice for a message."},
		jen.Func().Id(b.put).Params(jen.Id("from").Index().Byte()).Id(b.typ).Block(
			jen.If(jen.Len(jen.Id("from")).Op(">=").Lit(64<<10)).Block(
				jen.If(jen.List(jen.Id("large"), jen.Err()).Op(":=").Id(f.runtime("process", "NewBuffer")).Call(jen.Len(jen.Id("from"))), jen.Err().Op("==").Nil()).Block(
					jen.Copy(jen.Id("large").Dot("Bytes").Call(), jen.Id("from")),
					jen.Return(jen.Id(b.typ).Values(jen.Dict{jen.Id("Large"): jen.Id("large")})),
				),
			),
			jen.Return(jen.Id(b.typ).Values(jen.Dict{jen.Id("Small"): jen.Id("from")})),
		))
	recv := func() *jen.Statement { return jen.Func().Params(jen.Id("b").Id(b.typ)) }
	f.add(nil, recv().Id("get").Params().Index().Byte().Block(
		jen.If(jen.Id("b").Dot("Large").Op("!=").Nil()).Block(jen.Return(jen.Id("b").Dot("Large").Dot("Bytes").Call())),
		jen.Return(jen.Id("b").Dot("Small")),
	))
	f.add([]string{"close gives shared memory back; the call that is under way keeps it."},
		recv().Id("close").Params().Block(
			jen.If(jen.Id("b").Dot("Large").Op("!=").Nil()).Block(jen.Id("b").Dot("Large").Dot("Close").Call())))
	return b
}
