package engine

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// A Target is a function value, or what stands for some.
type Target struct {
	Kind  TargetKind
	Fn    *Func         // body: the function; token: the function whose parameter it is; slot: the slot
	index int           // token: the parameter
	ext   *types.Func   // external: a function of another package
	ch    *ssa.MakeChan // channel: where it is made
	more  *refinement   // or nil
}

// Parameter is the parameter that a target stands for, or nil.
func (t Target) Parameter() *ssa.Parameter {
	if t.Kind == tokenTarget && t.Fn.SSA != nil && t.index < len(t.Fn.SSA.Params) {
		return t.Fn.SSA.Params[t.index]
	}
	return nil
}

// A TargetKind says what a target is.
type TargetKind uint8

const (
	BodyTarget  TargetKind = iota
	extTarget              // a function or method without body here
	tokenTarget            // whatever the function's parameter holds
	slotTarget             // whatever the slot holds
	chanTarget             // a channel, by where it is made
)

// A Cell is a place through which function values (and channels) flow: a register, a variable, a slot.
type Cell struct {
	has   map[Target]bool
	Order []Target
	succ  []flowEdge
	Slot  *Func // the slot whose content this is, or nil
	wakes []func(Target)
}

type flowEdge struct {
	to    *Cell
	drop  *Func // tokens of this function do not pass: the call site replaces them
	site  *Site // the call of drop whose results flow
	key   keyStep
	keyed bool // through key
}

// put adds a target to a cell and tells everybody who waits for one.
func (e *Engine) put(c *Cell, t Target) {
	if c.has[t] {
		return
	}
	if c.has == nil {
		c.has = map[Target]bool{}
	}
	c.has[t] = true
	c.Order = append(c.Order, t)
	e.queue = append(e.queue, event{c, t})
	if t.Kind == BodyTarget && t.Fn.Parent != nil {
		if _, isResult := e.ResultOf[c]; isResult || c.Slot != nil {
			t.Fn.holders = append(t.Fn.holders, c)
		}
	}
}

type event struct {
	c *Cell
	t Target
}

// drain runs the queue dry.
func (e *Engine) drain() {
	for len(e.queue) > 0 {
		ev := e.queue[0]
		e.queue = e.queue[1:]
		for _, s := range ev.c.succ {
			e.pass1(ev.c, s, ev.t)
		}
		for i := 0; i < len(ev.c.wakes); i++ {
			ev.c.wakes[i](ev.t)
		}
	}
}

// pass1 moves one target along one edge. What a slot holds stays in it; what leaves it is the slot itself, so that a
// dependent that puts more into the slot is heard too.
func (e *Engine) pass1(from *Cell, s flowEdge, t Target) {
	if from.Slot != nil && t.Kind != chanTarget && !(t.Kind == slotTarget && t.Fn == from.Slot) {
		return
	}
	if t.Kind == tokenTarget && t.Fn == s.drop {
		return
	}
	if s.site != nil {
		moved, ok := e.fromCall(t, s.drop, s.site)
		if !ok {
			return
		}
		t = moved
	}
	if s.to.Slot != nil && t.Kind == slotTarget && t.Fn == s.to.Slot {
		if t.refinement().sel == ([mostKeys]keyRef{}) || s.keyed && !s.key.out {
			return // what was looked up in the slot is in it
		}
	}
	if s.keyed {
		moved, ok := e.through(t, s.key)
		if !ok {
			return
		}
		t = moved
	}
	e.put(s.to, t)
}

// link lets values flow from one cell to another.
func (e *Engine) link(from, to *Cell, drop *Func) {
	e.linkEdge(from, flowEdge{to: to, drop: drop})
}

func (e *Engine) linkEdge(from *Cell, s flowEdge) {
	if from == nil || s.to == nil || from == s.to && !s.keyed {
		return
	}
	if slices.Contains(from.succ, s) {
		return
	}
	from.succ = append(from.succ, s)
	for i := 0; i < len(from.Order); i++ {
		e.pass1(from, s, from.Order[i])
	}
}

// assign is link for a value of the given type: what refers to shared contents flows both ways.
func (e *Engine) assign(from, to *Cell, t types.Type) {
	e.link(from, to, nil)
	if container(t) {
		e.link(to, from, nil)
	}
}

