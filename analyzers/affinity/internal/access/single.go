package access

import (
	"go/types"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// countMade counts what this package makes.
func (e *Finder) countMade() map[string]*engine.Made {
	made := map[string]*engine.Made{}
	count := func(t types.Type, in ssa.Instruction, n func(*engine.Made) *int) {
		tn, _ := ir.StructOf(t)
		if tn == nil || tn.Pkg() == nil || tn.Pkg() != e.Pass.Pkg && !e.SameModule(tn.Pkg()) {
			return
		}
		key := tn.Pkg().Path() + " " + tn.Name()
		if made[key] == nil {
			made[key] = &engine.Made{Type: key}
		}
		*n(made[key])++
		if ir.Reaches(in, in, nil) {
			*n(made[key])++
		}
	}
	for _, in := range e.Instructions() {
		switch in := in.(type) {
		case *ssa.Alloc:
			count(in.Type(), in, func(m *engine.Made) *int { return &m.Literals })
		case *ssa.Call:
			if e.constructs(in) {
				count(resultType(in), in, func(m *engine.Made) *int { return &m.Calls })
			}
		}
	}
	return made
}

// MadeCounts lists the counts for other packages.
func (e *Finder) MadeCounts() []engine.Made {
	if e.made == nil {
		e.made = e.countMade()
	}
	out := make([]engine.Made, 0, len(e.made))
	for _, m := range e.made {
		out = append(out, *m)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Type < out[j].Type })
	return out
}

// constructs reports whether a call returns what its callee has just made.
func (e *Finder) constructs(call *ssa.Call) bool {
	fn := call.Call.StaticCallee()
	if fn == nil || fn.Signature.Results().Len() == 0 {
		return false
	}
	body, ext := e.Resolve(fn)
	if body != nil {
		return e.FreshResult(body.SSA)
	}
	if ext == nil || ext.Pkg() == nil || !e.SameModule(ext.Pkg()) {
		return false
	}
	sum := e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext))
	return sum != nil && sum.Fresh
}

func resultType(call *ssa.Call) types.Type {
	return call.Call.Signature().Results().At(0).Type()
}

// Single is single for the questions about other things than accesses.
func (e *Finder) Single(location string) bool { return e.single(location) }

// single reports whether, as far as anybody can see, there is one value of the type that holds a field, so that the field
// is one place in memory. Package variables are.
func (e *Finder) single(location string) bool {
	total, isField := e.countOf(location)
	return !isField || total.Literals <= 1 && total.Calls <= 1
}

// countOf counts the values in sight of the type that holds a field.
func (e *Finder) countOf(location string) (total engine.Made, isField bool) {
	path, name, _ := strings.Cut(location, " ")
	typ, _, isField := strings.Cut(name, ".")
	if !isField {
		return total, false
	}
	if e.made == nil {
		e.made = e.countMade()
	}
	key := path + " " + typ
	add := func(m *engine.Made) {
		if m != nil {
			total.Literals += m.Literals
			total.Calls += m.Calls
		}
	}
	add(e.made[key])
	for _, dep := range e.Deps.SameMod {
		add(e.Deps.Table(dep).Made[key])
	}
	return total, true
}
