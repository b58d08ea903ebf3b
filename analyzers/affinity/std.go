package affinity

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// callsBack follows the two ways in which the standard library commonly runs a program's own methods on the goroutine
// that calls it: a writer that is printed to, and the handler behind package slog. The methods of other interfaces of the
// standard library are not followed: half a program implements them.
func (e *engine) callsBack(at *Func, inv *invocation, fn *types.Func) {
	if fn.Pkg() == nil || !toolkit.IsStd(fn.Pkg().Path()) {
		return
	}
	if fn.Pkg().Path() == "log/slog" && slogCall(fn.Name()) {
		if h := e.slogHandler(fn.Pkg()); h != nil {
			inner := &invocation{from: at, mode: Inline, conf: finding.Likely, text: "calls " + shortName(fn),
				site: &site{caller: at, pos: inv.site.pos, name: shortName(fn), instr: inv.site.instr}}
			e.invokeTarget(inner, target{kind: slotTarget, fn: h})
			e.runHeldElsewhere(inner, h, false)
		}
		return
	}
	for _, arg := range inv.site.args {
		if mi, ok := arg.(*ssa.MakeInterface); ok && mi.Type().String() == "io.Writer" {
			e.writesTo(at, inv, mi)
		}
	}
}

// writesTo lets a call of the standard library run the Write method of what it is given.
func (e *engine) writesTo(at *Func, inv *invocation, w *ssa.MakeInterface) {
	obj, _, _ := types.LookupFieldOrMethod(w.X.Type(), true, nil, "Write")
	m, ok := obj.(*types.Func)
	if !ok {
		return
	}
	s := &site{caller: at, pos: inv.site.pos, name: shortName(m), args: []ssa.Value{w.X, nil}, instr: inv.site.instr}
	inner := &invocation{from: at, mode: Inline, site: s, conf: inv.conf, text: "writes to it"}
	body, ext := e.resolveObj(m)
	switch {
	case body != nil:
		e.invokeTarget(inner, target{kind: bodyTarget, fn: body})
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
func (e *engine) slogHandler(pkg *types.Package) *Func {
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
