package plan

import (
	"fmt"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/affinity/receiver"
	"github.com/go-bgkit/bgkit/generator/internal/option"
)

// capture finds out what the body needs of its receiver, and how that is copied.
func (b *builder) capture(m *Method, recv types.Type) {
	fn := b.SSA.Prog.FuncValue(m.Obj)
	if fn == nil || len(fn.Blocks) == 0 {
		b.Problem(m.Comment.Pos(), "the body of "+m.Name()+" cannot be analysed")
		return
	}
	uses := receiver.Uses(fn, 0, b.set, func(f *types.Func) bool { return b.ui[f] })
	c := &capturing{builder: b, m: m, shared: map[string]bool{}, cloned: map[string]string{}}
	m.Root = &Node{Type: m.Obj.Signature().Recv().Type(), Pos: m.Decl.Pos()}
	c.options()
	for _, use := range uses {
		switch use.Kind {
		case receiver.UseRead:
			c.node(use).whole = true
		case receiver.UseNil:
			c.node(use).Nil = true
		}
	}
	c.unread(uses)
	c.resolve(m.Root)
	for _, use := range uses {
		c.forbid(use)
	}
	for _, use := range uses {
		if use.Kind == receiver.UseLock {
			c.lock(use)
		}
	}
}

// capturing is the work on one method.
type capturing struct {
	*builder
	m      *Method
	shared map[string]bool
	cloned map[string]string
}

func (c *capturing) options() {
	for _, f := range c.m.Options.Share {
		c.shared[f.Path] = true
		if c.m.CPU() {
			c.optionProblem(f.Offset, "share= has no sense for //bg:cpu: another process shares no memory with this one; pass what the body needs of "+f.Path+" as an argument")
		}
	}
	for _, f := range c.m.Options.Clone {
		c.cloned[f.Path] = f.Func
		if c.m.Encodes() {
			c.optionProblem(f.Offset, "clone= has no sense for //bg:cpu: encoding the message copies it")
		}
		if c.shared[f.Path] {
			c.optionProblem(f.Offset, f.Path+" is both in share= and in clone=")
		}
	}
}

func (c *capturing) optionProblem(offset int, message string) {
	c.Problem(c.m.Comment.Pos()+token.Pos(offset), message)
}

// node finds or makes the node of a use, in the order of the struct's fields.
func (c *capturing) node(use receiver.Use) *Node {
	n := c.m.Root
	for _, f := range use.Path {
		n = n.kid(f, use.Pos)
	}
	return n
}

func (n *Node) kid(f *types.Var, pos token.Pos) *Node {
	for _, k := range n.Kids { // by name: a conversion to another struct type has fields of its own
		if k.Field.Name() == f.Name() {
			return k
		}
	}
	k := &Node{Parent: n, Field: f, Type: f.Type(), Pos: pos}
	st, ok := deref(n.Type).Underlying().(*types.Struct)
	index := func(f *types.Var) int {
		for i := range st.NumFields() {
			if st.Field(i).Name() == f.Name() {
				return i
			}
		}
		return -1
	}
	if ok {
		// A helper's field is that of its own type parameters: the receiver's are wanted.
		if i := index(f); i >= 0 {
			k.Field, k.Type = st.Field(i), st.Field(i).Type()
		}
		n.Kids = append(n.Kids, k)
		slices.SortFunc(n.Kids, func(a, b *Node) int { return index(a.Field) - index(b.Field) })
		return k
	}
	n.Kids = append(n.Kids, k)
	return k
}

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// at finds the node of a path of share= or clone=, or the one on the way that is captured whole.
func (c *capturing) at(path string) *Node {
	n := c.m.Root
	for _, name := range strings.Split(path, ".") {
		i := slices.IndexFunc(n.Kids, func(k *Node) bool { return k.Field.Name() == name })
		if i < 0 {
			return nil
		}
		n = n.Kids[i]
	}
	return n
}

// unread refuses options about fields that the body does not read. What is wrong with those that it only writes is said
// elsewhere.
func (c *capturing) unread(uses []receiver.Use) {
	used := func(path string) bool {
		return slices.ContainsFunc(uses, func(u receiver.Use) bool {
			return u.Path.String() == path || strings.HasPrefix(u.Path.String(), path+".")
		})
	}
	refuse := func(name string, f option.Field) {
		if !used(f.Path) {
			c.optionProblem(f.Offset, fmt.Sprintf("%s=%s: the body of %s does not read %s%s", name, f.Path, c.m.Name(), f.Path, c.reads()))
		}
	}
	for _, f := range c.m.Options.Share {
		n := c.at(f.Path)
		switch {
		case n == nil:
			refuse("share", f)
		case !reference(n.Type):
			c.optionProblem(f.Offset, fmt.Sprintf("share=%s: %s is a %s, and a value cannot be shared, only copied: share a pointer", f.Path, f.Path, c.copies.name(n.Type)))
		default:
			n.Shared = true
		}
	}
	for _, f := range c.m.Options.Clone {
		if c.at(f.Path) == nil {
			refuse("clone", f)
		}
	}
}

