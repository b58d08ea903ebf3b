package process

import (
	"encoding"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/fxamacker/cbor/v2"
)

// What cannot cross to another process is found in two steps. checkType looks
// at a type once and remembers its verdict: refused, with the path; plain, so
// that values need no look at all; or dynamic, when only a value can tell
// (interfaces, recursive types) or when it may hold Buffers. checkValue then
// walks each value of a dynamic type.
//
// The rule is that nothing is lost in silence: what the codec would leave out
// (unexported fields, shadowed names, json:"-") is refused, and a field that
// really should stay behind says so with the tag `cbor:"-"`.

// maxDepth bounds nesting, and so finds values that contain themselves.
const maxDepth = 10000

var (
	mapType      = reflect.TypeFor[map[string]any]()
	bufferType   = reflect.TypeFor[Buffer]()
	leafTypes    = map[reflect.Type]bool{reflect.TypeFor[time.Time](): true, reflect.TypeFor[big.Int](): true}
	inInterfaces = map[reflect.Type]bool{
		reflect.TypeFor[bool](): true, reflect.TypeFor[int64](): true, reflect.TypeFor[float64](): true,
		reflect.TypeFor[string](): true, reflect.TypeFor[[]byte](): true, reflect.TypeFor[[]any](): true, mapType: true,
	}
	codecPairs = [][2]reflect.Type{
		{reflect.TypeFor[cbor.Marshaler](), reflect.TypeFor[cbor.Unmarshaler]()},
		{reflect.TypeFor[encoding.BinaryMarshaler](), reflect.TypeFor[encoding.BinaryUnmarshaler]()},
		{reflect.TypeFor[encoding.TextMarshaler](), reflect.TypeFor[encoding.TextUnmarshaler]()},
	}
)

// verdict is what is known about a type.
type verdict struct {
	path, reason string // refused when reason is not empty
	dynamic      bool
}

var verdicts sync.Map // reflect.Type -> verdict

func typeName[T any]() string { return rootName(reflect.TypeFor[T]()) }

func rootName(t reflect.Type) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Name() != "" && !strings.Contains(t.Name(), "[") {
		return t.Name()
	}
	return t.String()
}

// check reports the first part of *v that cannot cross, else the Buffers in it.
func check[T any](v *T) ([]*Buffer, *EncodeError) {
	return checkAs(reflect.TypeFor[T](), reflect.ValueOf(v).Elem())
}

func checkAs(t reflect.Type, v reflect.Value) ([]*Buffer, *EncodeError) {
	verd, ok := verdicts.Load(t)
	if !ok {
		c := typeChecker{stack: map[reflect.Type]bool{}}
		c.walk(t, rootName(t))
		verd, _ = verdicts.LoadOrStore(t, c.verdict)
	}
	switch verd := verd.(verdict); {
	case verd.reason != "":
		return nil, &EncodeError{Path: verd.path, Reason: verd.reason}
	case !verd.dynamic:
		return nil, nil
	}
	w := valueChecker{}
	if !w.walk(v, 0) {
		return nil, &EncodeError{Path: rootName(t) + w.joinPath(), Reason: w.reason}
	}
	return w.buffers, nil
}

type typeChecker struct {
	verdict
	stack map[reflect.Type]bool // types being walked, to notice recursion
}

func (c *typeChecker) refuse(path, format string, args ...any) bool {
	c.path, c.reason = path, fmt.Sprintf(format, args...)
	return false
}

