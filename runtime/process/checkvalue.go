package process

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// valueChecker walks a value of a dynamic type. The path is built on the way
// out of a refusal, innermost part first, so that accepted values cost no
// strings.
type valueChecker struct {
	buffers []*Buffer
	path    []string
	reason  string
}

func (w *valueChecker) joinPath() string {
	slices.Reverse(w.path)
	return strings.Join(w.path, "")
}

func (w *valueChecker) refuse(format string, args ...any) bool {
	w.reason = fmt.Sprintf(format, args...)
	return false
}

// at adds a step to the path when ok is false.
func (w *valueChecker) at(ok bool, step func() string) bool {
	if !ok && len(w.path) < 64 {
		w.path = append(w.path, step())
	}
	return ok
}

// walk reports whether v may cross.
func (w *valueChecker) walk(v reflect.Value, depth int) bool {
	if depth > maxDepth {
		return w.refuse("nested deeper than %d levels, or contains itself", maxDepth)
	}
	switch v.Kind() {
	case reflect.Interface:
		return v.IsNil() || w.walkInterface(v, depth)
	case reflect.Pointer:
		if v.IsNil() {
			return true
		}
		if v.Type().Elem() == bufferType {
			return w.walkBuffer(v.Interface().(*Buffer))
		}
		return w.walk(v.Elem(), depth+1)
	case reflect.Struct:
		return w.walkStruct(v, depth)
	case reflect.Slice, reflect.Array:
		return w.walkList(v, depth)
	case reflect.Map:
		return w.walkMap(v, depth)
	}
	return true
}

// walkInterface lets pass what arrives in the worker as the type that it has
// here. The codec writes no type names, so that an int would arrive as int64
// and a struct as a map.
func (w *valueChecker) walkInterface(v reflect.Value, depth int) bool {
	e := v.Elem()
	if v.NumMethod() > 0 {
		return w.refuse("%s in interface %s cannot cross: use a concrete type", e.Type(), v.Type())
	}
	if !inInterfaces[e.Type()] {
		return w.refuse("%s in an interface would arrive as another type: use a concrete type, or one of bool, int64, float64, string, []byte, []any, map[string]any", e.Type())
	}
	return w.walk(e, depth)
}

func (w *valueChecker) walkBuffer(b *Buffer) bool {
	if b.Len() == 0 {
		return w.refuse("%v", ErrClosed)
	}
	if !slices.Contains(w.buffers, b) {
		w.buffers = append(w.buffers, b)
	}
	return true
}

func (w *valueChecker) walkStruct(v reflect.Value, depth int) bool {
	t := v.Type()
	if leafTypes[t] {
		return true
	}
	if leaf, _ := ownCodec(t); leaf {
		return true
	}
	for i := range v.NumField() {
		f := t.Field(i)
		_, _, skip, _ := fieldTag(f)
		if skip || !f.IsExported() && !f.Anonymous {
			continue
		}
		if !w.at(w.walk(v.Field(i), depth+1), func() string { return "." + f.Name }) {
			return false
		}
	}
	return true
}

func (w *valueChecker) walkList(v reflect.Value, depth int) bool {
	if plain(v.Type().Elem()) {
		return true
	}
	for i := range v.Len() {
		if !w.at(w.walk(v.Index(i), depth+1), func() string { return "[" + strconv.Itoa(i) + "]" }) {
			return false
		}
	}
	return true
}

func (w *valueChecker) walkMap(v reflect.Value, depth int) bool {
	for it := v.MapRange(); it.Next(); {
		k := it.Key()
		step := func() string { return fmt.Sprintf("[%#v]", k) }
		if !w.at(w.walk(k, depth+1), step) || !w.at(w.walk(it.Value(), depth+1), step) {
			return false
		}
	}
	return true
}

// plain reports whether values of a list's element type need no look.
func plain(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Interface, reflect.Pointer, reflect.Struct, reflect.Slice, reflect.Array, reflect.Map:
		return false
	}
	return true
}
