package generator_test

import (
	"fmt"
	"math/rand"
	"path/filepath"
	"strings"
	"testing"
)

// TestDeepCopies makes components of random types, fills them with random values that share parts and run in circles, has
// wrappers copy them whole, changes everything in the originals while the wrappers' functions wait, and compares: the
// copy is what the original was, shared parts and circles included, and has no memory in common with it. It runs under
// the race detector.
func TestDeepCopies(t *testing.T) {
	const types = 60
	root := module(t)
	r := rand.New(rand.NewSource(4))
	var src, list strings.Builder
	src.WriteString("package p\n\nvar Gate chan struct{}\n\n")
	for i := range types {
		g := &typeMaker{r: r, prefix: fmt.Sprintf("T%d", i)}
		fields := g.fields(3)
		src.WriteString(g.decls.String())
		fmt.Fprintf(&src, "type C%d struct {\n%s}\n\n//bg:io\nfunc (c *C%d) Snap() C%d { <-Gate; return *c }\n\n", i, fields, i, i)
		fmt.Fprintf(&list, "\tfunc(t *testing.T, r *rand.Rand) { try(t, r, new(p.C%d), (*p.C%d).SnapAsync) },\n", i, i)
	}
	write(t, filepath.Join(root, "p", "p.go"), src.String())
	mustWrite(t, run(t, root, "./p"))
	if t.Failed() {
		return
	}
	write(t, filepath.Join(root, "try", "try_test.go"), fmt.Sprintf(propertyRunner, list.String()))
	goTool(t, root, "vet", "./p")
	goTool(t, root, "test", "-race", "-count=1", "./try")
}

// typeMaker writes random types that can be copied. Named structs may lead back to themselves.
type typeMaker struct {
	r      *rand.Rand
	prefix string
	names  []string
	decls  strings.Builder
}

func (g *typeMaker) fields(depth int) string {
	var out strings.Builder
	for i := range 1 + g.r.Intn(4) {
		fmt.Fprintf(&out, "\tF%d %s\n", i, g.typ(depth))
	}
	return out.String()
}

func (g *typeMaker) typ(depth int) string {
	if depth <= 0 {
		return g.plain()
	}
	switch g.r.Intn(9) {
	case 0:
		return "[]" + g.typ(depth-1)
	case 1:
		return "map[" + []string{"string", "int", "[2]bool"}[g.r.Intn(3)] + "]" + g.typ(depth-1)
	case 2:
		return "*" + g.typ(depth-1)
	case 3:
		return "[2]" + g.typ(depth-1)
	case 4:
		return "struct {\n" + g.fields(depth-1) + "}"
	case 5, 6:
		name := fmt.Sprintf("%sN%d", g.prefix, len(g.names))
		g.names = append(g.names, name)
		fields := g.fields(depth - 1)
		fmt.Fprintf(&g.decls, "type %s struct {\n%s}\n\n", name, fields)
		return []string{"*", "[]*", "map[string]*", ""}[g.r.Intn(3)] + name
	case 7:
		if len(g.names) > 0 { // possibly one whose fields are being written: a recursive type
			return []string{"*", "[]", "[]*", "map[int]", "map[string]*"}[g.r.Intn(5)] + g.names[g.r.Intn(len(g.names))]
		}
	}
	return g.plain()
}

func (g *typeMaker) plain() string {
	return []string{"int", "string", "bool", "float64", "uint8", "[]byte", "[]string", "map[string]int"}[g.r.Intn(8)]
}