// wake calls f for each target that the cell has or gets.
func (e *Engine) wake(c *Cell, f func(Target)) {
	c.wakes = append(c.wakes, f)
	for i, n := 0, len(c.Order); i < n; i++ {
		f(c.Order[i])
	}
}

// Carrier reports whether values of the type hold functions or channels that the flow follows.
func Carrier(t types.Type) bool { return carries(t, 0) }

func carries(t types.Type, depth int) bool {
	if depth > 3 {
		return false
	}
	switch t := t.Underlying().(type) {
	case *types.Signature, *types.Chan:
		return true
	case *types.Pointer:
		return carries(t.Elem(), depth+1)
	case *types.Slice:
		return carries(t.Elem(), depth+1)
	case *types.Array:
		return carries(t.Elem(), depth+1)
	case *types.Map:
		return carries(t.Elem(), depth+1) || isChan(t.Key())
	case *types.Interface:
		return t.NumMethods() == 0 && depth == 0
	}
	return false
}

func isChan(t types.Type) bool { _, ok := t.Underlying().(*types.Chan); return ok }

// container reports whether two values of the type share what they hold, as far as the flow follows that.
func container(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map:
		return true
	case *types.Chan: // a channel of anything else holds nothing but itself, which flows one way
		return Carrier(t.Elem())
	}
	return false
}

// CellOf returns the cell of a value, or nil when the flow does not follow it. An address and what it points to are one
// cell, as are a container and its elements.
func (e *Engine) CellOf(v ssa.Value) *Cell {
	if c, ok := e.cells[v]; ok {
		return c
	}
	c := e.newCell(v)
	e.cells[v] = c
	return c
}

func (e *Engine) newCell(v ssa.Value) *Cell {
	switch v := v.(type) {
	case *ssa.Const:
		return nil
	case *ssa.Function:
		c := new(Cell)
		e.putFunction(c, v)
		return c
	case *ssa.FieldAddr:
		if !Carrier(v.Type()) {
			return nil
		}
		return e.fieldSlot(v.X.Type(), v.Field).Slot.cell
	case *ssa.Global:
		if !Carrier(v.Type()) {
			return nil
		}
		return e.globalSlot(v).Slot.cell
	case *ssa.IndexAddr:
		if !Carrier(v.Type()) {
			return nil
		}
		return e.CellOf(v.X)
	case *ssa.FreeVar:
		if b := e.Binding(v); b != nil {
			return e.CellOf(b)
		}
		return new(Cell)
	case *ssa.UnOp:
		if v.Op == token.MUL && Carrier(v.Type()) && container(v.Type()) {
			return e.CellOf(v.X)
		}
	}
	if !Carrier(v.Type()) {
		if _, ok := v.Type().(*types.Tuple); !ok {
			return nil
		}
	}
	return new(Cell)
}

// putFunction puts a function constant into a cell.
func (e *Engine) putFunction(c *Cell, fn *ssa.Function) {
	body, ext := e.Resolve(fn)
	switch {
	case body != nil:
		body.Taken = true
		e.put(c, Target{Kind: BodyTarget, Fn: body})
	case ext != nil:
		if s := e.methodSlot(ext); s != nil {
			e.put(c, Target{Kind: slotTarget, Fn: s})
		} else {
			e.put(c, Target{Kind: extTarget, ext: ext})
		}
	}
}

// escape notes that a parameter of f ends up in a slot or a result.
func (e *Engine) escape(f *Func, index int, to *Cell) {
	for _, c := range f.Escapes[index] {
		if c == to {
			return
		}
	}
	if f.Escapes == nil {
		f.Escapes = map[int][]*Cell{}
	}
	f.Escapes[index] = append(f.Escapes[index], to)
	e.changed = true
	for _, s := range f.Sites {
		e.substitute(f, s, ir.AlignArgs(s.Args, len(f.SSA.Params)), index, to)
	}
}

// resultCell is the cell of the i-th result of a call.
func (e *Engine) resultCell(v ssa.Value, i int) *Cell {
	tuple, ok := v.Type().(*types.Tuple)
	if !ok {
		return e.CellOf(v)
	}
	if i >= tuple.Len() || !Carrier(tuple.At(i).Type()) || v.Referrers() == nil {
		return nil
	}
	for _, ref := range *v.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index == i {
			return e.CellOf(x)
		}
	}
	return nil
}

// A ResultRef is one of a function's results.
type ResultRef struct {
	Fn    *Func
	Index int
}