func (c *capturing) reads() string {
	var names []string
	for _, n := range c.m.Root.Kids {
		names = append(names, n.Field.Name())
	}
	if len(names) == 0 {
		return "; it reads no field"
	}
	return "; it reads " + strings.Join(names, ", ")
}

// reference reports whether a copy of a value of the type refers to the same thing.
func reference(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Slice, *types.Chan, *types.Signature, *types.Interface:
		return true
	}
	return false
}

// resolve decides how each captured field is copied.
func (c *capturing) resolve(n *Node) {
	path := n.Path()
	switch {
	case n.Shared:
		n.Copy, n.Kids = &Copy{Kind: Assign, Type: n.Type, Why: "shared: " + c.m.Options.Reason}, nil
		return
	case c.cloned[path] != "" && n.Field != nil:
		n.Kids = nil
		n.Copy = c.byFunction(n, c.cloned[path])
		return
	}
	if n.Nil && len(n.Kids) == 0 && !n.whole {
		if p, ok := n.Type.Underlying().(*types.Pointer); !ok || Unwritable(c.Types, p.Elem()) != "" || c.m.CPU() {
			n.whole = true
		}
	}
	if !n.whole && len(n.Kids) > 0 && c.asOne(n) {
		n.whole = true
	}
	if n.whole {
		n.Kids = nil
		if n.Field == nil && c.m.Pointer {
			c.wholeReceiver(n)
			return
		}
		n.Copy = c.copyOf(n, n.Type)
		return
	}
	for _, k := range n.Kids {
		c.resolve(k)
	}
}

// asOne reports whether a field is handed over as one though the body reads only parts of it: what is immutable or safe
// costs nothing, and fields that cannot be named from here cannot be taken one by one.
func (c *capturing) asOne(n *Node) bool {
	if n.Field != nil {
		if k, ok := lookUp(n.Type); ok && k.kind != "unsafe" {
			return true
		}
		if cp, _ := c.copies.of(n.Type); cp != nil && cp.Kind == Assign {
			return false
		}
	}
	for _, k := range n.Kids {
		if !k.Field.Exported() && k.Field.Pkg() != c.Types {
			return true
		}
	}
	if p, ok := n.Type.Underlying().(*types.Pointer); ok && n.Field != nil {
		return Unwritable(c.Types, p.Elem()) != ""
	}
	return false
}

// wholeReceiver captures all fields: the body copies *c, or hands it on as a value.
func (c *capturing) wholeReceiver(n *Node) {
	cp := c.copyOf(n, deref(n.Type))
	if cp != nil {
		n.Copy = &Copy{Kind: Pointer, Type: n.Type, Elem: cp, Why: "copied as a whole"}
	}
}

// copyOf asks for the way to copy a type and refuses the field when there is none. In a worker process the message is
// the copy: see process.
func (c *capturing) copyOf(n *Node, t types.Type) *Copy {
	if c.m.Encodes() {
		return &Copy{Kind: Encoded, Type: t, Why: "encoded in the message"}
	}
	cp, ref := c.copies.of(t)
	if ref == nil {
		return cp
	}
	c.refuseField(n, ref)
	return nil
}

func (c *capturing) refuseField(n *Node, ref *Refusal) {
	path := n.Path()
	advice := fmt.Sprintf("read it before and pass what is needed as an argument, or say share=%s // WHY if it is safe for concurrent use, or clone=%s:FUNC with a func(%s) %s", path, path, c.copies.name(n.Type), c.copies.name(n.Type))
	if !reference(n.Type) {
		advice = fmt.Sprintf("pass what is needed of it as an argument, or say clone=%s:FUNC with a func(%s) %s", path, c.copies.name(n.Type), c.copies.name(n.Type))
		if HasLock(n.Type) {
			advice = "pass what is needed of it as an argument, or make the field a pointer and say share=" + path + " // WHY"
		}
	}
	if n.Field == nil {
		advice = "read the single fields that are needed, or give the type a method Clone"
	}
	c.Problem(n.Pos, fmt.Sprintf("%s reads %s, which cannot be copied: %s; %s", c.m.Name(), c.field(path+ref.Path), ref.Reason, advice))
}

// field is a path with the receiver's name.
func (c *capturing) field(path string) string { return selectorOf(c.m, path) }

func selectorOf(m *Method, path string) string {
	name := m.RecvName()
	if path == "" {
		return name
	}
	if path[0] == '.' || path[0] == '[' {
		return name + path
	}
	return name + "." + path
}

// RecvName is the receiver's name in the source, or "the receiver".
func (m *Method) RecvName() string {
	if names := m.Decl.Recv.List[0].Names; len(names) > 0 && names[0].Name != "_" {
		return names[0].Name
	}
	return strings.ToLower(m.Recv[:1])
}

// via says how the body gets to a helper.
func (c *capturing) via(use receiver.Use) string {
	if len(use.Via) == 0 {
		return c.m.Name()
	}
	s := c.m.Name()
	for i, v := range use.Via {
		if i == 0 {
			s += " calls "
		} else {
			s += ", which calls "
		}
		at := c.Position(v.Pos)
		s += fmt.Sprintf("%s (%s:%d)", v.Callee, filepath.Base(at.Filename), at.Line)
	}
	return s + ", which"
}
