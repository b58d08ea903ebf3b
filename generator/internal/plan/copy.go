package plan

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/go-bgkit/bgkit/analyzers/affinity/crossing"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// CopyKind says how a value is copied.
type CopyKind uint8

// The kinds of copies.
const (
	undecided  CopyKind = iota // of a recursive type that is being looked at
	Assign                     // by assignment: there is nothing in it that somebody changes
	CloneSlice                 // slices.Clone: elements by assignment
	CloneMap                   // maps.Clone: elements by assignment
	Slice                      // each element by Elem
	Map                        // each key by Key and each element by Elem
	Array                      // each element by Elem
	Pointer                    // a new variable, filled by Elem
	Struct                     // each field
	ByMethod                   // by its own method
	ByFunc                     // by a function that the user names
	Set                        // by the method Set of a new variable
	Atomic                     // by Load and Store
	Encoded                    // by the message to a worker process
	Fresh                      // not at all: a lock of its own, nobody holding it
)

// A Copy is the way to copy values of a type. Recursive types make it a graph.
type Copy struct {
	Kind      CopyKind
	Type      types.Type
	Why       string
	Key, Elem *Copy
	Fields    []FieldCopy
	Method    string // Clone or DeepCopy
	Indirect  bool   // the method is the pointer's and returns a pointer, the value is none
	Guard     bool   // the method must not be called on nil
	Func      string
	Object    *types.Func // of Func
}

// FieldCopy is the way to copy a field.
type FieldCopy struct {
	Var  *types.Var
	Copy *Copy
}

// A Refusal says which part of a type cannot be copied or sent.
type Refusal struct {
	Path   string // from the captured field: ".owner", "[].done"
	Reason string
}

// copier finds out how to copy types of one package.
type copier struct {
	pkg   *types.Package
	set   *toolkit.Set
	cache typeutil.Map // types.Type -> *Copy
	trail []types.Type // what was put into the cache, in order
}

// of returns the way to copy a type.
func (c *copier) of(t types.Type) (*Copy, *Refusal) {
	if old, ok := c.cache.At(t).(*Copy); ok {
		return old, nil
	}
	mark := len(c.trail)
	cp := &Copy{Type: t}
	c.cache.Set(t, cp)
	c.trail = append(c.trail, t)
	if ref := c.fill(cp, t); ref != nil {
		// Types found out meanwhile may lead back to this one: they are asked again.
		for _, t := range c.trail[mark:] {
			c.cache.Delete(t)
		}
		c.trail = c.trail[:mark]
		return nil, ref
	}
	return cp, nil
}

func refuse(path, format string, args ...any) *Refusal {
	return &Refusal{path, fmt.Sprintf(format, args...)}
}

// fill decides.
func (c *copier) fill(cp *Copy, t types.Type) *Refusal {
	if k, ok := lookUp(t); ok {
		if k.kind == "unsafe" {
			return refuse("", "%s", k.why)
		}
		cp.Kind, cp.Why = Assign, k.kind+": "+k.why
		if k.kind == "set" {
			cp.Kind, cp.Why = Set, k.why
		}
		return nil
	}
	if done, ref := c.synchronised(cp, t); done || ref != nil {
		return ref
	}
	if c.ownMethod(cp, t) {
		return nil
	}
	if tp, ok := types.Unalias(t).(*types.TypeParam); ok {
		if !plainConstraint(tp) {
			return refuse("", "%s may be any type, also one that must not be shared or cannot be copied", tp.Obj().Name())
		}
		cp.Kind, cp.Why = Assign, "every type of its constraint is a plain value"
		return nil
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Kind() == types.UnsafePointer {
			return refuse("", "an unsafe.Pointer leads nobody knows where")
		}
		cp.Kind, cp.Why = Assign, "a value"
		return nil
	case *types.Chan:
		cp.Kind, cp.Why = Assign, "channels are made to be shared"
		return nil
	case *types.Signature:
		return refuse("", "a function cannot be copied: what it refers to is out of sight")
	case *types.Interface:
		return refuse("", "%s is an interface: what is in it cannot be seen", c.name(t))
	case *types.Pointer:
		return c.pointer(cp, u)
	case *types.Slice:
		return c.slice(cp, u)
	case *types.Map:
		return c.mapping(cp, u)
	case *types.Array:
		return c.array(cp, u)
	case *types.Struct:
		return c.structure(cp, t, u)
	}
	return refuse("", "%s cannot be copied", c.name(t))
}