const propertyRunner = `package try

import (
	"context"
	"fmt"
	"math/rand"
	"reflect"
	"sort"
	"strings"
	"testing"
	"unsafe"

	"example.com/scenarios/p"
	"github.com/go-bgkit/bgkit/runtime/run"
)

var tries = []func(*testing.T, *rand.Rand){
%s}

func Test(t *testing.T) {
	for i, try := range tries {
		for seed := range 8 {
			try(t, rand.New(rand.NewSource(int64(i*100+seed))))
		}
	}
}

func try[C any](t *testing.T, r *rand.Rand, c *C, snap func(*C, context.Context) *run.Future[C]) {
	f := filler{r: r, known: map[reflect.Type][]reflect.Value{}, budget: 400}
	f.fill(reflect.ValueOf(c).Elem(), 6)
	before := dump(reflect.ValueOf(c).Elem())
	mine := memory(reflect.ValueOf(c).Elem())
	p.Gate = make(chan struct{})
	future := snap(c, context.Background())
	f.change(reflect.ValueOf(c).Elem(), map[unsafe.Pointer]bool{})
	close(p.Gate)
	got, err := future.Await(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	v := reflect.New(reflect.TypeFor[C]()).Elem()
	v.Set(reflect.ValueOf(got))
	if after := dump(v); after != before {
		t.Errorf("%%T\nwas %%s\ngot %%s", c, before, after)
	}
	for at := range memory(v) {
		if mine[at] {
			t.Errorf("%%T: the copy shares memory with the original", c)
			return
		}
	}
}

// filler fills values. Pointers, slices and maps are sometimes those that it has made before.
type filler struct {
	r      *rand.Rand
	known  map[reflect.Type][]reflect.Value
	budget int
}

func (f *filler) fill(v reflect.Value, depth int) {
	f.budget--
	switch v.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		if old := f.known[v.Type()]; len(old) > 0 && f.r.Intn(3) == 0 {
			if v.Kind() != reflect.Slice {
				v.Set(old[f.r.Intn(len(old))])
				return
			}
		}
		if depth <= 0 || f.budget < 0 || f.r.Intn(6) == 0 {
			return
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.known[v.Type()] = append(f.known[v.Type()], v)
		f.fill(v.Elem(), depth-1)
	case reflect.Slice:
		n := f.r.Intn(4)
		v.Set(reflect.MakeSlice(v.Type(), n, n+f.r.Intn(3)))
		for i := range n {
			f.fill(v.Index(i), depth-1)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range f.r.Intn(3) {
			k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			f.fill(k, depth-1)
			f.fill(e, depth-1)
			v.SetMapIndex(k, e)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f.fill(v.Field(i), depth-1)
		}
	case reflect.Array:
		for i := range v.Len() {
			f.fill(v.Index(i), depth-1)
		}
	case reflect.Int:
		v.SetInt(f.r.Int63n(100))
	case reflect.Uint8:
		v.SetUint(uint64(f.r.Intn(100)))
	case reflect.Float64:
		v.SetFloat(f.r.Float64())
	case reflect.String:
		v.SetString(fmt.Sprint(f.r.Intn(100)))
	case reflect.Bool:
		v.SetBool(f.r.Intn(2) == 0)
	}
}

// change changes every number and string, every element and entry, wherever it can be reached.
func (f *filler) change(v reflect.Value, seen map[unsafe.Pointer]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || seen[v.UnsafePointer()] {
			return
		}
		seen[v.UnsafePointer()] = true
		f.change(v.Elem(), seen)
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice {
			if v.Len() > 0 && seen[v.UnsafePointer()] {
				return
			}
			seen[v.UnsafePointer()] = true
		}
		for i := range v.Len() {
			f.change(v.Index(i), seen)
		}
	case reflect.Map:
		if v.IsNil() || seen[v.UnsafePointer()] {
			return
		}
		seen[v.UnsafePointer()] = true
		for _, k := range v.MapKeys() {
			e := reflect.New(v.Type().Elem()).Elem()
			e.Set(v.MapIndex(k))
			f.change(e, seen)
			v.SetMapIndex(k, e)
			v.SetMapIndex(k, reflect.Value{})
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f.change(v.Field(i), seen)
		}
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8:
		v.SetUint(v.Uint() + 1)
	case reflect.Float64:
		v.SetFloat(v.Float() + 1)
	case reflect.String:
		v.SetString(v.String() + "!")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	}
}

// dump writes a value so that equal texts mean equal values with the same parts shared. Pointers and maps are numbered in
// the order in which they are met; nil and empty differ; spare capacity does not show.
func dump(v reflect.Value) string {
	d := dumper{numbers: map[any]int{}}
	d.dump(v)
	return d.out.String()
}

type dumper struct {
	out     strings.Builder
	numbers map[any]int
}

func (d *dumper) seen(v reflect.Value) bool {
	key := [2]any{v.Type(), v.UnsafePointer()}
	if n, ok := d.numbers[key]; ok {
		fmt.Fprintf(&d.out, "#%%d", n)
		return true
	}
	d.numbers[key] = len(d.numbers)
	return false
}

func (d *dumper) dump(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			d.out.WriteString("nil")
		} else if !d.seen(v) {
			d.out.WriteString("&")
			d.dump(v.Elem())
		}
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice && v.IsNil() {
			d.out.WriteString("nil")
			return
		}
		d.out.WriteString("[")
		for i := range v.Len() {
			d.dump(v.Index(i))
			d.out.WriteString(" ")
		}
		d.out.WriteString("]")
	case reflect.Map:
		if v.IsNil() {
			d.out.WriteString("nil")
			return
		}
		keys := v.MapKeys()
		sort.Slice(keys, func(i, j int) bool { return fmt.Sprint(keys[i]) < fmt.Sprint(keys[j]) })
		d.out.WriteString("{")
		for _, k := range keys {
			d.dump(k)
			d.out.WriteString(":")
			d.dump(v.MapIndex(k))
			d.out.WriteString(" ")
		}
		d.out.WriteString("}")
	case reflect.Struct:
		d.out.WriteString("(")
		for i := range v.NumField() {
			d.dump(v.Field(i))
			d.out.WriteString(" ")
		}
		d.out.WriteString(")")
	default:
		fmt.Fprintf(&d.out, "%%v", v)
	}
}

// memory collects the addresses that a value leads to.
func memory(v reflect.Value) map[unsafe.Pointer]bool {
	out := map[unsafe.Pointer]bool{}
	var walk func(reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer, reflect.Map, reflect.Slice:
			if v.IsNil() || v.Kind() == reflect.Slice && v.Cap() == 0 {
				return
			}
			if v.Kind() == reflect.Pointer && v.Type().Elem().Size() == 0 {
				return
			}
			if out[v.UnsafePointer()] && v.Kind() != reflect.Slice {
				return
			}
			out[v.UnsafePointer()] = true
		}
		switch v.Kind() {
		case reflect.Pointer:
			walk(v.Elem())
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Map:
			for it := v.MapRange(); it.Next(); {
				walk(it.Value())
			}
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		}
	}
	walk(v)
	return out
}
`
