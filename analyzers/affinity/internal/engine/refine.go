package engine

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// A refinement tells a target apart from the same function elsewhere: where it lies in a map, how it was looked up, and
// what was said when it was made. It is a must: what a refinement rules out, no run does. Without one nothing is ruled out.
//
// Keys are constants. What is stored under another key than a constant lies under every key; a lookup with a key that is
// neither a constant nor a parameter of the function sees all. Maps deeper than mostKeys are not told apart further, and
// what goes through a struct in a map meets in the struct's field.
type refinement struct {
	at   [mostKeys]string // the map keys under which the target lies in the value of its cell, outermost first
	sel  [mostKeys]keyRef // of a slot: the map keys by which it was looked up
	when keyRef           // the lookup's key was this parameter: the target is meant only if it is when.text
	says Assumption       // of a literal: what the call that returned it said of the parameters of the functions around it
}

const mostKeys = 2

// A keyRef is a key as far as it is known: a constant's text, a parameter, or nothing. In refinement.when it is both.
type keyRef struct {
	text  string
	param *ssa.Parameter
}

// anyKey is the key of a place in a map that is not known, "" the end of a path.
const anyKey = "?"

// refined returns a target with the refinement, which is kept once so that targets compare.
func (e *Engine) refined(t Target, r refinement) Target {
	if r == (refinement{}) {
		t.more = nil
		return t
	}
	known := e.refinements[r]
	if known == nil {
		known = &r
		e.refinements[r] = known
	}
	t.more = known
	return t
}

func (t Target) refinement() refinement {
	if t.more == nil {
		return refinement{}
	}
	return *t.more
}

// A keyStep is a map's key between two cells: the map's and the element's.
type keyStep struct {
	key keyRef
	out bool // an element is read
}

// keyOf is what is known of a key.
func (e *Engine) keyOf(v ssa.Value) keyRef {
	if c, ok := v.(*ssa.Const); ok && c.Value != nil {
		return keyRef{text: ConstantSaid(c.Value)}
	}
	return keyRef{param: e.paramBehind(v)}
}

// through moves a target along a key step; ok is false when it lies under another key.
func (e *Engine) through(t Target, k keyStep) (moved Target, ok bool) {
	r := t.refinement()
	if !k.out {
		text := k.key.text
		if text == "" {
			text = anyKey
		}
		copy(r.at[1:], r.at[:])
		r.at[0] = text
		return e.refined(t, r), true
	}
	if at := r.at[0]; at != "" {
		switch {
		case at == anyKey:
		case k.key.text != "" && k.key.text != at:
			return t, false
		case k.key.param != nil && r.when == (keyRef{}):
			r.when = keyRef{at, k.key.param}
		}
		copy(r.at[:], r.at[1:])
		r.at[mostKeys-1] = ""
		return e.refined(t, r), true
	}
	if t.Kind == slotTarget {
		if i := slices.Index(r.sel[:], keyRef{}); i >= 0 {
			r.sel[i] = k.key
			if k.key == (keyRef{}) {
				r.sel[i].text = anyKey
			}
		}
	}
	return e.refined(t, r), true
}

// mapElement links a map with the element that is read from it, both ways if the element is itself a container.
func (e *Engine) mapElement(v ssa.Value, m, key ssa.Value) {
	c := e.CellOf(v)
	if c == nil {
		return
	}
	k := e.keyOf(key)
	e.linkEdge(e.CellOf(m), flowEdge{to: c, key: keyStep{key: k, out: true}, keyed: true})
	if container(v.Type()) {
		e.linkEdge(c, flowEdge{to: e.CellOf(m), key: keyStep{key: k}, keyed: true})
	}
}

// fromCall moves a target from a callee's results to its caller's: what the callee knows by its parameters, the call says.
func (e *Engine) fromCall(t Target, f *Func, s *Site) (moved Target, ok bool) {
	r := t.refinement()
	args := ir.AlignArgs(s.Args, len(f.SSA.Params))
	for i, k := range r.sel {
		if k.param != nil && k.param.Parent() == f.SSA {
			if r.sel[i] = e.keyArgument(k.param, args); r.sel[i] == (keyRef{}) {
				r.sel[i].text = anyKey
			}
		}
	}
	if r.when.param != nil && r.when.param.Parent() == f.SSA {
		switch k := e.keyArgument(r.when.param, args); {
		case k.text != "" && k.text != r.when.text:
			return t, false
		case k.param != nil:
			r.when.param = k.param
		default:
			r.when = keyRef{}
		}
	}
	if t.Kind == BodyTarget && t.Fn.Parent != nil && t.Fn.Within(f) && r.says == Nothing {
		r.says = e.tag(t.Fn, e.siteSays(f, s).outward(t.Fn.depth()-f.depth()))
		if s.Caller.Within(f) && r.says == Nothing {
			r.says = unsaid
		}
	}
	return e.refined(t, r), true
}

// unsaid is the assumption about a literal that another activation of the function around it has made: nothing is known.
const unsaid Assumption = "-"

// mostTags bounds how many kinds of one literal are told apart.
const mostTags = 16