func (c *copier) name(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == c.pkg {
			return ""
		}
		return p.Name()
	})
}

func (c *copier) pointer(cp *Copy, u *types.Pointer) *Refusal {
	if n, ok := types.Unalias(u.Elem()).(*types.Named); ok && n.Obj().Pkg() != nil {
		pkg := n.Obj().Pkg()
		if owner := c.set.Owner(pkg); pkg != c.pkg && owner != nil && owner.UIName != "" && !toolkit.IsStd(pkg.Path()) {
			return refuse("", "%s belongs to the user interface and to its goroutine", c.name(cp.Type))
		}
		if f := hiddenField(n, c.pkg); f != nil && !c.copiesItself(n) {
			return refuse("", "%s is a pointer to a struct of another package with unexported fields (%s): it cannot be known what a copy would be", c.name(cp.Type), f.Name())
		}
	}
	elem, ref := c.of(u.Elem())
	if ref != nil {
		return ref
	}
	cp.Kind, cp.Elem, cp.Why = Pointer, elem, "copied deeply"
	return nil
}

// hiddenField is an unexported field of another package's struct, or nil.
func hiddenField(n *types.Named, pkg *types.Package) *types.Var {
	st, ok := n.Underlying().(*types.Struct)
	if !ok || n.Obj().Pkg() == pkg {
		return nil
	}
	for f := range st.Fields() {
		if !f.Exported() && f.Name() != "_" {
			return f
		}
	}
	return nil
}

// copiesItself reports whether the values of a type, not the pointers, have a way to be copied.
func (c *copier) copiesItself(n *types.Named) bool {
	k, ok := lookUp(n)
	return ok && k.kind != "unsafe" || c.ownMethod(new(Copy), n)
}

func (c *copier) slice(cp *Copy, u *types.Slice) *Refusal {
	elem, ref := c.of(u.Elem())
	if ref != nil {
		return refuse("[]"+ref.Path, "%s", ref.Reason)
	}
	cp.Kind, cp.Elem, cp.Why = Slice, elem, "copied deeply"
	if elem.Kind == Assign {
		cp.Kind, cp.Why = CloneSlice, "copied; its elements are plain"
	}
	return nil
}

func (c *copier) mapping(cp *Copy, u *types.Map) *Refusal {
	key, ref := c.of(u.Key())
	if ref != nil {
		return refuse("[key]"+ref.Path, "%s", ref.Reason)
	}
	elem, ref := c.of(u.Elem())
	if ref != nil {
		return refuse("[]"+ref.Path, "%s", ref.Reason)
	}
	if HasLock(u.Elem()) {
		return refuse("[]", "%s holds a lock, and elements of a map can only be copied whole", c.name(u.Elem()))
	}
	cp.Kind, cp.Key, cp.Elem, cp.Why = Map, key, elem, "copied deeply"
	if key.Kind == Assign && elem.Kind == Assign {
		cp.Kind, cp.Why = CloneMap, "copied; its elements are plain"
	}
	return nil
}

func (c *copier) array(cp *Copy, u *types.Array) *Refusal {
	elem, ref := c.of(u.Elem())
	if ref != nil {
		return refuse("[]"+ref.Path, "%s", ref.Reason)
	}
	cp.Kind, cp.Elem, cp.Why = Array, elem, "copied deeply"
	if elem.Kind == Assign {
		cp.Kind, cp.Why = Assign, "an array of plain values"
	}
	return nil
}

// structure copies a struct field by field, unless all of them are plain.
func (c *copier) structure(cp *Copy, t types.Type, u *types.Struct) *Refusal {
	plain := true
	var hidden *types.Var
	for f := range u.Fields() {
		if f.Name() == "_" {
			continue
		}
		if !f.Exported() && f.Pkg() != c.pkg && hidden == nil {
			hidden = f
		}
		fc, ref := c.of(f.Type())
		if ref != nil {
			if hidden == f {
				return refuse("."+f.Name(), "unexported field of another package's %s", c.name(t))
			}
			return refuse("."+f.Name()+ref.Path, "%s", ref.Reason)
		}
		if fc.Kind != Assign {
			plain = false
		}
		cp.Fields = append(cp.Fields, FieldCopy{f, fc})
	}
	cp.Kind, cp.Why = Assign, "a struct of plain values"
	if plain {
		cp.Fields = nil
		return nil
	}
	if hidden != nil {
		return refuse("."+hidden.Name(), "unexported field of another package's %s", c.name(t))
	}
	cp.Kind, cp.Why = Struct, "copied field by field"
	return nil
}

