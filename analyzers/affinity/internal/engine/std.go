package engine

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// callsBack follows the two ways in which the standard library commonly runs a program's own methods on the goroutine
// that calls it: a writer that is printed to, and the handler behind package slog. The methods of other interfaces of the
// standard library are not followed: half a program implements them.
func (e *Engine) callsBack(at *Func, inv *Invocation, fn *types.Func) {
	if fn.Pkg() == nil || !toolkit.IsStd(fn.Pkg().Path()) {
		return
	}
	if fn.Pkg().Path() == "log/slog" && slogCall(fn.Name()) {
		if h := e.slogHandler(fn.Pkg()); h != nil {
			inner := &Invocation{from: at, mode: Inline, Conf: finding.Likely, Text: "calls " + ir.ShortName(fn),
				Site: &Site{Caller: at, Pos: inv.Site.Pos, Name: ir.ShortName(fn), Instr: inv.Site.Instr}}
			e.invokeTarget(inner, Target{Kind: slotTarget, Fn: h})
			e.runHeldElsewhere(inner, h, false)
		}
		return
	}
	for _, arg := range inv.Site.Args {
		if mi, ok := arg.(*ssa.MakeInterface); ok && mi.Type().String() == "io.Writer" {
			e.writesTo(at, inv, mi)
		}
	}
}

// writesTo lets a call of the standard library run the Write method of what it is given.
func (e *Engine) writesTo(at *Func, inv *Invocation, w *ssa.MakeInterface) {
	obj, _, _ := types.LookupFieldOrMethod(w.X.Type(), true, nil, "Write")
	m, ok := obj.(*types.Func)
	if !ok {
		return
	}
	s := &Site{Caller: at, Pos: inv.Site.Pos, Name: ir.ShortName(m), Args: []ssa.Value{w.X, nil}, Instr: inv.Site.Instr}
	inner := &Invocation{from: at, mode: Inline, Site: s, Conf: inv.Conf, Text: "writes to it"}
	body, ext := e.ResolveObj(m)
	switch {
	case body != nil:
		e.invokeTarget(inner, Target{Kind: BodyTarget, Fn: body})
	case ext != nil && !toolkit.IsStd(ext.Pkg().Path()):
		e.callExternal(inner, ext)
	}
}

func slogCall(name string) bool {
	for _, level := range []string{"Debug", "Info", "Warn", "Error", "Log"} {
		if strings.HasPrefix(name, level) {
			return true
		}
	}
	return false
}

// slogHandler is the slot of slog.Handler's Handle method.
func (e *Engine) slogHandler(pkg *types.Package) *Func {
	tn, ok := pkg.Scope().Lookup("Handler").(*types.TypeName)
	if !ok {
		return nil
	}
	iface, ok := tn.Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	for i := 0; i < iface.NumMethods(); i++ {
		if m := iface.Method(i); m.Name() == "Handle" {
			return e.methodSlot(m)
		}
	}
	return nil
}
