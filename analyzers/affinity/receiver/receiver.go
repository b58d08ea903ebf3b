package receiver

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// A UseKind says what a body does with something that its receiver holds.
type UseKind uint8

const (
	// UseRead reads the value at the path, all that it leads to included.
	UseRead UseKind = iota
	// UseNil asks whether the pointer at the path is nil, and no more.
	UseNil
	// UseLock locks the mutex at the path. What is read under it is read under it when it is captured, too.
	UseLock
	// UseCall calls a method of the value at the path whose body is not in sight and whose name says that it changes its
	// receiver. That is fine where the value is shared and lost where it is copied.
	UseCall
	// UseWrite writes at the path or to what it leads to.
	UseWrite
	// UseAddress lets the address of the path get out of sight.
	UseAddress
	// UseEscape lets the receiver itself get out of sight.
	UseEscape
	// UseUI is a UI call. Its path is empty.
	UseUI
)

// A Use is one thing that a method's body, or a function that it runs, does with its receiver.
type Use struct {
	Kind UseKind
	Path Path
	// Inside says that it is not the field itself that is written or locked, but something that its value leads to.
	Inside bool
	Pos    token.Pos
	Text   string // the end of a sentence that begins with the function: "stores it in a variable of the package"
	Via    []Via  // the calls that lead from the method to the function with Pos, outermost first
}

// A Via is a call on the way from a method to what one of its helpers does.
type Via struct {
	Pos    token.Pos
	Callee string
}

// A Path leads from the receiver through fields; pointers to structs are followed. The empty path is the receiver.
type Path []*types.Var

// String writes the path as a selector without the receiver's name.
func (p Path) String() string {
	names := make([]string, len(p))
	for i, f := range p {
		names[i] = f.Name()
	}
	return strings.Join(names, ".")
}

// Uses tells what the body of a method does with parameter number param (0 is the receiver): which fields it
// reads, through helpers of its package at any depth, embedded structs, closures, method values and promoted methods,
// and everything that forbids to run it on a copy: see UseKind. UI calls are told for param 0 only. ui reports of a
// function of the package whether it must run on the UI goroutine.
//
// It is a may analysis: what some path through the code does, it does. A path ends where a field's value is used as a
// whole, so that c.model.items reads model.items and fmt.Print(c.model) reads model. It is flow-insensitive, joins all
// calls of a helper, and follows values through variables, phis and parameters, but not through fields of other structs,
// slices, maps, channels and interfaces: what is put there counts as read as a whole, and the receiver itself put there
// counts as escaped. Two things are lost: writes through a slice, map or pointer that was put into such a place, and
// writes by functions of other packages to what they are given by value. Both change the copy only, so that they can be
// lost work but never a race.
//
// bglint and bggen share it: what it lets pass can run on a detached copy of the fields that are read.
func Uses(method *ssa.Function, param int, set *toolkit.Set, ui func(*types.Func) bool) []Use {
	if param >= len(method.Params) {
		return nil
	}
	return UsesOf(method, method.Params[param], set, ui)
}

// UsesOf is Uses for a value that a function has: a parameter, or a variable that a literal captures.
func UsesOf(fn *ssa.Function, root ssa.Value, set *toolkit.Set, ui func(*types.Func) bool) []Use {
	_, captured := root.(*ssa.FreeVar)
	u := &usage{
		set: set, ui: ui, pkg: fn.Pkg, tellUI: captured || root == fn.Params[0],
		refs: map[ssa.Value][]ref{}, funcs: map[*ssa.Function]*reached{}, said: map[saidKey]bool{},
		sites: map[*ssa.Function][]*ssa.Call{},
	}
	u.root = root
	kind := refValue
	if captured {
		kind = refLocal
	}
	u.enter(fn, nil, fn.Pos(), false)
	u.add(u.root, ref{kind: kind})
	u.run()
	slices.SortStableFunc(u.out, func(a, b Use) int { return int(a.Pos) - int(b.Pos) })
	return u.out
}

