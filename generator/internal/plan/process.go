package plan

import (
	"fmt"
	"go/types"

	"github.com/go-bgkit/bgkit/analyzers/affinity/crossing"
)

// process checks that what a worker process needs can be sent, and what it answers can be sent back. The rules are those
// of package process, which would refuse the call; here the refusal comes before the program runs.
func (b *builder) process(m *Method) {
	if m.Type.TypeParams().Len() > 0 {
		b.Problem(m.Comment.Pos(), fmt.Sprintf("//bg:cpu on %s, a method of a generic type: a worker process runs registered tasks, and each instance would need one; write a method of a type that is not generic and call this one", m.Name()))
		return
	}
	if m.Root != nil {
		for _, n := range m.Root.Leaves() {
			if n.Copy != nil && n.Copy.Kind == Fresh {
				continue
			}
			if ref := b.crosses(n.Type); ref != nil {
				b.Problem(n.Pos, fmt.Sprintf("%s reads %s, which cannot cross to a worker process: %s; pass what is needed of it as an argument", m.Name(), selectorOf(m, n.Path()+ref.Path), ref.Reason))
			}
		}
	}
	for _, v := range m.Sig.Params {
		if ref := b.crosses(v.Type()); ref != nil {
			b.Problem(posOr(v.Pos(), m.Decl.Pos()), fmt.Sprintf("the parameter %s of %s cannot cross to a worker process: %s", v.Name()+ref.Path, m.Name(), ref.Reason))
		}
	}
	for i, v := range m.Sig.Results {
		if ref := b.crosses(v.Type()); ref != nil {
			b.Problem(posOr(v.Pos(), m.Decl.Pos()), fmt.Sprintf("result %d%s of %s cannot cross back from a worker process: %s", i+1, ref.Path, m.Name(), ref.Reason))
		}
	}
}

// crosses says what of a type cannot cross to another process, or nil.
func (b *builder) crosses(t types.Type) *crossing.Uncrossable {
	return crossing.Uncrossed(t, b.copies.name)
}