func (e *Engine) tag(f *Func, a Assumption) Assumption {
	if a == Nothing || f.tags[a] {
		return a
	}
	if len(f.tags) >= mostTags {
		return unsaid
	}
	if f.tags == nil {
		f.tags = map[Assumption]bool{}
	}
	f.tags[a] = true
	return a
}

func (e *Engine) keyArgument(p *ssa.Parameter, args []ssa.Value) keyRef {
	if i := slices.Index(p.Parent().Params, p); i >= 0 && args[i] != nil {
		return e.keyOf(args[i])
	}
	return keyRef{}
}

// siteSays is what a call says by itself, with constants, of the parameters that its callee asks about.
func (e *Engine) siteSays(f *Func, s *Site) Assumption {
	args := ir.AlignArgs(s.Args, len(f.SSA.Params))
	return e.saying(f.SSA.Params, args, e.saidByItself)
}

// liveResults returns what a callee can return as its i-th result, where a call says that control does not come to all of
// its returns; ok is false where it can return all that it ever does.
func (e *Engine) liveResults(f *Func, i int, s *Site) (vals []ssa.Value, ok bool) {
	a := e.siteSays(f, s)
	if a == Nothing {
		return nil, false
	}
	live := e.liveBlocks(f, a)
	all := true
	for _, b := range f.SSA.Blocks {
		ret, isRet := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !isRet {
			continue
		}
		if !live[b] {
			all = false
			continue
		}
		phi, isPhi := ret.Results[i].(*ssa.Phi)
		if !isPhi {
			vals = append(vals, ret.Results[i])
			continue
		}
		for j, from := range phi.Block().Preds {
			if live[from] {
				vals = append(vals, phi.Edges[j])
			} else {
				all = false
			}
		}
	}
	return vals, !all
}

// linkResults lets the results of a function flow to a call of it.
func (e *Engine) linkResults(f *Func, s *Site) {
	if s.value == nil {
		return
	}
	args := ir.AlignArgs(s.Args, len(f.SSA.Params))
	for i, r := range e.results(f) {
		to := e.resultCell(s.value, i)
		if r == nil || to == nil {
			continue
		}
		vals, ok := e.liveResults(f, i, s)
		if !ok {
			e.linkEdge(r, flowEdge{to: to, drop: f, site: s})
			continue
		}
		for _, v := range vals {
			c := e.CellOf(v)
			if c == nil {
				continue
			}
			e.linkEdge(c, flowEdge{to: to, drop: f, site: s})
			e.wake(c, func(t Target) {
				if t.Kind == tokenTarget && t.Fn == f && args[t.index] != nil {
					e.link(e.CellOf(args[t.index]), to, nil)
				}
			})
		}
	}
}

// Opens reports whether a way into a function leads on along an edge: control comes to the call, and the map key by which
// a slot was looked up is the one under which the edge's target lies.
func (e *Engine) Opens(en *Entry, ed *Edge) bool {
	if !e.Lives(en, ed.Instr) {
		return false
	}
	if ed.more == nil {
		return true
	}
	if en.F.Slot != nil {
		for i, at := range ed.more.at {
			if at == "" {
				break
			}
			if asked := en.Assume.of(0, i); asked != "" && at != anyKey && asked != at {
				return false
			}
		}
	}
	if w := ed.more.when; w.param != nil {
		if said := e.saidOf(en, w.param); strings.HasPrefix(said, "#") && said != w.text {
			return false
		}
	}
	return true
}

// selected is what an edge to a slot says of the map keys that are looked up there.
func (e *Engine) selected(en *Entry, ed *Edge) Assumption {
	var keys []string
	var at, sel [mostKeys]string
	if ed.more != nil {
		at = ed.more.at
		for i, k := range ed.more.sel {
			if sel[i] = k.text; k.param != nil {
				if sel[i] = e.saidOf(en, k.param); !strings.HasPrefix(sel[i], "#") {
					sel[i] = e.impliedKey(ed, k.param)
				}
			}
		}
	}
	for _, k := range sel {
		if k != "" {
			keys = append(keys, k)
		}
	}
	if en != nil && en.F.Slot != nil { // one table in another: what is left of the path
		for i := range mostKeys {
			if at[i] == "" {
				keys = append(keys, en.Assume.of(0, i))
			}
		}
	}
	var out []string
	for i, k := range keys {
		if i < mostKeys && strings.HasPrefix(k, "#") {
			out = append(out, strconv.Itoa(i)+"="+k)
		}
	}
	return Assumption(strings.Join(out, " "))
}

// impliedKey is what the conditions around a call, and around the literal that it stands in, say of a parameter.
func (e *Engine) impliedKey(ed *Edge, p *ssa.Parameter) string {
	if ed.Instr == nil {
		return anyKey
	}
	for b := ed.Instr.Block(); b != nil; {
		for _, c := range ir.ConditionsOf(b) {
			if k := e.equals(c, p); k != "" {
				return k
			}
		}
		mc := e.Closures[b.Parent()]
		if b.Parent() == p.Parent() || mc == nil {
			break
		}
		b = mc.Block()
	}
	return anyKey
}
