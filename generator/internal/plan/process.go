package plan

import (
	"fmt"
	"go/types"
	"reflect"
	"strings"
)

// process checks that what a worker process needs can be sent, and what it answers can be sent back. The rules are those
// of package process, which would refuse the call; here the refusal comes before the program runs.
func (b *builder) process(m *Method) {
	if m.Type.TypeParams().Len() > 0 {
		b.Problem(m.Comment.Pos(), fmt.Sprintf("//bg:cpu on %s, a method of a generic type: a worker process runs registered tasks, and each instance would need one; write a method of a type that is not generic and call this one", m.Name()))
		return
	}
	if m.Root != nil {
		for _, n := range m.Root.Leaves() {
			if n.Copy != nil && n.Copy.Kind == Fresh {
				continue
			}
			if ref := b.crosses(n.Type); ref != nil {
				b.Problem(n.Pos, fmt.Sprintf("%s reads %s, which cannot cross to a worker process: %s; pass what is needed of it as an argument", m.Name(), selectorOf(m, n.Path()+ref.Path), ref.Reason))
			}
		}
	}
	for _, v := range m.Sig.Params {
		if ref := b.crosses(v.Type()); ref != nil {
			b.Problem(posOr(v.Pos(), m.Decl.Pos()), fmt.Sprintf("the parameter %s of %s cannot cross to a worker process: %s", v.Name()+ref.Path, m.Name(), ref.Reason))
		}
	}
	for i, v := range m.Sig.Results {
		if ref := b.crosses(v.Type()); ref != nil {
			b.Problem(posOr(v.Pos(), m.Decl.Pos()), fmt.Sprintf("result %d%s of %s cannot cross back from a worker process: %s", i+1, ref.Path, m.Name(), ref.Reason))
		}
	}
}

// crosses says what of a type cannot cross to another process, or nil.
func (b *builder) crosses(t types.Type) *Refusal {
	w := crossing{b: b, stack: map[types.Type]bool{}}
	return w.walk(t, "")
}

type crossing struct {
	b     *builder
	stack map[types.Type]bool
}

func (w *crossing) walk(t types.Type, path string) *Refusal {
	switch key := typeKey(t); {
	case key == "*"+bufferKey, key == "time.Time", key == "math/big.Int", key == frameKey, key == "*"+frameKey:
		return nil
	case key == bufferKey:
		return refuse(path, "a Buffer crosses as a pointer: use *process.Buffer")
	}
	if ok, why := w.ownCodec(t); ok || why != "" {
		if why != "" {
			return refuse(path, "%s %s", w.b.copies.name(t), why)
		}
		return nil
	}
	if w.stack[t] {
		return nil
	}
	w.stack[t] = true
	defer delete(w.stack, t)
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch u.Kind() {
		case types.UnsafePointer, types.Uintptr, types.Complex64, types.Complex128:
			return refuse(path, "a %s cannot be encoded", w.b.copies.name(t))
		}
	case *types.Chan, *types.Signature:
		return refuse(path, "a %s works within one process only", w.b.copies.name(t))
	case *types.Interface:
		if u.NumMethods() > 0 || !u.IsMethodSet() {
			return refuse(path, "%s is an interface, and the message does not say what is in it: use a concrete type", w.b.copies.name(t))
		}
	case *types.Pointer:
		return w.walk(u.Elem(), path)
	case *types.Slice:
		return w.walk(u.Elem(), path+"[]")
	case *types.Array:
		return w.walk(u.Elem(), path+"[]")
	case *types.Map:
		if ref := w.walk(u.Key(), path+"[key]"); ref != nil {
			return ref
		}
		return w.walk(u.Elem(), path+"[]")
	case *types.Struct:
		return w.structure(t, u, path)
	}
	return nil
}

const (
	bufferKey = "github.com/go-bgkit/bgkit/runtime/process.Buffer"
	frameKey  = "github.com/go-bgkit/bgkit/runtime/opencv.Frame"
)

func (w *crossing) structure(t types.Type, st *types.Struct, path string) *Refusal {
	if strings.HasPrefix(typeKey(t), "sync.") || strings.HasPrefix(typeKey(t), "sync/atomic.") {
		return refuse(path, "a %s works within one process only", w.b.copies.name(t))
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		tag := reflect.StructTag(st.Tag(i))
		at := path + "." + f.Name()
		if f.Name() == "_" || tag.Get("cbor") == "-" {
			continue
		}
		_, embedded := deref(f.Type()).Underlying().(*types.Struct)
		switch {
		case f.Exported() && tag.Get("cbor") == "" && tag.Get("json") == "-":
			return refuse(at, `json:"-" would leave it behind: say cbor:"-" if it should be`)
		case !f.Exported() && !(f.Embedded() && embedded):
			if s, ok := f.Type().Underlying().(*types.Struct); ok && s.NumFields() == 0 {
				continue
			}
			return refuse(at, `an unexported field would be lost: export it, say cbor:"-", or give %s the methods MarshalBinary and UnmarshalBinary`, w.b.copies.name(t))
		case !f.Exported() && f.Type() != deref(f.Type()):
			return refuse(at, "an embedded pointer to an unexported struct cannot be set in the worker")
		}
		if ref := w.walk(f.Type(), at); ref != nil {
			return ref
		}
	}
	return nil
}

// ownCodec reports whether a type encodes and decodes itself, or why half of that is missing.
func (w *crossing) ownCodec(t types.Type) (ok bool, why string) {
	if types.IsInterface(t) {
		return false, ""
	}
	if _, isPtr := t.Underlying().(*types.Pointer); isPtr {
		return false, ""
	}
	for _, pair := range [][2]string{{"MarshalCBOR", "UnmarshalCBOR"}, {"MarshalBinary", "UnmarshalBinary"}, {"MarshalText", "UnmarshalText"}} {
		out, in := w.codec(t, pair[0], 0, 2), w.codec(t, pair[1], 1, 1)
		switch {
		case out && in:
			return true, ""
		case out:
			return false, "has " + pair[0] + " but not " + pair[1]
		}
	}
	return false, ""
}

func (w *crossing) codec(t types.Type, name string, params, results int) bool {
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), false, w.b.Types, name)
	fn, ok := obj.(*types.Func)
	return ok && fn.Signature().Params().Len() == params && fn.Signature().Results().Len() == results
}