// usage is one run of the analysis.
type usage struct {
	set    *toolkit.Set
	ui     func(*types.Func) bool
	pkg    *ssa.Package
	root   ssa.Value
	tellUI bool

	refs  map[ssa.Value][]ref
	queue []ssa.Value
	funcs map[*ssa.Function]*reached
	calls []*reached // to look at
	sites map[*ssa.Function][]*ssa.Call
	said  map[saidKey]bool
	out   []Use
}

// A ref says how an SSA value is connected to the receiver.
type ref struct {
	kind refKind
	path string // indices of fields, see usage.step
	vars Path
}

type refKind uint8

const (
	refValue   refKind = iota // the value at the path; for the empty path the receiver
	refAddr                   // the address of the field at the path
	refLocal                  // the address of a local variable that holds the value at the path
	refContent                // something inside of what the path leads to: an element, an address of one
	refOwn                    // the address of a local variable (or a part of it) that holds such a thing
)

// reached is a function that the method runs.
type reached struct {
	fn   *ssa.Function
	via  []Via
	at   token.Pos // of the literal or method value
	onUI bool      // only by way of a dispatcher: UI calls are right there
}

type saidKey struct {
	kind UseKind
	path string
	pos  token.Pos
}

// enter notes that a function is run, for the first time or for the first time off the UI goroutine.
func (u *usage) enter(fn *ssa.Function, via []Via, at token.Pos, onUI bool) {
	r := u.funcs[fn]
	if r != nil && (!r.onUI || onUI) {
		return
	}
	if r == nil {
		r = &reached{fn: fn, via: via, at: at}
		u.funcs[fn] = r
	}
	r.onUI = onUI
	u.calls = append(u.calls, r)
}

// add connects a value with the receiver.
func (u *usage) add(v ssa.Value, r ref) {
	if r.kind == refContent && !refers(v.Type()) {
		return
	}
	for _, old := range u.refs[v] {
		if old.kind == r.kind && old.path == r.path {
			return
		}
	}
	u.refs[v] = append(u.refs[v], r)
	u.queue = append(u.queue, v)
}

func (u *usage) run() {
	for len(u.queue) > 0 || len(u.calls) > 0 {
		if n := len(u.calls); n > 0 {
			r := u.calls[0]
			u.calls = u.calls[1:]
			u.body(r)
			continue
		}
		v := u.queue[0]
		u.queue = u.queue[1:]
		refs := u.refs[v]
		for _, r := range slices.Clone(refs) {
			u.uses(v, r)
		}
	}
}

// say records a use.
func (u *usage) say(kind UseKind, r ref, pos token.Pos, fn *ssa.Function, text string) {
	in := u.funcs[fn]
	if !pos.IsValid() && in != nil && len(in.via) > 0 {
		pos = in.via[len(in.via)-1].Pos
	}
	if !pos.IsValid() {
		pos = u.root.Parent().Pos()
	}
	key := saidKey{kind, r.path, pos}
	if u.said[key] {
		return
	}
	u.said[key] = true
	use := Use{Kind: kind, Path: r.vars, Inside: r.kind == refContent || kind == UseWrite && r.kind == refValue, Pos: pos, Text: text}
	if in != nil {
		use.Via = in.via
	}
	u.out = append(u.out, use)
}

// refers reports whether a value of the type can lead to memory that others know, too.
func refers(t types.Type) bool { return refersDeep(t, map[types.Type]bool{}) }

func refersDeep(t types.Type, seen map[types.Type]bool) bool {
	if seen[t] {
		return false
	}
	seen[t] = true
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Kind() == types.UnsafePointer
	case *types.Array:
		return refersDeep(t.Elem(), seen)
	case *types.Struct:
		for f := range t.Fields() {
			if refersDeep(f.Type(), seen) {
				return true
			}
		}
		return false
	case *types.Tuple:
		for v := range t.Variables() {
			if refersDeep(v.Type(), seen) {
				return true
			}
		}
		return false
	}
	return true
}
