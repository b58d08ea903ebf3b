package race

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
)

// Which element of a container an access is to, nobody knows as a rule. But two loops through all elements of one container
// meet: what one writes in some of them the other reads in all.
//
// It is a may analysis: that the loops come to the same element is taken for granted, whatever they skip. Only loops are
// known that run over what a field or a package variable holds; copies of it, and loops in functions that get the element as
// an argument, are lost.

// sweptBoth reports whether both sides of a race are in loops through one container.
func (e *Finder) sweptBoth(race Race) bool {
	if !race.Mine.Entity || !race.Other.Entity || race.Mine.Object == nil || race.Other.Object == nil {
		return false
	}
	a := e.swept(race.Mine, race.Entry)
	if len(a) == 0 {
		return false
	}
	b := e.swept(race.Other, race.Rival)
	return len(b) > 0 && a[0] == b[0] && !e.differ(a, b)
}

// swept is the container whose elements a loop around an access goes through, or nothing.
func (e *Finder) swept(a *access.Access, en *engine.Entry) object {
	of, swept := *a, ssa.Value(nil)
	switch x := a.Object.(type) {
	case *ssa.UnOp:
		if elem, ok := x.X.(*ssa.IndexAddr); ok && x.Op == token.MUL && counted(elem.Index) {
			swept = elem.X
		}
	case *ssa.Extract: // of a map
		if next, ok := x.Tuple.(*ssa.Next); ok {
			if r, ok := next.Iter.(*ssa.Range); ok {
				swept = r.X
			}
		}
	}
	if swept == nil {
		return nil
	}
	of.Object = swept
	return e.objectOf(&of, en)
}

// counted reports whether an index is that of a loop: a range statement's, or a variable that is counted up.
func counted(index ssa.Value) bool {
	if sum, ok := index.(*ssa.BinOp); ok && sum.Op == token.ADD {
		index = sum.X
	}
	_, ok := index.(*ssa.Phi)
	return ok
}
