package receiver_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/go-bgkit/bgkit/analyzers/affinity/receiver"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// receiverSource has methods, each with what it uses of its receiver in its comment: read items, write n, lock mu. Uses of
// one kind are joined by commas.
const receiverSource = `package p

import (
	"encoding/json"
	"fmt"
	"sort"
	"sync"
)

type Base struct{ title, sub string }

func (b *Base) head() string { return b.title }
func (b *Base) rename()      { b.title = "x" }

type Node struct {
	v    int
	next *Node
}

type C struct {
	Base
	mu    sync.Mutex
	n     int
	items []int
	m     map[string]*Node
	model *Node
	pos   Node
	f     func()
}

var last *C

// read n
func (c *C) one() int { return c.n }

// read items,n
func (c *C) two() int { return len(c.items) + c.one() }

// read Base.title
func (c *C) promoted() string { return c.title + c.head() }

// nil model; read model.v
func (c *C) through() int {
	if c.model == nil {
		return 0
	}
	return c.model.v
}

// nil model.next; read model.next,model.next.v
func (c *C) list() (n int) {
	for at := c.model.next; at != nil; at = at.next {
		n += at.v
	}
	return n
}

// read n
func (c *C) closure() func() int { return func() int { return c.n } }

// read n
func (c *C) value() func() int { return c.one }

// read pos,pos.v
func (c *C) copied() Node {
	p := c.pos
	p.v++
	return p
}

// write n
func (c *C) set() { c.n = 1 }

// read items; write items
func (c *C) push() { c.items = append(c.items, 1) }

// write m
func (c *C) put() { c.m["a"] = nil }

// read m; write m
func (c *C) deep() { c.m["a"].v = 1 }

// write Base.title
func (c *C) helper() { c.rename() }

// write n
func (c *C) literal() { go func() { c.n = 1 }() }

// read items; write items
func (c *C) sorted() { sort.Ints(c.items) }

// lock mu; read n
func (c *C) locked() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n
}

// escape
func (c *C) global() { last = c }

// escape
func (c *C) printed() { fmt.Println(c) }

// address pos
func (c *C) decode(b []byte) error { return json.Unmarshal(b, &c.pos) }

// read f
func (c *C) call() { c.f() }

// read the receiver
func (c *C) whole() C { return *c }

//
func (c *C) nothing() {}
`

func TestReceiverUses(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", receiverSource, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{Importer: importer.ForCompiler(fset, "source", nil)}, fset, types.NewPackage("p", "p"), []*ast.File{file}, ssa.BuilderMode(0))
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Doc == nil {
			continue
		}
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(pkg.Pkg.Scope().Lookup("C").Type()), false, pkg.Pkg, fn.Name.Name)
		uses := receiver.Uses(pkg.Prog.FuncValue(obj.(*types.Func)), 0, toolkit.Default(), nil)
		want := strings.TrimSpace(strings.TrimPrefix(fn.Doc.List[0].Text, "//"))
		if got := summary(uses); got != want {
			t.Errorf("%s: got %q, want %q", fn.Name.Name, got, want)
		}
		for _, u := range uses {
			if !u.Pos.IsValid() {
				t.Errorf("%s: a use without a position: %+v", fn.Name.Name, u)
			}
		}
	}
}

// summary writes uses by kind.
func summary(uses []receiver.Use) string {
	kinds := map[receiver.UseKind]string{
		receiver.UseRead: "read", receiver.UseNil: "nil", receiver.UseLock: "lock", receiver.UseCall: "call", receiver.UseWrite: "write",
		receiver.UseAddress: "address", receiver.UseEscape: "escape", receiver.UseUI: "ui",
	}
	paths := map[string][]string{}
	for _, u := range uses {
		kind, path := kinds[u.Kind], u.Path.String()
		if path == "" && u.Kind != receiver.UseEscape {
			path = "the receiver"
		}
		if !slices.Contains(paths[kind], path) {
			paths[kind] = append(paths[kind], path)
		}
	}
	var out []string
	for _, kind := range []string{"lock", "nil", "read", "call", "write", "address", "escape", "ui"} {
		if list := paths[kind]; list != nil {
			slices.Sort(list)
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s", kind, strings.Join(list, ","))))
		}
	}
	return strings.Join(out, "; ")
}
