package future

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// asleep reports whether a component stays in the state in which its package made it, so that the method called here returns
// nil: see idle.go. A must analysis over all that the package does with the variables and fields that hold the component; all
// instances in one field count as one. What leaves the package's sight is taken to wake it: a field that others can name, an
// address that goes to another package or into an interface, a component that comes out of one.
func (e *Finder) asleep(c *ssa.CallCommon, method *types.Func, fields []string) bool {
	if c.IsInvoke() || len(c.Args) == 0 || method.Signature().Recv() == nil {
		return false
	}
	owner, _ := ir.StructOf(method.Signature().Recv().Type())
	if owner == nil {
		return false
	}
	for _, field := range fields {
		s := &sleeper{e: e, owner: owner, field: field, seen: map[any]bool{}}
		if s.held(c.Args[0], 0) {
			return true
		}
	}
	return false
}

// A sleeper looks for what may wake a component. Its methods report whether nothing does.
type sleeper struct {
	e     *Finder
	owner *types.TypeName // the component's type
	field string          // the state
	seen  map[any]bool    // places: variables, fields, parameters
}

const deepestSleeper = 20

// held looks at the place that holds the component which a value is, or points to.
func (s *sleeper) held(v ssa.Value, depth int) bool {
	if depth > deepestSleeper {
		return false
	}
	switch v := v.(type) {
	case *ssa.Const:
		return true
	case *ssa.UnOp:
		return v.Op == token.MUL && s.held(v.X, depth+1)
	case *ssa.FieldAddr:
		return s.inField(ir.FieldOf(v.X.Type(), v.Field), depth)
	case *ssa.Field:
		return s.inField(ir.FieldOf(v.X.Type(), v.Field), depth)
	case *ssa.Alloc:
		return s.place(v, v, depth)
	case *ssa.FreeVar:
		b := s.e.Binding(v)
		return b != nil && s.held(b, depth+1)
	case *ssa.Phi:
		if s.seen[v] {
			return true
		}
		s.seen[v] = true
		return s.uses(v, depth) && !slices.ContainsFunc(v.Edges, func(x ssa.Value) bool { return !s.held(x, depth+1) })
	case *ssa.Parameter:
		return s.parameter(v, depth)
	case *ssa.Call:
		return s.made(v, 0, depth)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && s.made(call, v.Index, depth)
	}
	return false
}

// place looks at all that is done with a variable, once.
func (s *sleeper) place(key any, addr ssa.Value, depth int) bool {
	if s.seen[key] {
		return true
	}
	s.seen[key] = true
	return s.uses(addr, depth)
}

func (s *sleeper) inField(f *types.Var, depth int) bool {
	if s.seen[f] {
		return true
	}
	s.seen[f] = true
	if f.Pkg() != s.e.Pass.Pkg || f.Exported() && s.e.Pass.Pkg.Name() != "main" {
		return false
	}
	for _, v := range s.e.componentFields()[f] {
		if !s.uses(v, depth) {
			return false
		}
	}
	return true
}

// componentFields lists the places that touch the fields of the package which hold a struct of another package's, or point
// to one.
func (e *Finder) componentFields() map[*types.Var][]ssa.Value {
	if e.components != nil {
		return e.components
	}
	e.components = map[*types.Var][]ssa.Value{}
	note := func(t types.Type, index int, v ssa.Value) {
		f := ir.FieldOf(t, index)
		if owner, _ := ir.StructOf(f.Type()); owner != nil && owner.Pkg() != e.Pass.Pkg {
			e.components[f] = append(e.components[f], v)
		}
	}
	for _, f := range e.Bodies {
		if f.SSA == nil {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				switch in := in.(type) {
				case *ssa.FieldAddr:
					note(in.X.Type(), in.Field, in)
				case *ssa.Field:
					note(in.X.Type(), in.Field, in)
				}
			}
		}
	}
	return e.components
}

// parameter looks at what a function does with its parameter, and at what all its callers pass.
func (s *sleeper) parameter(p *ssa.Parameter, depth int) bool {
	if s.seen[p] {
		return true
	}
	s.seen[p] = true
	f := s.e.BySSA[p.Parent()]
	if f == nil || f.Taken || f.Parent != nil || len(f.Sites) == 0 {
		return false
	}
	if obj, ok := f.SSA.Object().(*types.Func); !ok || obj.Exported() && s.e.Pass.Pkg.Name() != "main" {
		return false
	}
	if !s.uses(p, depth) {
		return false
	}
	i := slices.Index(f.SSA.Params, p)
	for _, site := range f.Sites {
		arg := ir.AlignArgs(site.Args, len(f.SSA.Params))[i]
		if arg == nil || !s.held(arg, depth+1) {
			return false
		}
	}
	return true
}

