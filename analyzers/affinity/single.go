package affinity

import (
	"go/types"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Made counts, for a struct type of the module, the places that make a value of it and those that call a constructor of
// it. A place in a loop counts as many.
type Made struct {
	Type            string // "pkg/path T"
	Literals, Calls int
}

// countMade counts what this package makes.
func (e *engine) countMade() map[string]*Made {
	made := map[string]*Made{}
	count := func(t types.Type, in ssa.Instruction, n func(*Made) *int) {
		tn, _ := structOf(t)
		if tn == nil || tn.Pkg() == nil || tn.Pkg() != e.pass.Pkg && !e.sameModule(tn.Pkg()) {
			return
		}
		key := tn.Pkg().Path() + " " + tn.Name()
		if made[key] == nil {
			made[key] = &Made{Type: key}
		}
		*n(made[key])++
		if reaches(in, in, nil) {
			*n(made[key])++
		}
	}
	for _, in := range e.instructions() {
		switch in := in.(type) {
		case *ssa.Alloc:
			count(in.Type(), in, func(m *Made) *int { return &m.Literals })
		case *ssa.Call:
			if e.constructs(in) {
				count(resultType(in), in, func(m *Made) *int { return &m.Calls })
			}
		}
	}
	return made
}

// madeCounts lists the counts for other packages.
func (e *engine) madeCounts() []Made {
	if e.made == nil {
		e.made = e.countMade()
	}
	out := make([]Made, 0, len(e.made))
	for _, m := range e.made {
		out = append(out, *m)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Type < out[j].Type })
	return out
}

// constructs reports whether a call returns what its callee has just made.
func (e *engine) constructs(call *ssa.Call) bool {
	fn := call.Call.StaticCallee()
	if fn == nil || fn.Signature.Results().Len() == 0 {
		return false
	}
	body, ext := e.resolve(fn)
	if body != nil {
		return e.freshResult(body.SSA)
	}
	if ext == nil || ext.Pkg() == nil || !e.sameModule(ext.Pkg()) {
		return false
	}
	sum := e.deps.fn(ext.Pkg().Path(), funcKey(ext))
	return sum != nil && sum.Fresh
}

func resultType(call *ssa.Call) types.Type {
	return call.Call.Signature().Results().At(0).Type()
}

// single reports whether, as far as anybody can see, there is one value of the type that holds a field, so that the field
// is one place in memory. Package variables are.
func (e *engine) single(location string) bool {
	path, name, _ := strings.Cut(location, " ")
	typ, _, isField := strings.Cut(name, ".")
	if !isField {
		return true
	}
	if e.made == nil {
		e.made = e.countMade()
	}
	key := path + " " + typ
	var total Made
	add := func(m *Made) {
		if m != nil {
			total.Literals += m.Literals
			total.Calls += m.Calls
		}
	}
	add(e.made[key])
	for _, dep := range e.deps.sameMod {
		add(e.deps.table(dep).made[key])
	}
	return total.Literals <= 1 && total.Calls <= 1
}
