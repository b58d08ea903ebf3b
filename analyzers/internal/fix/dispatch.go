package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// A dispatcher is a way to the UI goroutine that is at hand at some place.
type dispatcher struct {
	fn     *types.Func
	call   string // "fyne.Do", "v.app.QueueUpdateDraw"
	header string // of the literal that it takes: "func() {"
	result string // what the literal returns, or ""
	waits  bool
	edits  []analysis.TextEdit // imports

	unordered bool
}

// dispatcher returns the preferred dispatcher of a toolkit that the code at pos can reach.
func (x *Fixer) dispatcher(profile string, file *ast.File, pos token.Pos) (dispatcher, bool) {
	set := x.res.Toolkits()
	for _, fn := range set.Tools(profile, toolkit.ToolWrap, x.reachable()) {
		call := set.Call(fn)
		d := dispatcher{fn: fn, waits: call.Waits, unordered: call.Unordered}
		if !x.literal(&d, file, pos) {
			continue
		}
		if fn.Signature().Recv() != nil {
			value, ok := x.value(fn, pos)
			if !ok {
				continue
			}
			d.call = value + "." + fn.Name()
			return d, true
		}
		name, edits, ok := x.qualifier(file, pos, fn.Pkg())
		if !ok {
			continue
		}
		d.call, d.edits = name+fn.Name(), append(d.edits, edits...)
		return d, true
	}
	return dispatcher{}, false
}

// literal finds out what the function looks like that a dispatcher takes as its only argument: a function without results,
// one that returns an error, or anything at all.
func (x *Fixer) literal(d *dispatcher, file *ast.File, pos token.Pos) bool {
	params := d.fn.Signature().Params()
	if params.Len() == 0 || params.Len() > 1 && !(d.fn.Signature().Variadic() && params.Len() == 2) {
		return false
	}
	t := params.At(0).Type()
	if iface, ok := t.Underlying().(*types.Interface); ok && iface.Empty() {
		d.header = "func() {"
		return true
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || sig.Results().Len() > 1 {
		return false
	}
	good := true
	qualify := func(p *types.Package) string {
		name, edits, ok := x.qualifier(file, pos, p)
		good = good && ok && len(edits) == 0
		return strings.TrimSuffix(name, ".")
	}
	var list []string
	for p := range sig.Params().Variables() {
		list = append(list, types.TypeString(p.Type(), qualify))
	}
	d.header = "func(" + strings.Join(list, ", ") + ") "
	if sig.Results().Len() == 1 {
		if sig.Results().At(0).Type().String() != "error" {
			return false
		}
		d.header += "error "
		d.result = "return nil"
	}
	d.header += "{"
	return good
}

// value finds an expression of the type that a method belongs to: a variable in scope, a field of one, a package variable.
// The nearest wins: what the function was given before what lies deeper.
func (x *Fixer) value(fn *types.Func, pos token.Pos) (string, bool) {
	var locals, globals []*types.Var
	seen := map[string]bool{}
	for s := x.scopeAt(pos); s != nil && s != types.Universe; s = s.Parent() {
		for _, name := range s.Names() {
			if seen[name] || name == "_" {
				continue
			}
			_, obj := x.scopeAt(pos).LookupParent(name, pos)
			v, ok := obj.(*types.Var)
			if !ok {
				continue
			}
			seen[name] = true
			if v.Parent() == x.pass.Pkg.Scope() {
				globals = append(globals, v)
			} else {
				locals = append(locals, v)
			}
		}
	}
	for depth := range 4 {
		for _, vars := range [][]*types.Var{locals, globals} {
			for _, v := range vars {
				if path, ok := x.reach(v.Type(), fn, depth); ok {
					return v.Name() + path, true
				}
			}
		}
	}
	return "", false
}

// reach finds a path of fields, so many long, from a type to a value that has the method fn itself, not one of its name.
func (x *Fixer) reach(t types.Type, fn *types.Func, depth int) (string, bool) {
	if depth == 0 {
		if _, isInterface := t.Underlying().(*types.Interface); isInterface && !types.IsInterface(fn.Signature().Recv().Type()) {
			return "", false
		}
		obj, _, _ := types.LookupFieldOrMethod(t, true, x.pass.Pkg, fn.Name())
		m, ok := obj.(*types.Func)
		return "", ok && m.Origin() == fn.Origin()
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return "", false
	}
	for f := range st.Fields() {
		if !f.Exported() && f.Pkg() != x.pass.Pkg || f.Name() == "_" || f.Pkg() != nil && x.res.Toolkits().Owner(f.Pkg()) != nil {
			continue
		}
		if path, ok := x.reach(f.Type(), fn, depth-1); ok {
			return "." + f.Name() + path, true
		}
	}
	return "", false
}
