package fix

import (
	"go/ast"
	"go/token"
	"slices"
)

// wrap writes the edits for a run of statements.
func (w *wrapper) wrap(list []ast.Stmt, hoists []hoist, oneLine bool) {
	start, end := list[0].Pos(), list[len(list)-1].End()
	for _, g := range w.file.Comments { // a comment behind the last statement stays there
		if g.Pos() >= end && w.line(g.Pos()) == w.line(end) && !oneLine {
			end = g.End()
		}
	}
	indent := w.indent(start)
	before := w.hoist(hoists, indent)
	if oneLine && len(hoists) == 0 && w.line(start) == w.line(end) && w.d.result == "" {
		w.edits = append(w.edits, insert(start, w.d.call+"("+w.d.header+" "), insert(end, " })"))
	} else {
		w.edits = append(w.edits, insert(start, before+w.d.call+"("+w.d.header+"\n"+indent+"\t"))
		if !slices.ContainsFunc(hoists, func(h hoist) bool { return w.line(h.expr.Pos()) != w.line(h.expr.End()) }) {
			w.shift(start, end)
		}
		tail := "\n" + indent
		if w.d.result != "" {
			tail += "\t" + w.d.result + "\n" + indent
		}
		w.edits = append(w.edits, insert(end, tail+"})"))
	}
	w.mark(region{start: start, end: end})
}

// shift indents the lines after the first one, but for those inside of raw strings and comments.
func (w *wrapper) shift(start, end token.Pos) {
	keep := map[int]bool{} // lines that begin inside of something
	through := func(n ast.Node) {
		for l := w.line(n.Pos()) + 1; l <= w.line(n.End()); l++ {
			keep[l] = true
		}
	}
	ast.Inspect(w.file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			through(lit)
		}
		return n == nil || n.End() >= start && n.Pos() <= end
	})
	for _, g := range w.file.Comments {
		for _, c := range g.List {
			through(c)
		}
	}
	file := w.pass.Fset.File(start)
	for l := w.line(start) + 1; l <= w.line(end); l++ {
		if !keep[l] {
			w.edits = append(w.edits, insert(file.LineStart(l), "\t"))
		}
	}
}
