package shared

import "reflect"

// copyOf returns a copy of v. Only New sets clone, before the Value is shared: reading it needs no lock.
func (s *Value[T]) copyOf(v T) T {
	if s.clone != nil {
		return s.clone(v)
	}
	return copyDefault(v)
}

// copyDefault copies by T's own Clone, one level of a slice or map, or by assignment. The kind of T is looked at first,
// so that a plain T costs no more than that.
func copyDefault[T any](v T) T {
	switch kind := reflect.TypeFor[T]().Kind(); kind {
	case reflect.Slice, reflect.Map:
		if c, ok := any(v).(interface{ Clone() T }); ok {
			return c.Clone()
		}
		return copyContainer(v, kind)
	case reflect.Struct, reflect.Array:
		return copyStruct(v)
	case reflect.Pointer, reflect.Interface:
		if c, ok := any(v).(interface{ Clone() T }); ok && !isNil(c) {
			return c.Clone()
		}
	}
	return v
}

// copyStruct accepts a Clone of T and of *T. It is apart because it moves its v to the heap.
func copyStruct[T any](v T) T {
	if c, ok := any(&v).(interface{ Clone() T }); ok {
		return c.Clone()
	}
	return v
}

// isNil reports whether v holds a nil pointer, whose Clone would panic.
func isNil(v any) bool {
	r := reflect.ValueOf(v)
	return r.Kind() == reflect.Pointer && r.IsNil()
}

func copyContainer[T any](v T, kind reflect.Kind) T {
	src := reflect.ValueOf(v)
	if src.IsNil() {
		return v
	}
	if kind == reflect.Slice {
		dst := reflect.MakeSlice(src.Type(), src.Len(), src.Len())
		reflect.Copy(dst, src)
		return dst.Interface().(T)
	}
	dst := reflect.MakeMapWithSize(src.Type(), src.Len())
	for entries := src.MapRange(); entries.Next(); {
		dst.SetMapIndex(entries.Key(), entries.Value())
	}
	return dst.Interface().(T)
}
