package race

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file tells apart the objects of one type. A location is a field of a type for all its instances, but a table's rows are
// not those of the table beside it: each is known by the fields through which control has come to it, users.table, jobs.table.
//
// Two objects differ when they were found in different fields that keep what they hold for themselves: everything that is
// stored there has been made for that field. It is a must analysis of this package; what dependents store in an exported field
// is not seen, so that a race between two such objects is possible, still.

const (
	mostOwners = 6  // fields on the way to an object
	mostObject = 24 // ways to an access that are looked at
	mostClimb  = 120
)

// An object is a way to an object: the fields and variables that hold it and its owners, the nearest first.
type object []any

// objects are the objects that an access may be to, on a kind of goroutine. Known is false when there are too many.
type objects struct {
	all   []object
	known bool
}

type objectKey struct {
	a   *access.Access
	ctx engine.Context
}

// sameObject looks for a pair of ways on which the two sides of a race come to one object. It returns the ways that it was
// given, or better ones, and false where there are none.
func (e *Finder) sameObject(mine, other *access.Access, en, rival *engine.Entry, fits func(*engine.Entry) bool) (*engine.Entry, *engine.Entry, bool) {
	if mine.Object == nil || other.Object == nil || !e.differ(e.objectOf(mine, en), e.objectOf(other, rival)) {
		return en, rival, true
	}
	none := func(*engine.Edge) bool { return false }
	at := e.objectOf(mine, en)
	if way := e.wayTo(other, rival, none, func(way *engine.Entry) bool { return !e.differ(at, e.objectOf(other, way)) && fits(way) }); way != nil {
		return en, way, true
	}
	at = e.objectOf(other, rival)
	if way := e.wayTo(mine, en, none, func(way *engine.Entry) bool { return !e.differ(at, e.objectOf(mine, way)) }); way != nil {
		return way, rival, true
	}
	ours, theirs := e.objectsOf(mine, engine.Background), e.objectsOf(other, engine.UI)
	if !ours.known || !theirs.known {
		return en, rival, true
	}
	for _, a := range ours.all {
		for _, b := range theirs.all {
			if !e.differ(a, b) {
				return en, rival, true
			}
		}
	}
	return en, rival, false
}

// sameHolder reports whether both sides of a race have found the object in the same field or variable.
func (e *Finder) sameHolder(race Race) bool {
	if race.Mine.Object == nil || race.Other.Object == nil {
		return false
	}
	a := e.objectOf(race.Mine, race.Entry)
	if len(a) == 0 {
		return false
	}
	b := e.objectOf(race.Other, race.Rival)
	return len(b) > 0 && a[0] == b[0]
}

// guarded reports whether an access is made under a lock that its object, or another of the type, has: it is meant to be shared.
func guarded(a *access.Access) bool {
	for _, name := range a.Held.Names() {
		if strings.HasPrefix(name, a.Loc.OwnerName()+".") {
			return true
		}
	}
	return false
}

// mayDiffer reports whether the two sides of a race may well have two objects of one type: one of them got its object as an
// argument, and nothing else shows that it is the other's.
func (e *Finder) mayDiffer(race Race) bool {
	if race.Same || !race.Location.IsField() || guarded(race.Mine) || guarded(race.Other) {
		return false
	}
	return e.lent(race.Mine, race.Entry, race.Presumed) || e.lent(race.Other, race.Rival, race.Presumed)
}

// lent reports whether an access is, on one way to it, to something that has come as an argument other than a receiver, and
// nobody in sight has found it in a field or variable. Among strangers that holds for what comes from a list or a call, too.
func (e *Finder) lent(a *access.Access, en *engine.Entry, strange bool) bool {
	if a.Object == nil {
		return false
	}
	own, param := e.owners(a.Object, nil)
	if param == nil || isReceiver(param) {
		return false
	}
	way, end := e.traced(a, en)
	for range mostOwners {
		if end == nil || e.Origin(end, 0) == ssa.Value(end) {
			break
		}
		way, end = e.owners(e.Origin(end, 0), way)
	}
	if end == nil {
		return strange && len(way) == len(own) // an element, a result, a message
	}
	return !isReceiver(end) && !e.getsReceiver(end)
}

func isReceiver(p *ssa.Parameter) bool {
	return p.Parent().Signature.Recv() != nil && p == p.Parent().Params[0]
}

// getsReceiver reports whether a method passes its receiver for a parameter: the function is one of the object's own.
func (e *Finder) getsReceiver(p *ssa.Parameter) bool {
	f := e.BySSA[p.Parent()]
	return f != nil && slices.ContainsFunc(f.Sites, func(s *engine.Site) bool {
		args := ir.AlignArgs(s.Args, len(p.Parent().Params))
		_, from := e.owners(args[slices.Index(p.Parent().Params, p)], nil)
		return from != nil && isReceiver(from)
	})
}

// differ reports whether two ways lead to different objects.
func (e *Finder) differ(a, b object) bool {
	for i := 0; i < len(a) && i < len(b); i++ {
		switch {
		case !e.exclusive(a[i]) || !e.exclusive(b[i]):
			return false
		case a[i] != b[i]:
			return true
		}
	}
	return false
}

// objectOf follows the object of an access up one way to it.
func (e *Finder) objectOf(a *access.Access, en *engine.Entry) object {
	out, _ := e.traced(a, en)
	return out
}

