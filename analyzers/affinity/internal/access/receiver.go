package access

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// ReceiverUse finds which methods change or read what their receiver leads to, themselves or through the methods that they
// call on it. A caller in another package then knows what a call does to the field that holds the object. It sees only
// what no lock guards.
func (e *Finder) ReceiverUse() {
	if e.Foreign {
		return
	}
	e.CollectAccesses()
	var queue []*engine.Func
	note := func(f *engine.Func, set *engine.FieldSet, names ...string) {
		if add(set, names) {
			queue = append(queue, f)
		}
	}
	for _, loc := range e.Locations {
		for _, a := range e.ByLocation[loc] {
			if a.Base != engine.RootReceiver && a.Base != engine.RootDeep || len(a.Held) > 0 {
				continue
			}
			deep := a.Element || a.Base == engine.RootDeep
			if a.Write {
				note(a.Func, &a.Func.Writes, depths(append(slices.Clone(a.Writes), loc.Name), deep)...)
			} else {
				note(a.Func, &a.Func.Reads, depths(append(slices.Clone(a.Reads), loc.Name), deep)...)
			}
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		f := queue[0]
		for _, ed := range f.Incoming {
			if ed.Mode == engine.Inline && (ed.Root == engine.RootReceiver || ed.Root == engine.RootDeep) {
				note(ed.From, &ed.From.Writes, depths(Names(f.Writes), ed.Root == engine.RootDeep)...)
				note(ed.From, &ed.From.Reads, depths(Names(f.Reads), ed.Root == engine.RootDeep)...)
			}
		}
	}
}

// behind marks the name of a field that is not in the receiver's struct itself, but behind a pointer, map or slice in it: a
// copy of the struct shares it.
const behind = "*"

func depths(names []string, deep bool) []string {
	for i, name := range names {
		if deep && !strings.HasSuffix(name, behind) {
			names[i] = name + behind
		}
	}
	return names
}

func anyBehind(sets ...[]string) bool {
	for _, names := range sets {
		if slices.ContainsFunc(names, func(n string) bool { return strings.HasSuffix(n, behind) }) {
			return true
		}
	}
	return false
}

// Names lists the fields of a set in order.
func Names(s engine.FieldSet) []string {
	out := make([]string, 0, len(s))
	for n := range s {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// method is the call of another package's method on what a field holds: m.list.Kill() changes what m.list holds.
func (c *Collector) method(in ssa.CallInstruction) {
	common := in.Common()
	if common.IsInvoke() || len(common.Args) == 0 || common.Signature().Recv() == nil {
		return
	}
	fn := ir.StaticCallee(common.Value)
	if fn == nil {
		return
	}
	_, ext := c.E.Resolve(fn)
	if ext == nil || ext.Pkg() == nil || !c.E.SameModule(ext.Pkg()) {
		return
	}
	sum := c.E.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext))
	if sum == nil || len(sum.Writes)+len(sum.Reads) == 0 {
		return
	}
	addr, ok := common.Args[0].(*ssa.FieldAddr)
	inside := ok && !anyBehind(sum.Writes, sum.Reads)
	if !ok {
		load, isLoad := common.Args[0].(*ssa.UnOp)
		if !isLoad {
			return
		}
		if addr, ok = load.X.(*ssa.FieldAddr); !ok {
			return
		}
	}
	n := len(c.all)
	c.add(in, addr, len(sum.Writes) > 0, !inside, c.E.At(common.Pos()))
	for _, a := range c.all[n:] {
		a.Writes, a.Reads = sum.Writes, sum.Reads
		a.Inner = innerSteps(sum, a.Write)
	}
}

// innerSteps show one of the accesses of a method to what its receiver leads to.
func innerSteps(sum *engine.FuncSummary, write bool) []finding.Step {
	for _, u := range sum.State {
		if u.Receiver && u.Write == write && len(u.Locks) == 0 {
			return u.Steps
		}
	}
	return nil
}
