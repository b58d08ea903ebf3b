// Package plan decides how the annotated methods of a package are wrapped, and refuses those that cannot be, each with its
// position, the cause and a way out. What it lets pass can be written without further thought.
package plan

import (
	"go/ast"
	"go/token"
	"go/types"
	"sort"

	"github.com/go-bgkit/bgkit/analyzers/directive"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
	"github.com/go-bgkit/bgkit/generator/internal/load"
	"github.com/go-bgkit/bgkit/generator/internal/option"
)

// A Package is the plan of one package.
type Package struct {
	*load.Package
	Methods []*Method
}

// A Method is the plan of one wrapper.
type Method struct {
	*load.Method
	Type    *types.Named // the receiver's, the generic one where it is
	Pointer bool         // the receiver is a pointer
	Sig     Signature
	Root    *Node
	Locks   []Lock
}

// CPU reports whether the method runs in a worker process.
func (m *Method) CPU() bool { return m.Options.Kind == option.CPU }

// Encodes reports whether the message is the copy: it is encoded before the wrapper returns. A lazy wrapper sends it later,
// so that it needs a copy of the ordinary kind first.
func (m *Method) Encodes() bool { return m.CPU() && !m.Options.Lazy }

// Name is the method as messages write it.
func (m *Method) Name() string {
	if m.Pointer {
		return "(*" + m.Recv + ")." + m.Decl.Name.Name
	}
	return m.Recv + "." + m.Decl.Name.Name
}

// A Lock is held while the fields are copied, because the body holds it when it reads them.
type Lock struct {
	Path   string
	RW     bool
	Guards []string // paths of pointers on the way
}

// A Node is the receiver, or a field that is captured, or one on the way to it.
type Node struct {
	Parent *Node
	Field  *types.Var // nil for the receiver
	Type   types.Type // of the field
	Pos    token.Pos  // where the body reads it first
	Copy   *Copy      // of the whole value; nil where single fields of it are captured
	Nil    bool       // nil or not must be known of a pointer
	Shared bool       // by share=
	Kids   []*Node    // in the order of the struct

	whole bool
}

// Path is the field as the body selects it, without the receiver.
func (n *Node) Path() string {
	if n.Field == nil {
		return ""
	}
	if p := n.Parent.Path(); p != "" {
		return p + "." + n.Field.Name()
	}
	return n.Field.Name()
}

// Leaves are the nodes that are captured, in order.
func (n *Node) Leaves() []*Node {
	if n.Copy != nil || len(n.Kids) == 0 {
		if n.Field == nil && n.Copy == nil {
			return nil
		}
		return []*Node{n}
	}
	var out []*Node
	for _, k := range n.Kids {
		out = append(out, k.Leaves()...)
	}
	return out
}

// New plans the wrappers of a package. Reasons to write nothing are added to its problems.
func New(p *load.Package) *Package {
	out := &Package{Package: p}
	if p.SSA == nil {
		return out
	}
	b := &builder{Package: out, set: toolkit.Default(), copies: copier{pkg: p.Types, set: toolkit.Default()}}
	marks := directive.Parse(p.Fset, p.Files)
	b.ui = map[*types.Func]bool{}
	for _, f := range p.Files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && marks.Func(fn).UI != nil {
				if obj, ok := p.Info.Defs[fn.Name].(*types.Func); ok {
					b.ui[obj] = true
				}
			}
		}
	}
	for _, m := range p.Methods {
		if pm := b.method(m); pm != nil {
			out.Methods = append(out.Methods, pm)
		}
	}
	sort.SliceStable(p.Problems, func(i, j int) bool {
		a, b := p.Problems[i].Pos, p.Problems[j].Pos
		if a.Filename != b.Filename {
			return a.Filename < b.Filename
		}
		return a.Offset < b.Offset
	})
	return out
}

type builder struct {
	*Package
	set    *toolkit.Set
	copies copier
	ui     map[*types.Func]bool
}

// method plans one wrapper, or returns nil when it is refused.
func (b *builder) method(lm *load.Method) *Method {
	before := len(b.Problems)
	if lm.Obj == nil {
		return nil
	}
	recv := lm.Obj.Signature().Recv().Type()
	m := &Method{Method: lm}
	if p, ok := types.Unalias(recv).(*types.Pointer); ok {
		m.Pointer, recv = true, p.Elem()
	}
	named, ok := types.Unalias(recv).(*types.Named)
	if !ok {
		return nil // does not compile
	}
	m.Type = named.Origin()
	m.Recv = m.Type.Obj().Name()
	for tp := range lm.Obj.Signature().RecvTypeParams().TypeParams() {
		if tp.Obj().Name() == "_" {
			b.Problem(lm.Decl.Recv.Pos(), "the wrapper of "+m.Name()+" needs the names of the receiver's type parameters: name them as the type does, instead of _")
			return nil
		}
	}
	b.promoted(m)
	b.signature(m)
	if m.Options.Lazy && !m.Pointer {
		b.Problem(lm.Comment.Pos(), "lazy lets the newest call for a component win, and a receiver that is no pointer does not tell components apart: make the receiver of "+m.Name()+" a pointer")
	}
	b.capture(m, recv)
	if m.CPU() {
		b.process(m)
	}
	if len(b.Problems) > before || lm.Wrapper == "" {
		return nil
	}
	return m
}

// promoted refuses a wrapper that would hide a field or method of an embedded struct.
func (b *builder) promoted(m *Method) {
	st, ok := m.Type.Underlying().(*types.Struct)
	if !ok || m.Wrapper == "" {
		return
	}
	for f := range st.Fields() {
		if !f.Embedded() {
			continue
		}
		obj, _, _ := types.LookupFieldOrMethod(f.Type(), true, b.Types, m.Wrapper)
		if obj != nil && !b.planned(obj) {
			b.Problem(m.Comment.Pos(), m.Recv+" has "+m.Wrapper+" already, from "+f.Name()+", which it embeds: name the wrapper with name=")
			return
		}
		if obj != nil {
			b.Problem(m.Comment.Pos(), m.Wrapper+" of "+m.Recv+" would hide the wrapper of that name of "+f.Name()+", which it embeds: name one of them with name=")
			return
		}
	}
}

// planned reports whether an object is one of the wrappers that are to be written.
func (b *builder) planned(obj types.Object) bool {
	for _, m := range b.Package.Package.Methods {
		if m.Wrapper == obj.Name() && obj.Pkg() == b.Types {
			return true
		}
	}
	return false
}
