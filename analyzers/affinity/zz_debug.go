package affinity

import (
	"fmt"
	"os"
	"strings"
)

func (e *engine) dump() {
	want := os.Getenv("BGDUMP")
	if want == "" {
		return
	}
	for _, f := range e.nodes() {
		if !strings.Contains(f.Name, want) {
			continue
		}
		p := e.pass.Fset.Position(f.Pos)
		fmt.Printf("== %s %s:%d\n", f.Name, p.Filename, p.Line)
		for _, en := range f.entries {
			fmt.Printf("   entry %v %s priv=%v\n", en.ctx, en.Confidence, en.privacy)
			for _, s := range e.chain(en) {
				fmt.Printf("       %s\n", s)
			}
		}
		for _, op := range f.Ops {
			fmt.Printf("   op %d %s %s root=%d %s\n", op.Kind, op.What, op.Confidence, op.Root, e.pass.Fset.Position(op.Pos))
		}
		for _, ed := range f.out {
			fmt.Printf("   out mode=%d -> %s  %s %s\n", ed.mode, ed.to.Name, ed.text, e.pass.Fset.Position(ed.pos))
		}
		for _, ed := range f.in {
			fmt.Printf("   in mode=%d <- %s  %s %s\n", ed.mode, ed.from.Name, ed.text, e.pass.Fset.Position(ed.pos))
		}
		for i, rs := range f.runs {
			for _, r := range rs {
				fmt.Printf("   param %d run mode=%d\n", i, r.mode)
			}
		}
		if f.slot != nil {
			fmt.Printf("   slot %s sums=%d\n", f.slot.key, len(f.slot.sums))
		}
	}
}

func (e *engine) dumpRaces() {
	if os.Getenv("BGRACE") == "" {
		return
	}
	for loc, all := range e.byLocation {
		if !strings.Contains(loc.Name, os.Getenv("BGRACE")) {
			continue
		}
		for _, a := range all {
			fmt.Printf("%s %p w=%v el=%v part=%v base=%d handler=%v ctx=%d %s in %s held=%d\n", loc.Name, loc, a.Write, a.Element, a.Part, a.base, a.Func.handler, len(a.Func.entries), e.pass.Fset.Position(a.Pos), a.Func.Name, len(a.held))
		}
	}
}
