package crossing

import (
	"fmt"
	"go/types"
	"reflect"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// An Uncrossable is a part of a type that cannot be sent to a worker process.
type Uncrossable struct {
	Path   string // from the value: ".Owner", "[].Done"
	Reason string
	Maybe  bool // a value may happen to have nothing there: an interface that is nil
}

func uncrossable(path, format string, args ...any) *Uncrossable {
	return &Uncrossable{Path: path, Reason: fmt.Sprintf(format, args...)}
}

// Uncrossed says what of a type cannot cross to a worker process, or nil. The rules are those of bgkit's package process,
// which refuses the call when the program runs. name writes a type for the reader.
func Uncrossed(t types.Type, name func(types.Type) string) *Uncrossable {
	w := crossing{name: name, stack: map[types.Type]bool{}}
	return w.walk(t, "")
}

type crossing struct {
	name  func(types.Type) string
	stack map[types.Type]bool
}

func (w *crossing) walk(t types.Type, path string) *Uncrossable {
	switch key := TypeKey(t); {
	case key == "*"+BufferKey, key == "time.Time", key == "math/big.Int", key == FrameKey, key == "*"+FrameKey:
		return nil
	case key == BufferKey:
		return uncrossable(path, "a Buffer crosses as a pointer: use *process.Buffer")
	}
	if ok, why := w.ownCodec(t); ok || why != "" {
		if why != "" {
			return uncrossable(path, "%s %s", w.name(t), why)
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
			return uncrossable(path, "a %s cannot be encoded", w.name(t))
		}
	case *types.Chan, *types.Signature:
		return uncrossable(path, "a %s works within one process only", w.name(t))
	case *types.Interface:
		if u.NumMethods() > 0 || !u.IsMethodSet() {
			no := uncrossable(path, "%s is an interface, and the message does not say what is in it: use a concrete type", w.name(t))
			no.Maybe = true
			return no
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
	BufferKey = "github.com/go-bgkit/bgkit/runtime/process.Buffer"
	FrameKey  = "github.com/go-bgkit/bgkit/runtime/opencv.Frame"
)

func (w *crossing) structure(t types.Type, st *types.Struct, path string) *Uncrossable {
	if strings.HasPrefix(TypeKey(t), "sync.") || strings.HasPrefix(TypeKey(t), "sync/atomic.") {
		return uncrossable(path, "a %s works within one process only", w.name(t))
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		tag := reflect.StructTag(st.Tag(i))
		at := path + "." + f.Name()
		if f.Name() == "_" || tag.Get("cbor") == "-" {
			continue
		}
		_, embedded := ir.Deref(f.Type()).Underlying().(*types.Struct)
		switch {
		case f.Exported() && tag.Get("cbor") == "" && tag.Get("json") == "-":
			return uncrossable(at, `json:"-" would leave it behind: say cbor:"-" if it should be`)
		case !f.Exported() && !(f.Embedded() && embedded):
			if s, ok := f.Type().Underlying().(*types.Struct); ok && s.NumFields() == 0 {
				continue
			}
			return uncrossable(at, `an unexported field would be lost: export it, say cbor:"-", or give %s the methods MarshalBinary and UnmarshalBinary`, w.name(t))
		case !f.Exported() && f.Type() != ir.Deref(f.Type()):
			return uncrossable(at, "an embedded pointer to an unexported struct cannot be set in the worker")
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
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), false, nil, name)
	fn, ok := obj.(*types.Func)
	return ok && fn.Signature().Params().Len() == params && fn.Signature().Results().Len() == results
}

// TypeKey names a type as lists of types do: "*net/url.URL".
func TypeKey(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Pointer:
		if key := TypeKey(t.Elem()); key != "" {
			return "*" + key
		}
	case *types.Named:
		obj := t.Obj()
		if obj.Pkg() == nil {
			return obj.Name()
		}
		return obj.Pkg().Path() + "." + obj.Name()
	}
	return ""
}
