package affinity

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// receiverUse finds which methods change or read what their receiver leads to, themselves or through the methods that they
// call on it. A caller in another package then knows what a call does to the field that holds the object. It sees only
// what no lock guards.
func (e *engine) receiverUse() {
	if e.foreign {
		return
	}
	e.collectAccesses()
	var queue []*Func
	note := func(f *Func, set *fieldSet, names ...string) {
		if set.add(names) {
			queue = append(queue, f)
		}
	}
	for _, loc := range e.locations {
		for _, a := range e.byLocation[loc] {
			if a.base != rootReceiver && a.base != rootDeep || len(a.held) > 0 {
				continue
			}
			if a.Write {
				note(a.Func, &a.Func.writes, append(a.writes, loc.Name)...)
			} else {
				note(a.Func, &a.Func.reads, append(a.reads, loc.Name)...)
			}
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		f := queue[0]
		for _, ed := range f.in {
			if ed.mode == Inline && (ed.root == rootReceiver || ed.root == rootDeep) {
				note(ed.from, &ed.from.writes, f.writes.names()...)
				note(ed.from, &ed.from.reads, f.reads.names()...)
			}
		}
	}
}

// A fieldSet names fields, up to some.
type fieldSet map[string]bool

func (s fieldSet) names() []string {
	out := make([]string, 0, len(s))
	for n := range s {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// meetsFields reports whether two uses of one object by method calls come to a common field, which one of them changes.
func (a *Access) meetsFields(b *Access) bool {
	if a.writes == nil && a.reads == nil || b.writes == nil && b.reads == nil {
		return true // not both are calls
	}
	for _, w := range a.writes {
		if slices.Contains(b.writes, w) || slices.Contains(b.reads, w) {
			return true
		}
	}
	for _, w := range b.writes {
		if slices.Contains(a.reads, w) {
			return true
		}
	}
	return false
}

// method is the call of another package's method on what a field holds: m.list.Kill() changes what m.list holds.
func (c *collector) method(in ssa.CallInstruction) {
	common := in.Common()
	if common.IsInvoke() || len(common.Args) == 0 || common.Signature().Recv() == nil {
		return
	}
	fn := staticCallee(common.Value)
	if fn == nil {
		return
	}
	_, ext := c.e.resolve(fn)
	if ext == nil || ext.Pkg() == nil || !c.e.sameModule(ext.Pkg()) {
		return
	}
	sum := c.e.deps.fn(ext.Pkg().Path(), funcKey(ext))
	if sum == nil || len(sum.Writes)+len(sum.Reads) == 0 {
		return
	}
	addr, ok := common.Args[0].(*ssa.FieldAddr)
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
	c.add(in, addr, len(sum.Writes) > 0, true, c.e.at(common.Pos()))
	for _, a := range c.all[n:] {
		a.writes, a.reads = sum.Writes, sum.Reads
	}
}
