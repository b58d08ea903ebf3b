package affinity

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A target is a function value, or what stands for some.
type target struct {
	kind  targetKind
	fn    *Func         // body: the function; token: the function whose parameter it is; slot: the slot
	index int           // token: the parameter
	ext   *types.Func   // external: a function of another package
	ch    *ssa.MakeChan // channel: where it is made
	more  *refinement   // or nil
}

type targetKind uint8

const (
	bodyTarget  targetKind = iota
	extTarget              // a function or method without body here
	tokenTarget            // whatever the function's parameter holds
	slotTarget             // whatever the slot holds
	chanTarget             // a channel, by where it is made
)

// A cell is a place through which function values (and channels) flow: a register, a variable, a slot.
type cell struct {
	has   map[target]bool
	order []target
	succ  []flowEdge
	slot  *Func // the slot whose content this is, or nil
	wakes []func(target)
}

type flowEdge struct {
	to    *cell
	drop  *Func // tokens of this function do not pass: the call site replaces them
	site  *site // the call of drop whose results flow
	key   keyStep
	keyed bool // through key
}

// put adds a target to a cell and tells everybody who waits for one.
func (e *engine) put(c *cell, t target) {
	if c.has[t] {
		return
	}
	if c.has == nil {
		c.has = map[target]bool{}
	}
	c.has[t] = true
	c.order = append(c.order, t)
	e.queue = append(e.queue, event{c, t})
	if t.kind == bodyTarget && t.fn.Parent != nil {
		if _, isResult := e.resultOf[c]; isResult || c.slot != nil {
			t.fn.holders = append(t.fn.holders, c)
		}
	}
}

type event struct {
	c *cell
	t target
}