// traced is objectOf with the parameter at which it ends, if it is one.
func (e *Finder) traced(a *access.Access, en *engine.Entry) (object, *ssa.Parameter) {
	out, param := e.owners(a.Object, nil)
	f := a.Func
	for param != nil && en != nil && en.Via != nil && param.Parent() == f.SSA { // else of a function around a literal
		arg := argument(en.Via, param)
		if arg == nil {
			break
		}
		f = body(en.Via)
		out, param = e.owners(arg, out)
		en = en.Prev
	}
	return out, param
}

// objectsOf collects the objects of an access on all ways to it.
func (e *Finder) objectsOf(a *access.Access, ctx engine.Context) objects {
	key := objectKey{a, ctx}
	if known, ok := e.objectMemo[key]; ok {
		return known
	}
	if e.objectMemo == nil {
		e.objectMemo = map[objectKey]objects{}
	}
	out := objects{known: true}
	steps := 0
	var climb func(f *engine.Func, param *ssa.Parameter, way object, depth int)
	climb = func(f *engine.Func, param *ssa.Parameter, way object, depth int) {
		steps++
		if steps > mostClimb || len(out.all) > mostObject || depth > 12 {
			out.known = false
			return
		}
		if param == nil || f == nil || param.Parent() != f.SSA {
			out.all = append(out.all, way)
			return
		}
		for _, ed := range f.Incoming {
			if ed.Mode == engine.Inline && !runsOn(ed.From, ctx) {
				continue
			}
			arg := argument(ed, param)
			if arg == nil {
				out.all = append(out.all, way)
				continue
			}
			next, p := e.owners(arg, way)
			climb(body(ed), p, next, depth+1)
		}
		if len(f.Incoming) == 0 || len(e.RootsAt[f]) > 0 {
			out.all = append(out.all, way)
		}
	}
	way, param := e.owners(a.Object, nil)
	climb(a.Func, param, way, 0)
	e.objectMemo[key] = out
	return out
}

// owners follows a value to the fields that hold it and its owners, up to a parameter of the function, if it comes from one.
func (e *Finder) owners(v ssa.Value, way object) (object, *ssa.Parameter) {
	way = way[:len(way):len(way)]
	for range 20 {
		if len(way) >= mostOwners {
			return way, nil
		}
		switch x := v.(type) {
		case *ssa.FieldAddr:
			way, v = append(way, ir.FieldOf(x.X.Type(), x.Field)), x.X
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return way, nil
			}
			switch from := x.X.(type) {
			case *ssa.FieldAddr:
				way, v = append(way, ir.FieldOf(from.X.Type(), from.Field)), from.X
			case *ssa.Global:
				return append(way, from), nil
			default:
				a := e.Variable(x.X)
				if a == nil {
					return way, nil
				}
				vals := ir.StoredIn(a)
				if len(vals) != 1 {
					return way, nil
				}
				v = vals[0]
			}
		case *ssa.Global:
			return append(way, x), nil
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.TypeAssert:
			v = x.X
		case *ssa.Parameter:
			return way, x
		default:
			return way, nil
		}
	}
	return way, nil
}

// argument is what the call behind an edge passes for a parameter of its target, or nil.
func argument(ed *engine.Edge, param *ssa.Parameter) ssa.Value {
	call, ok := ed.Instr.(ssa.CallInstruction)
	if !ok || ed.Helper != nil || body(ed) == nil || ed.To.SSA != param.Parent() {
		return nil
	}
	c := call.Common()
	args := c.Args
	switch fn := ir.StaticCallee(c.Value); {
	case c.IsInvoke():
		args = append([]ssa.Value{c.Value}, c.Args...)
	case fn == nil:
		return nil
	case fn != ed.To.SSA && fn.Origin() != ed.To.SSA:
		return nil // given to the callee, which runs it
	}
	if len(args) != len(param.Parent().Params) {
		return nil
	}
	for i, p := range param.Parent().Params {
		if p == param {
			return args[i]
		}
	}
	return nil
}

// exclusive reports whether what a field or variable of the package holds was made for it and lies in no other.
func (e *Finder) exclusive(holder any) bool {
	if e.holders == nil {
		e.holders = e.findHolders()
	}
	if v, ok := holder.(*types.Var); ok && !ir.Reference(v.Type()) {
		return true // a struct in a struct
	}
	return e.holders[holder]
}

func (e *Finder) findHolders() map[any]bool {
	keeps := map[any]bool{}
	places := map[ssa.Value]any{} // where an object has been put
	for f, in := range e.Instructions() {
		st, ok := in.(*ssa.Store)
		if !ok {
			continue
		}
		var holder any
		switch addr := st.Addr.(type) {
		case *ssa.FieldAddr:
			holder = ir.FieldOf(addr.X.Type(), addr.Field)
		case *ssa.Global:
			holder = addr
		default:
			continue
		}
		if ir.NilConst(st.Val) || !ir.Reference(st.Val.Type()) {
			continue
		}
		made := e.maker(st.Val)
		old, put := places[made]
		switch {
		case e.RootOf(f, st.Val) != engine.RootFresh || !isMade(made):
			keeps[holder] = false
		case put && old != holder:
			keeps[holder], keeps[old] = false, false
		default:
			places[made] = holder
			if _, known := keeps[holder]; !known {
				keeps[holder] = true
			}
		}
	}
	return keeps
}

// maker is the instruction that makes what a variable gets, as far as it is one.
func (e *Finder) maker(v ssa.Value) ssa.Value {
	for range 8 {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.Extract:
			v = x.Tuple
		default:
			if v = e.MadeBy(x); v == x {
				return v
			}
		}
	}
	return v
}

func isMade(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.Alloc, *ssa.Call:
		return true
	}
	return false
}
