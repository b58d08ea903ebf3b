package access

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// Confined reports whether every value of a type stays with the goroutine that made it: a struct of this package whose
// pointers are never stored in a field, a variable of the package, a map, a slice or a channel, never bound to a literal,
// never handed to a go statement, and never put behind an interface other than one of the standard library. The package
// itself makes them, and no toolkit or directive runs their methods. They travel as arguments and results only, so two
// goroutines that run the same method have values of their own. It is a must analysis over the whole package; what another
// package keeps of a pointer it gets is not seen.
func (e *Finder) Confined(tn *types.TypeName) bool {
	if e.sharedTypes == nil {
		e.sharedTypes = e.findShared()
	}
	return tn != nil && tn.Pkg() == e.Pass.Pkg && !e.sharedTypes[tn] && e.makes(tn)
}

// makes reports whether the package makes values of a type.
func (e *Finder) makes(tn *types.TypeName) bool {
	if e.made == nil {
		e.made = e.countMade()
	}
	m := e.made[tn.Pkg().Path()+" "+tn.Name()]
	return m != nil && m.Literals > 0
}

// findShared collects the types of which a pointer gets somewhere where others can find it.
func (e *Finder) findShared() map[*types.TypeName]bool {
	shared := map[*types.TypeName]bool{}
	share := func(v ssa.Value) {
		if mi, ok := v.(*ssa.MakeInterface); ok {
			v = mi.X
		}
		t := v.Type()
		for i := 0; i < 3; i++ { // a variable that holds a pointer is bound by its address
			p, ok := t.Underlying().(*types.Pointer)
			if !ok {
				break
			}
			t = p.Elem()
			if n, ok := types.Unalias(t).(*types.Named); ok {
				shared[n.Origin().Obj()] = true
			}
		}
	}
	for _, f := range e.Bodies {
		if f.SSA == nil {
			continue
		}
		if recv := f.SSA.Signature.Recv(); recv != nil && len(e.RootsAt[f]) > 0 {
			share(f.SSA.Params[0])
			if tn, _ := ir.StructOf(recv.Type()); tn != nil {
				shared[tn] = true
			}
		}
	}
	for _, in := range e.Instructions() {
		switch in := in.(type) {
		case *ssa.Store:
			if _, local := in.Addr.(*ssa.Alloc); !local {
				share(in.Val)
			}
		case *ssa.MakeInterface:
			if n, ok := types.Unalias(in.Type()).(*types.Named); ok && (n.Obj().Pkg() == nil || !toolkit.IsStd(n.Obj().Pkg().Path())) {
				share(in)
			}
		case *ssa.MapUpdate:
			share(in.Value)
			share(in.Key)
		case *ssa.Send:
			share(in.X)
		case *ssa.MakeClosure:
			for _, bound := range in.Bindings {
				share(bound)
			}
		case *ssa.Go:
			for _, arg := range in.Call.Args {
				share(arg)
			}
			share(in.Call.Value)
		}
	}
	e.shareEmbedding(shared)
	return shared
}

// shareEmbedding adds what lies inside the values of shared types, or may be one of a package variable's.
func (e *Finder) shareEmbedding(shared map[*types.TypeName]bool) {
	var inside func(t types.Type, depth int)
	inside = func(t types.Type, depth int) {
		if depth > 4 {
			return
		}
		switch u := types.Unalias(t).(type) {
		case *types.Named:
			tn := u.Origin().Obj()
			if tn.Pkg() == e.Pass.Pkg && depth > 0 {
				if shared[tn] {
					return
				}
				shared[tn] = true
			}
			inside(u.Underlying(), depth+1)
		case *types.Struct:
			for i := 0; i < u.NumFields(); i++ {
				inside(u.Field(i).Type(), depth+1)
			}
		case *types.Pointer:
			inside(u.Elem(), depth+1)
		case *types.Slice:
			inside(u.Elem(), depth+1)
		case *types.Array:
			inside(u.Elem(), depth+1)
		case *types.Map:
			inside(u.Elem(), depth+1)
		}
	}
	scope := e.Pass.Pkg.Scope()
	for _, name := range scope.Names() {
		switch obj := scope.Lookup(name).(type) {
		case *types.Var:
			inside(obj.Type(), 1)
		case *types.TypeName: // a field of any struct can hold it
			if st, ok := obj.Type().Underlying().(*types.Struct); ok {
				for i := 0; i < st.NumFields(); i++ {
					inside(st.Field(i).Type(), 1)
				}
			}
		}
	}
}
