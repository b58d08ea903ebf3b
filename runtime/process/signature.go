package process

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// signatures describes the registered tasks, one line each: the name and the
// shape of argument and result as the codec sees them. Program and worker must
// agree on all of them; packages of types do not matter, field names do.
func signatures() (lines []string, hash string) {
	for _, e := range registry.sorted() {
		var b strings.Builder
		b.WriteString(e.name + "(")
		shape(&b, e.args, nil)
		b.WriteString(") ")
		shape(&b, e.result, nil)
		lines = append(lines, b.String())
	}
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return lines, hex.EncodeToString(sum[:])
}

// shape writes t's structure. A type inside itself is written as how many
// levels up it is.
func shape(b *strings.Builder, t reflect.Type, stack []reflect.Type) {
	if i := slices.Index(stack, t); i >= 0 {
		fmt.Fprintf(b, "^%d", len(stack)-i)
		return
	}
	stack = append(stack, t)
	leaf, _ := ownCodec(t)
	switch {
	case leaf || leafTypes[t] || t == bufferType:
		b.WriteString(t.String())
	case t.Kind() == reflect.Pointer:
		b.WriteByte('*')
		shape(b, t.Elem(), stack)
	case t.Kind() == reflect.Slice:
		b.WriteString("[]")
		shape(b, t.Elem(), stack)
	case t.Kind() == reflect.Array:
		fmt.Fprintf(b, "[%d]", t.Len())
		shape(b, t.Elem(), stack)
	case t.Kind() == reflect.Map:
		b.WriteString("map[")
		shape(b, t.Key(), stack)
		b.WriteByte(']')
		shape(b, t.Elem(), stack)
	case t.Kind() == reflect.Struct:
		shapeStruct(b, t, stack)
	default:
		b.WriteString(t.Kind().String())
	}
}

func shapeStruct(b *strings.Builder, t reflect.Type, stack []reflect.Type) {
	b.WriteByte('{')
	for i := range t.NumField() {
		name, _, skip, _ := fieldTag(t.Field(i))
		if skip {
			continue
		}
		b.WriteString(name + " ")
		shape(b, t.Field(i).Type, stack)
		b.WriteByte(';')
	}
	b.WriteByte('}')
}

// compareTasks explains how a worker's task table differs from the program's.
func compareTasks(mine, theirs []string) error {
	var missing, extra []string
	for _, s := range mine {
		if !slices.Contains(theirs, s) {
			missing = append(missing, s)
		}
	}
	for _, s := range theirs {
		if !slices.Contains(mine, s) {
			extra = append(extra, s)
		}
	}
	return fmt.Errorf("%w: its task table is another one; it lacks %s; it has besides %s",
		ErrHandshake, someOf(missing), someOf(extra))
}

func someOf(list []string) string {
	if len(list) == 0 {
		return "nothing"
	}
	const most = 5
	if len(list) > most {
		return strings.Join(list[:most], ", ") + fmt.Sprintf(" and %d more", len(list)-most)
	}
	return strings.Join(list, ", ")
}
