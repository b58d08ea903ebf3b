package engine

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// walk reads one body: where its values flow, what it calls, what it does to its goroutine.
func (e *Engine) walk(f *Func) {
	for i, p := range f.SSA.Params {
		if Carrier(p.Type()) {
			e.put(e.CellOf(p), Target{Kind: tokenTarget, Fn: f, index: i})
		}
	}
	for _, b := range f.SSA.Blocks {
		if e.Unreached[b] {
			continue
		}
		for _, in := range b.Instrs {
			e.instruction(f, in)
		}
	}
}

func (e *Engine) instruction(f *Func, in ssa.Instruction) {
	switch in := in.(type) {
	case *ssa.Call:
		e.call(f, in.Common(), Inline, in, in)
	case *ssa.Go:
		e.call(f, in.Common(), InBackground, nil, in)
	case *ssa.Defer:
		e.call(f, in.Common(), Inline, nil, in)
	case *ssa.Store:
		e.store(f, in)
	case *ssa.MapUpdate:
		e.linkEdge(e.CellOf(in.Value), flowEdge{to: e.CellOf(in.Map), key: keyStep{key: e.keyOf(in.Key)}, keyed: true})
		if isChan(in.Key.Type()) { // a set of channels
			e.link(e.CellOf(in.Key), e.CellOf(in.Map), nil)
		}
	case *ssa.Send:
		e.link(e.CellOf(in.X), e.CellOf(in.Chan), nil)
		e.send(f, in)
	case *ssa.Select:
		e.selects(f, in)
	case *ssa.Return:
		for i, c := range e.results(f) {
			if c != nil {
				e.assign(e.CellOf(in.Results[i]), c, in.Results[i].Type())
			}
		}
	case *ssa.MakeClosure:
		e.putFunction(e.CellOf(in), in.Fn.(*ssa.Function))
	case *ssa.MakeChan:
		e.put(e.CellOf(in), Target{Kind: chanTarget, ch: in})
	case *ssa.MakeInterface:
		e.assignTo(in, in.X)
		e.convert(in.X.Type(), in.Type(), e.conversionPos(in))
	case *ssa.ChangeType:
		e.assignTo(in, in.X)
		e.conversion(f, in)
	case ssa.Value:
		e.value(f, in)
	}
}

// assignTo lets x flow into the value v.
func (e *Engine) assignTo(v, x ssa.Value) {
	if c := e.CellOf(v); c != nil {
		e.assign(e.CellOf(x), c, v.Type())
	}
}

// value links the remaining instructions that make a value out of others.
func (e *Engine) value(f *Func, v ssa.Value) {
	switch v := v.(type) {
	case *ssa.UnOp:
		switch {
		case v.Op == token.ARROW:
			e.receive(f, v)
			if !v.CommaOk {
				e.element(v, v.X)
			}
		case v.Op == token.MUL && !container(v.Type()):
			e.element(v, v.X)
		}
	case *ssa.Phi:
		for _, x := range v.Edges {
			e.assignTo(v, x)
		}
	case *ssa.ChangeInterface:
		e.assignTo(v, v.X)
		e.narrow(v.X.Type(), v.Type())
	case *ssa.Convert:
		e.assignTo(v, v.X)
	case *ssa.Slice:
		e.assignTo(v, v.X)
	case *ssa.TypeAssert:
		if !v.CommaOk {
			e.assignTo(v, v.X)
		}
		e.narrow(v.X.Type(), v.AssertedType)
	case *ssa.Field:
		if c := e.CellOf(v); c != nil {
			e.link(e.fieldSlot(v.X.Type(), v.Field).Slot.cell, c, nil)
		}
	case *ssa.Index:
		e.element(v, v.X)
	case *ssa.Lookup:
		if !v.CommaOk {
			e.mapElement(v, v.X, v.Index)
		}
	case *ssa.Extract:
		e.extract(v)
	}
}

// element lets what a container holds flow into the value read from it.
func (e *Engine) element(v, from ssa.Value) {
	if c := e.CellOf(v); c != nil {
		e.assign(e.CellOf(from), c, v.Type())
	}
}