// made looks at a component that a call returns: what its package makes is asleep unless it says otherwise, what comes out of
// one that goes in is as that one is.
func (s *sleeper) made(call *ssa.Call, i int, depth int) bool {
	if s.seen[call] {
		return true
	}
	s.seen[call] = true
	fn := ir.StaticCallee(call.Call.Value)
	if fn == nil || call.Call.IsInvoke() {
		return false
	}
	body, ext := s.e.Resolve(fn)
	if body == nil {
		return ext != nil && ext.Pkg() == s.owner.Pkg() && !s.wakes(&call.Call, ext, call) && s.arguments(&call.Call, depth)
	}
	for _, b := range body.SSA.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if ok && (i >= len(ret.Results) || !s.held(ret.Results[i], depth+1)) {
			return false
		}
	}
	return body.SSA.Blocks != nil
}

// arguments looks at the components that a call gets.
func (s *sleeper) arguments(c *ssa.CallCommon, depth int) bool {
	for _, arg := range c.Args {
		if owner, _ := ir.StructOf(arg.Type()); owner == s.owner && !s.held(arg, depth+1) {
			return false
		}
	}
	return true
}

// uses looks at all that is done with a component, or with the address of one.
func (s *sleeper) uses(v ssa.Value, depth int) bool {
	if v.Referrers() == nil || depth > deepestSleeper {
		return false
	}
	for _, use := range *v.Referrers() {
		if !s.use(v, use, depth) {
			return false
		}
	}
	return true
}

func (s *sleeper) use(v ssa.Value, use ssa.Instruction, depth int) bool {
	_, pointer := v.Type().Underlying().(*types.Pointer)
	switch use := use.(type) {
	case *ssa.DebugRef, *ssa.FieldAddr, *ssa.Field, *ssa.BinOp: // its other fields; the state nobody can name
		return true
	case *ssa.UnOp:
		return use.Op == token.MUL && s.uses(use, depth+1)
	case *ssa.Store:
		if use.Addr == v {
			return s.held(use.Val, depth+1)
		}
		return !pointer || s.held(use.Addr, depth+1)
	case *ssa.Phi:
		return !pointer || s.held(use, depth+1)
	case *ssa.MakeClosure:
		for i, b := range use.Bindings {
			if b == v && !s.uses(use.Fn.(*ssa.Function).FreeVars[i], depth+1) {
				return false
			}
		}
		return true
	case ssa.CallInstruction:
		return s.call(v, use, pointer, depth)
	case *ssa.Return, *ssa.MakeInterface, *ssa.MapUpdate, *ssa.Send:
		return !pointer // a copy
	}
	return false
}

func (s *sleeper) call(v ssa.Value, in ssa.CallInstruction, pointer bool, depth int) bool {
	c := in.Common()
	fn := ir.StaticCallee(c.Value)
	if fn == nil || c.IsInvoke() {
		return !pointer
	}
	body, ext := s.e.Resolve(fn)
	switch {
	case body == nil && ext != nil && ext.Pkg() == s.owner.Pkg():
		return !s.wakes(c, ext, in) && (!pointer || ext.Signature().Recv() != nil && c.Args[0] == v && !slices.Contains(c.Args[1:], v))
	case !pointer:
		return true
	case body == nil || len(body.SSA.Params) != len(c.Args):
		return false
	}
	for i, arg := range c.Args {
		key := lent{body.SSA.Params[i]}
		if arg != v || s.seen[key] {
			continue
		}
		s.seen[key] = true
		if !s.uses(key.to, depth+1) {
			return false
		}
	}
	return true
}

// lent is a parameter that was looked at for what its function does with it, not for what others pass.
type lent struct{ to *ssa.Parameter }

// wakes reports whether a call of the component's package may set its state.
func (s *sleeper) wakes(c *ssa.CallCommon, ext *types.Func, in ssa.Instruction) bool {
	sum := s.e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext))
	if sum == nil {
		return false
	}
	for _, w := range sum.Wakes {
		if w.Field != s.field {
			continue
		}
		if w.Param < 0 || w.Param >= len(c.Args) || !excludes(w, s.e.returnsOf(in.Parent()).given(c.Args[w.Param], in.Block())) {
			return true
		}
	}
	return false
}

// excludes reports whether what is known of an argument rules out all types that wake the component.
func excludes(w engine.Wake, k known) bool {
	switch k.kind {
	case isConstant:
		return k.text == "nil"
	case isType:
		return !slices.ContainsFunc(w.Types, func(text string) bool {
			return text == k.text || strings.HasPrefix(text, "~") && (k.t == nil || hasMethods(k.t, text))
		})
	case isOther:
		not := strings.Split(k.text, ";")
		return !slices.ContainsFunc(w.Types, func(text string) bool { return !slices.Contains(not, text) })
	}
	return false
}

func joinSorted(texts []string) string {
	texts = slices.Clone(texts)
	slices.Sort(texts)
	return strings.Join(texts, ";")
}