// drain runs the queue dry.
func (e *engine) drain() {
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
func (e *engine) pass1(from *cell, s flowEdge, t target) {
	if from.slot != nil && t.kind != chanTarget && !(t.kind == slotTarget && t.fn == from.slot) {
		return
	}
	if t.kind == tokenTarget && t.fn == s.drop {
		return
	}
	if s.site != nil {
		moved, ok := e.fromCall(t, s.drop, s.site)
		if !ok {
			return
		}
		t = moved
	}
	if s.to.slot != nil && t.kind == slotTarget && t.fn == s.to.slot {
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
func (e *engine) link(from, to *cell, drop *Func) {
	e.linkEdge(from, flowEdge{to: to, drop: drop})
}

func (e *engine) linkEdge(from *cell, s flowEdge) {
	if from == nil || s.to == nil || from == s.to && !s.keyed {
		return
	}
	if slices.Contains(from.succ, s) {
		return
	}
	from.succ = append(from.succ, s)
	for i := 0; i < len(from.order); i++ {
		e.pass1(from, s, from.order[i])
	}
}

// assign is link for a value of the given type: what refers to shared contents flows both ways.
func (e *engine) assign(from, to *cell, t types.Type) {
	e.link(from, to, nil)
	if container(t) {
		e.link(to, from, nil)
	}
}

// wake calls f for each target that the cell has or gets.
func (e *engine) wake(c *cell, f func(target)) {
	c.wakes = append(c.wakes, f)
	for i, n := 0, len(c.order); i < n; i++ {
		f(c.order[i])
	}
}

// carrier reports whether values of the type hold functions or channels that the flow follows.
func carrier(t types.Type) bool { return carries(t, 0) }

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
		return carrier(t.Elem())
	}
	return false
}

// cellOf returns the cell of a value, or nil when the flow does not follow it. An address and what it points to are one
// cell, as are a container and its elements.
func (e *engine) cellOf(v ssa.Value) *cell {
	if c, ok := e.cells[v]; ok {
		return c
	}
	c := e.newCell(v)
	e.cells[v] = c
	return c
}

func (e *engine) newCell(v ssa.Value) *cell {
	switch v := v.(type) {
	case *ssa.Const:
		return nil
	case *ssa.Function:
		c := new(cell)
		e.putFunction(c, v)
		return c
	case *ssa.FieldAddr:
		if !carrier(v.Type()) {
			return nil
		}
		return e.fieldSlot(v.X.Type(), v.Field).slot.cell
	case *ssa.Global:
		if !carrier(v.Type()) {
			return nil
		}
		return e.globalSlot(v).slot.cell
	case *ssa.IndexAddr:
		if !carrier(v.Type()) {
			return nil
		}
		return e.cellOf(v.X)
	case *ssa.FreeVar:
		if b := e.binding(v); b != nil {
			return e.cellOf(b)
		}
		return new(cell)
	case *ssa.UnOp:
		if v.Op == token.MUL && carrier(v.Type()) && container(v.Type()) {
			return e.cellOf(v.X)
		}
	}
	if !carrier(v.Type()) {
		if _, ok := v.Type().(*types.Tuple); !ok {
			return nil
		}
	}
	return new(cell)
}

// binding returns what a free variable is bound to where its literal is made.
func (e *engine) binding(v *ssa.FreeVar) ssa.Value {
	mc := e.closures[v.Parent()]
	if mc == nil {
		return nil
	}
	for i, fv := range v.Parent().FreeVars {
		if fv == v {
			return mc.Bindings[i]
		}
	}
	return nil
}

// putFunction puts a function constant into a cell.
func (e *engine) putFunction(c *cell, fn *ssa.Function) {
	body, ext := e.resolve(fn)
	switch {
	case body != nil:
		body.taken = true
		e.put(c, target{kind: bodyTarget, fn: body})
	case ext != nil:
		if s := e.methodSlot(ext); s != nil {
			e.put(c, target{kind: slotTarget, fn: s})
		} else {
			e.put(c, target{kind: extTarget, ext: ext})
		}
	}
}

// resolve finds the body behind an SSA function, or the object of a function without body here. Instances stand for
// their generic function, wrappers for the method that they wrap.
func (e *engine) resolve(fn *ssa.Function) (*Func, *types.Func) {
	if o := fn.Origin(); o != nil {
		fn = o
	}
	if f := e.bySSA[fn]; f != nil {
		return f, nil
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return nil, nil
	}
	return e.resolveObj(obj)
}

func (e *engine) resolveObj(obj *types.Func) (*Func, *types.Func) {
	obj = obj.Origin()
	if obj.Pkg() == e.pass.Pkg {
		if fn := e.prog.FuncValue(obj); fn != nil {
			if f := e.bySSA[fn]; f != nil {
				return f, nil
			}
		}
	}
	return nil, obj
}

// An invocation is a place that runs a function value.
type invocation struct {
	from   *Func
	mode   Mode
	site   *site
	text   string         // of the step
	steps  []finding.Step // what follows, in a helper or another package
	conf   finding.Confidence
	waits  bool  // the call returns only when what it runs has run
	helper *Func // the function that runs its parameter, or nil
	param  int   // ... and which one
	turn   turn
}

// invoke lets inv run whatever the value holds.
func (e *engine) invoke(inv *invocation, v ssa.Value) {
	if c := e.cellOf(v); c != nil {
		e.invokeCell(inv, c)
	}
}

func (e *engine) invokeCell(inv *invocation, c *cell) {
	e.wake(c, func(t target) {
		if c.slot != nil && t.kind != slotTarget {
			return // the slot's own edges lead there
		}
		e.invokeTarget(inv, t)
	})
}

func (e *engine) invokeTarget(inv *invocation, t target) {
	switch t.kind {
	case bodyTarget, slotTarget:
		if inv.site.name == "(*sync.Once).Do" || inv.from.onceFunc {
			t.fn.once = true
		}
		conf := inv.conf
		e.addEdge(&edge{from: inv.from, to: t.fn, mode: inv.mode, pos: inv.site.pos, text: inv.text, steps: inv.steps, conf: conf, instr: inv.site.instr, waits: inv.waits, helper: inv.helper, param: inv.param, turn: inv.turn, more: t.more})
		e.reach(t.fn, inv.site)
	case extTarget:
		e.callExternal(inv, t.ext)
	case tokenTarget:
		e.runParam(t.fn, t.index, inv)
	}
}

// reach notes that a site calls f: the arguments replace f's tokens wherever these went.
func (e *engine) reach(f *Func, s *site) {
	if f.slot != nil {
		e.reachSlot(f, s)
		return
	}
	for _, old := range f.sites {
		if old == s {
			return
		}
	}
	f.sites = append(f.sites, s)
	e.changed = true
	if f.SSA == nil {
		return
	}
	args := alignArgs(s.args, len(f.SSA.Params))
	for i := range f.SSA.Params {
		for _, c := range f.escapes[i] {
			e.substitute(f, s, args, i, c)
		}
	}
	for i, arg := range args {
		if arg != nil && carrier(arg.Type()) && container(arg.Type()) {
			e.link(e.cellOf(f.SSA.Params[i]), e.cellOf(arg), f)
		}
	}
	e.linkResults(f, s)
	for i := range f.SSA.Params {
		for _, r := range f.runs[i] {
			e.runArgument(f, s, i, r)
		}
		for _, h := range f.handed[i] {
			e.handArgument(f, s, i, h.inv)
		}
	}
}

// alignArgs lets arguments stand under parameters: a method value's call has no receiver.
func alignArgs(args []ssa.Value, params int) []ssa.Value {
	switch {
	case len(args) == params:
		return args
	case len(args) == params-1:
		return append([]ssa.Value{nil}, args...)
	}
	return make([]ssa.Value, params)
}

// substitute lets the argument that stands for a token flow to where the token went.
func (e *engine) substitute(f *Func, s *site, args []ssa.Value, index int, to *cell) {
	if index >= len(args) || args[index] == nil {
		return
	}
	if r, ok := e.resultOf[to]; ok {
		if _, filtered := e.liveResults(f, r.index, s); r.fn == f && s.value != nil && !filtered {
			e.link(e.cellOf(args[index]), e.resultCell(s.value, r.index), nil)
		}
		return
	}
	e.link(e.cellOf(args[index]), to, nil)
}

// escape notes that a parameter of f ends up in a slot or a result.
func (e *engine) escape(f *Func, index int, to *cell) {
	for _, c := range f.escapes[index] {
		if c == to {
			return
		}
	}
	if f.escapes == nil {
		f.escapes = map[int][]*cell{}
	}
	f.escapes[index] = append(f.escapes[index], to)
	e.changed = true
	for _, s := range f.sites {
		e.substitute(f, s, alignArgs(s.args, len(f.SSA.Params)), index, to)
	}
}

// resultCell is the cell of the i-th result of a call.
func (e *engine) resultCell(v ssa.Value, i int) *cell {
	tuple, ok := v.Type().(*types.Tuple)
	if !ok {
		return e.cellOf(v)
	}
	if i >= tuple.Len() || !carrier(tuple.At(i).Type()) || v.Referrers() == nil {
		return nil
	}
	for _, ref := range *v.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index == i {
			return e.cellOf(x)
		}
	}
	return nil
}

type resultRef struct {
	fn    *Func
	index int
}

// results returns the cells of a function's results, made at first use.
func (e *engine) results(f *Func) []*cell {
	if cells, ok := e.resultCells[f]; ok {
		return cells
	}
	res := f.SSA.Signature.Results()
	cells := make([]*cell, res.Len())
	for i := range cells {
		if !carrier(res.At(i).Type()) {
			continue
		}
		c := new(cell)
		cells[i] = c
		e.resultOf[c] = resultRef{f, i}
		e.wake(c, func(t target) {
			if t.kind == tokenTarget && t.fn == f {
				e.escape(f, t.index, c)
			}
		})
	}
	e.resultCells[f] = cells
	return cells
}