func (e *Engine) extract(v *ssa.Extract) {
	if !Carrier(v.Type()) {
		return
	}
	switch t := v.Tuple.(type) {
	case *ssa.Lookup:
		e.mapElement(v, t.X, t.Index)
	case *ssa.TypeAssert:
		e.assignTo(v, t.X)
	case *ssa.UnOp:
		e.element(v, t.X)
	case *ssa.Next:
		if r, ok := t.Iter.(*ssa.Range); ok {
			switch {
			case v.Index == 2:
				e.mapElement(v, r.X, nil)
			case isChan(v.Type()):
				e.element(v, r.X)
			}
		}
	case *ssa.Select:
		i := v.Index - 2
		for _, st := range t.States {
			if st.Dir != types.RecvOnly {
				continue
			}
			if i == 0 {
				e.element(v, st.Chan)
			}
			i--
		}
	}
}

// conversion begins a context where a value is converted to a type that says who runs it, such as tea.Cmd.
func (e *Engine) conversion(f *Func, in *ssa.ChangeType) {
	run := e.Set.Conversion(in.Type())
	mode, ok := modeOf(run)
	if !ok || mode == Inline || e.calledByHand(in, 0) {
		return
	}
	_, name := ir.RecvName(in.Type())
	pos := in.Pos()
	if mc, ok := in.X.(*ssa.MakeClosure); ok && !pos.IsValid() && mc.Fn.Pos().IsValid() {
		pos = mc.Fn.Pos()
	}
	if !pos.IsValid() {
		pos = in.X.Pos()
	}
	if !pos.IsValid() || !e.Ours(pos) {
		for _, ref := range *in.Referrers() {
			if pos = ref.Pos(); pos.IsValid() {
				break
			}
		}
	}
	e.invoke(&Invocation{
		from: f, mode: mode, Conf: finding.Certain, Text: "becomes a " + name + ", which runs " + where(ContextOf(mode)),
		several: e.Set.Several(in.Type()),
		Site:    &Site{Caller: f, Pos: pos, Name: name, Instr: in},
	}, in.X)
}

// store lets the value flow to its place, and sees writes to the fields of widgets.
func (e *Engine) store(f *Func, in *ssa.Store) {
	if c := e.CellOf(in.Addr); c != nil {
		e.link(e.CellOf(in.Val), c, nil)
		if container(in.Val.Type()) {
			e.link(c, e.CellOf(in.Val), nil)
		}
		if c.Slot != nil {
			e.noteStore(in.Val, in.Pos())
		}
	}
	fa, ok := in.Addr.(*ssa.FieldAddr)
	if !ok {
		return
	}
	owner, st := ir.StructOf(fa.X.Type())
	if owner == nil {
		return
	}
	field := st.Field(fa.Field).Origin()
	if owner.Pkg() == nil || owner.Pkg() == e.Pass.Pkg {
		return
	}
	_, ui, p := e.Set.Field(field, owner)
	if !ui || p == nil {
		return
	}
	f.addOp(&Op{
		Effect: Effect{Kind: TouchesUI, Confidence: finding.Certain, Toolkit: p.Name, What: "the write to " + owner.Pkg().Name() + "." + owner.Name() + "." + field.Name()},
		Pos:    fa.Pos(), Root: e.RootOf(f, fa.X),
	})
}

// noteStore remembers where a function of another package was put into a slot.
func (e *Engine) noteStore(v ssa.Value, pos token.Pos) {
	var fn *ssa.Function
	switch v := v.(type) {
	case *ssa.Function:
		fn = v
	case *ssa.MakeClosure:
		fn = v.Fn.(*ssa.Function)
	default:
		return
	}
	if _, ext := e.Resolve(fn); ext != nil && !e.storePos[ext].IsValid() {
		e.storePos[ext] = pos
	}
}

func (f *Func) addOp(op *Op) {
	for _, old := range f.Ops {
		if old.Pos == op.Pos && old.Kind == op.Kind && old.What == op.What {
			return
		}
	}
	f.Ops = append(f.Ops, op)
}

// conversionPos is where a conversion shows. One that the source does not write stands at the call, store or return that
// asks for it.
func (e *Engine) conversionPos(in *ssa.MakeInterface) token.Pos {
	if in.Pos().IsValid() {
		return in.Pos()
	}
	for _, ref := range *in.Referrers() {
		if c, ok := ref.(ssa.CallInstruction); ok {
			return e.At(c.Common().Pos())
		}
		if ref.Pos().IsValid() {
			return ref.Pos()
		}
	}
	return in.X.Pos()
}
