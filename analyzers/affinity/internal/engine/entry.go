package engine

import (
	"go/token"
	"go/types"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A RootEntry is where a context begins without an edge: a method that a toolkit calls, main, a slot that another
// package runs.
type RootEntry struct {
	F    *Func
	Ctx  Context
	Conf finding.Confidence
	Pos  token.Pos
	Text string
	Turn Turn

	Privacy
}

// An EntryKey tells apart the ways to reach a function that matter: where it runs, and how private its first parameter is.
// Quiet: a directive above says that what follows does not block; QuietTouch: that it is safe to call.
type EntryKey struct {
	Ctx Context
	Privacy
	Quiet, QuietTouch bool
	Presumed          bool // see presume
	Assume            Assumption
}

// An Entry is one way in which a context reaches a function.
type Entry struct {
	EntryKey
	Confidence finding.Confidence
	F          *Func
	Prev       *Entry
	Via        *Edge
	Steps      []finding.Step // of a root
}

// Dead reports whether nobody can run a function: a declared one that is not exported, not called and not used as a value.
func (e *Engine) Dead(f *Func) bool {
	o := f.Outer()
	if o.SSA == nil || o.Slot != nil || o.Taken || len(o.Incoming) > 0 || len(e.RootsAt[o]) > 0 || o.SSA.Synthetic != "" {
		return false
	}
	obj, ok := o.SSA.Object().(*types.Func)
	return ok && !obj.Exported() && !e.implements(obj)
}

// Ours reports whether a place is in a file of the package.
func (e *Engine) Ours(pos token.Pos) bool {
	for _, f := range e.Pass.Files {
		if f.FileStart <= pos && pos <= f.FileEnd {
			return true
		}
	}
	return false
}

// Context returns the best entry of a kind, or nil.
func (f *Func) Context(c Context) *Entry {
	for _, en := range f.Entries {
		if en.Ctx == c && !en.Presumed {
			return en
		}
	}
	return nil
}

// In reports whether the function runs in a context.
func (f *Func) In(c Context) bool { return f.Context(c) != nil }

// Only reports whether the function runs in a context and in no other.
func (f *Func) Only(c Context) bool {
	any := false
	for _, en := range f.Entries {
		if en.Presumed {
			continue
		}
		if en.Ctx != c {
			return false
		}
		any = true
	}
	return any
}

// Chain is the witness of an entry: from where the context begins to the function.
func (e *Engine) Chain(en *Entry) []finding.Step {
	var rev []*Entry
	for x := en; x != nil; x = x.Prev {
		rev = append(rev, x)
	}
	var out []finding.Step
	for i := len(rev) - 1; i >= 0; i-- {
		out = append(out, rev[i].Steps...)
		if rev[i].Via != nil {
			out = append(out, e.EdgeSteps(rev[i].Via)...)
		}
	}
	return out
}

// EdgeSteps are the steps of a chain that an edge adds.
func (e *Engine) EdgeSteps(ed *Edge) []finding.Step {
	var out []finding.Step
	if ed.Pos.IsValid() && e.Ours(ed.Pos) {
		out = append(out, e.Step(ed.Pos, ed.Text))
	}
	return append(out, ed.steps...)
}

// Start is the entry with which the goroutine of an entry begins.
func (en *Entry) Start() *Entry {
	for en.Prev != nil {
		en = en.Prev
	}
	return en
}

// Begin is where the goroutine of an entry is started, or where the function stands that begins the context.
func (en *Entry) Begin() token.Pos {
	if s := en.Start(); s.Via != nil {
		return s.Via.Pos
	}
	return en.Start().F.Pos
}

// Depth is the number of calls between the beginning of the context and the function.
func (en *Entry) Depth() int {
	n := 0
	for ; en.Prev != nil; en = en.Prev {
		n++
	}
	return n
}