// synchronised knows the values of packages sync and sync/atomic.
func (c *copier) synchronised(cp *Copy, t types.Type) (done bool, _ *Refusal) {
	key := crossing.TypeKey(t)
	switch {
	case key == "sync.Mutex" || key == "sync.RWMutex":
		cp.Kind, cp.Why = Fresh, "a lock is never copied: the copy has its own"
	case strings.HasPrefix(key, "sync.") && !types.IsInterface(t), key == "sync/atomic.Value", key == "sync/atomic.Pointer":
		return false, refuse("", "a %s works only where it is: a field of type *%s would be shared", c.name(t), c.name(t))
	case strings.HasPrefix(key, "sync/atomic."):
		cp.Kind, cp.Why = Atomic, "loaded"
	default:
		return false, nil
	}
	return true, nil
}

// ownMethod finds a method Clone or DeepCopy that returns what it is called on.
func (c *copier) ownMethod(cp *Copy, t types.Type) bool {
	for _, name := range []string{"Clone", "DeepCopy"} {
		if returnsItself(t, name, c.pkg) {
			cp.Kind, cp.Method, cp.Why = ByMethod, name, "by its method "+name
			switch t.Underlying().(type) {
			case *types.Pointer, *types.Map, *types.Slice, *types.Interface:
				_, param := types.Unalias(t).(*types.TypeParam)
				cp.Guard = !param
			}
			return true
		}
		p := types.NewPointer(t)
		if _, isPtr := t.Underlying().(*types.Pointer); !isPtr && !types.IsInterface(t) && !HasLock(t) && returnsItself(p, name, c.pkg) {
			cp.Kind, cp.Method, cp.Indirect, cp.Why = ByMethod, name, true, "by its method "+name
			return true
		}
	}
	return false
}

func returnsItself(t types.Type, name string, pkg *types.Package) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, false, pkg, name)
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	sig := fn.Signature()
	return sig.Params().Len() == 0 && sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), t)
}

// plainConstraint reports whether every type of a type parameter's constraint is a number, a string or a bool.
func plainConstraint(tp *types.TypeParam) bool { return plainInterface(tp.Constraint()) }

func plainInterface(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for i := range iface.NumEmbeddeds() {
		switch e := types.Unalias(iface.EmbeddedType(i)).(type) {
		case *types.Union:
			if slices.IndexFunc(slices.Collect(e.Terms()), func(term *types.Term) bool { return !isPlainBasic(term.Type()) }) < 0 {
				return true
			}
		default:
			if isPlainBasic(e) || plainInterface(e) {
				return true
			}
		}
	}
	return false
}

func isPlainBasic(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() != types.UnsafePointer
}

// HasLock reports whether a value of the type must not be copied by assignment: it holds a lock, as go vet means it.
func HasLock(t types.Type) bool { return lockIn(t, map[types.Type]bool{}) }

// isLocker reports whether a pointer to the type can be locked and the value cannot: the mark of what must not be copied.
func isLocker(n *types.Named) bool {
	for _, name := range []string{"Lock", "Unlock"} {
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), false, n.Obj().Pkg(), name)
		fn, ok := obj.(*types.Func)
		if !ok || fn.Signature().Params().Len() > 0 || fn.Signature().Results().Len() > 0 {
			return false
		}
	}
	obj, _, _ := types.LookupFieldOrMethod(n, false, n.Obj().Pkg(), "Lock")
	_, onValue := obj.(*types.Func)
	return !onValue && !types.IsInterface(n)
}

func lockIn(t types.Type, seen map[types.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
		if p := n.Obj().Pkg().Path(); (p == "sync" || p == "sync/atomic") && !types.IsInterface(n) {
			return true
		}
		if isLocker(n) {
			return true
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for f := range u.Fields() {
			if lockIn(f.Type(), seen) {
				return true
			}
		}
	case *types.Array:
		return lockIn(u.Elem(), seen)
	}
	return false
}