// walk reports whether values of type t may cross.
func (c *typeChecker) walk(t reflect.Type, path string) bool {
	if t == bufferType {
		return c.refuse(path, "a Buffer crosses as a pointer: use *process.Buffer")
	}
	if t == reflect.PointerTo(bufferType) || t.Kind() == reflect.Interface {
		c.dynamic = true
		return true
	}
	if leafTypes[t] {
		return true
	}
	if leaf, why := ownCodec(t); leaf || why != "" {
		return why == "" || c.refuse(path, "%s %s", t, why)
	}
	if c.stack[t] {
		c.dynamic = true
		return true
	}
	c.stack[t] = true
	defer delete(c.stack, t)
	switch t.Kind() {
	case reflect.Chan, reflect.Func, reflect.UnsafePointer, reflect.Uintptr, reflect.Complex64, reflect.Complex128:
		return c.refuse(path, "%s cannot cross to a process", t)
	case reflect.Pointer:
		return c.walk(t.Elem(), path)
	case reflect.Slice, reflect.Array:
		return c.walk(t.Elem(), path+"[]")
	case reflect.Map:
		return c.walk(t.Key(), path+"[key]") && c.walk(t.Elem(), path+"[]")
	case reflect.Struct:
		return c.walkStruct(t, path)
	}
	return true
}

func (c *typeChecker) walkStruct(t reflect.Type, path string) bool {
	if strings.HasPrefix(t.PkgPath(), "sync") {
		return c.refuse(path, "a %s works within one process only", t)
	}
	names := map[string]string{}
	return c.walkFields(t, path, names)
}

// walkFields checks t's fields and those of embedded structs, which the codec
// promotes; names holds who uses a name already.
func (c *typeChecker) walkFields(t reflect.Type, path string, names map[string]string) bool {
	for i := range t.NumField() {
		f := t.Field(i)
		at := path + "." + f.Name
		name, tagged, skip, lost := fieldTag(f)
		if skip || f.Name == "_" {
			continue
		}
		if lost {
			return c.refuse(at, `json:"-" would leave it behind: say cbor:"-" if it should be`)
		}
		base := f.Type
		if base.Kind() == reflect.Pointer {
			base = base.Elem()
		}
		promoted := f.Anonymous && base.Kind() == reflect.Struct && !tagged
		switch {
		case !f.IsExported() && f.Type.Size() == 0 && !promoted:
			continue
		case !f.IsExported() && !promoted:
			return c.refuse(at, `unexported field would be lost: export it or say cbor:"-"`)
		case !f.IsExported() && f.Type.Kind() == reflect.Pointer:
			return c.refuse(at, "embedded pointer to an unexported struct cannot be set in the worker")
		case promoted && !leafTypes[base] && base != bufferType:
			if leaf, _ := ownCodec(base); !leaf {
				if c.stack[base] {
					return c.refuse(at, "a struct that embeds itself loses fields")
				}
				c.stack[base] = true
				ok := c.walkFields(base, at, names)
				delete(c.stack, base)
				if !ok {
					return false
				}
				continue
			}
		}
		if other, taken := names[name]; taken {
			return c.refuse(at, "has the same encoded name %q as %s, one would be lost", name, other)
		}
		names[name] = at
		if !c.walk(f.Type, at) {
			return false
		}
	}
	return true
}

// fieldTag reads a field's encoded name as the codec does: tag cbor, else json.
func fieldTag(f reflect.StructField) (name string, tagged, skip, lost bool) {
	tag, ok := f.Tag.Lookup("cbor")
	if tag == "-" {
		return "", false, true, false
	}
	if !ok || tag == "" {
		if tag = f.Tag.Get("json"); tag == "-" {
			return "", false, false, f.IsExported()
		}
	}
	name, _, _ = strings.Cut(tag, ",")
	if name == "" {
		return f.Name, false, false, false
	}
	return name, true, false, false
}

// ownCodec reports whether t encodes and decodes itself, or why half of that
// is missing.
func ownCodec(t reflect.Type) (leaf bool, why string) {
	if t.Kind() == reflect.Interface || t.Kind() == reflect.Pointer {
		return false, ""
	}
	p := reflect.PointerTo(t)
	for _, pair := range codecPairs {
		switch out, in := p.Implements(pair[0]), p.Implements(pair[1]); {
		case out && in:
			return true, ""
		case out:
			return false, fmt.Sprintf("has %s but not %s", pair[0].Method(0).Name, pair[1].Method(0).Name)
		}
	}
	return false, ""
}
