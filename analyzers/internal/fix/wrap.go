package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
)

// Wrap hands the UI operations of a hit to the toolkit's dispatcher. Statements that follow each other go in one dispatch. It
// gives no fix unless every operation can be moved.
func (x *Fixer) Wrap(hit affinity.Hit) []analysis.SuggestedFix {
	if x == nil || hit.Op.Toolkit == "" {
		return nil
	}
	byFunc := map[ast.Node][]affinity.Spot{}
	var order []ast.Node
	for _, s := range hit.Spots() {
		_, path := x.path(s.Pos)
		fn, _, decl := body(path)
		if fn == nil || decl == nil {
			return nil
		}
		if byFunc[fn] == nil {
			order = append(order, fn)
		}
		byFunc[fn] = append(byFunc[fn], s)
	}
	var edits []analysis.TextEdit
	call := ""
	for _, fn := range order {
		w, ok := x.wrapper(hit.Op.Toolkit, fn, byFunc[fn])
		if !ok || !w.block(w.body) || len(w.left) > 0 || !w.waits && (hit.PartlySure() || w.readsLater() || w.reorders() || w.floods(byFunc[fn])) {
			return nil
		}
		if w.d.unordered && len(order) > 1 {
			return nil
		}
		edits = append(edits, w.edits...)
		call = w.d.call
	}
	edits = unique(edits)
	if len(edits) == 0 {
		return nil
	}
	return []analysis.SuggestedFix{{Message: "Wrap in " + call, TextEdits: edits}}
}

// unique drops edits that are there already: two functions of a file may need the same import.
func unique(edits []analysis.TextEdit) []analysis.TextEdit {
	var out []analysis.TextEdit
	for _, e := range edits {
		if !slices.ContainsFunc(out, func(o analysis.TextEdit) bool {
			return o.Pos == e.Pos && o.End == e.End && string(o.NewText) == string(e.NewText) && strings.HasPrefix(string(o.NewText), `"`)
		}) {
			out = append(out, e)
		}
	}
	return out
}

// A wrapper wraps the spots in one function.
type wrapper struct {
	*Fixer
	d     dispatcher
	waits bool
	file  *ast.File
	decl  *ast.FuncDecl
	fn    ast.Node
	body  *ast.BlockStmt
	spots map[token.Pos]bool // by the name that is called or the field that is written
	left  map[token.Pos]bool // not yet wrapped
	done  []region
	edits []analysis.TextEdit
}

func (x *Fixer) wrapper(profile string, fn ast.Node, spots []affinity.Spot) (*wrapper, bool) {
	file, path := x.path(spots[0].Pos)
	_, block, decl := body(path)
	w := &wrapper{Fixer: x, file: file, decl: decl, fn: fn, body: block, spots: map[token.Pos]bool{}, left: map[token.Pos]bool{}}
	var ok bool
	if w.d, ok = x.dispatcher(profile, file, spots[0].Pos); !ok {
		return nil, false
	}
	w.waits = w.d.waits
	for _, s := range spots {
		if !x.res.Movable(s, w.waits) {
			return nil, false
		}
		pos, ok := x.nameAt(s.Pos)
		if !ok || x.dispatches(s.Pos, w.d) {
			return nil, false
		}
		if again, ok := x.dispatcher(profile, file, s.Pos); !ok || again.call != w.d.call {
			return nil, false // another variable of the name
		}
		w.spots[pos], w.left[pos] = true, true
	}
	w.edits = append(w.edits, w.d.edits...)
	return w, true
}

// dispatches reports whether the call at a position has the form of the dispatcher's: it is one itself, of which the profile
// does not know.
func (x *Fixer) dispatches(pos token.Pos, d dispatcher) bool {
	_, path := x.path(pos)
	for _, n := range path {
		if call, ok := n.(*ast.CallExpr); ok {
			fn, ok := typeutil.Callee(x.pass.TypesInfo, call).(*types.Func)
			return ok && fn.Pkg() == d.fn.Pkg() && types.Identical(fn.Signature().Params(), d.fn.Signature().Params())
		}
	}
	return false
}

// nameAt returns the position by which statements know a spot: that of the name in a call, or of the field in an
// assignment, whatever part of it the report points at.
func (x *Fixer) nameAt(pos token.Pos) (token.Pos, bool) {
	_, path := x.path(pos)
	for _, n := range path {
		switch n := n.(type) {
		case *ast.CallExpr:
			if callee(n).Pos() <= pos && pos <= callee(n).End() {
				return callee(n).Pos(), true
			}
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				if sel, ok := ast.Unparen(lhs).(*ast.SelectorExpr); ok && (within(lhs, pos) || len(n.Lhs) == 1) {
					return sel.Sel.Pos(), true
				}
			}
			return 0, false
		case *ast.IncDecStmt:
			if sel, ok := ast.Unparen(n.X).(*ast.SelectorExpr); ok {
				return sel.Sel.Pos(), true
			}
			return 0, false
		case *ast.GoStmt:
			if pos == n.Go {
				return callee(n.Call).Pos(), true
			}
		case ast.Stmt:
			return 0, false
		}
	}
	return 0, false
}

// has reports whether a spot of this function stands in a node, outside of literals.
func (w *wrapper) has(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.Ident:
			found = found || w.spots[n.Pos()]
		}
		return !found
	})
	return found
}

// block wraps what is to be wrapped in the statements of a block, and reports whether that was possible.
func (w *wrapper) block(b *ast.BlockStmt) bool { return w.list(b.List, b.Pos()) }

func (w *wrapper) list(list []ast.Stmt, opening token.Pos) bool {
	for i := 0; i < len(list); i++ {
		if !w.has(list[i]) {
			continue
		}
		last, hoists, ok := w.group(list, i)
		switch {
		case ok && last == i && w.inside(list[i]):
		case ok:
			w.wrap(list[i:last+1], hoists, i == 0 && w.line(opening) == w.line(list[i].Pos()))
			i = last
		case !w.descend(list[i]):
			return false
		}
	}
	return true
}

// inside wraps the spots of a single branching statement where they stand, if it can: a dispatch that finds out that there
// is nothing to do is a waste.
func (w *wrapper) inside(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.IfStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.BlockStmt:
		edits, left, done := w.edits, maps.Clone(w.left), w.done
		if w.descend(s) {
			return true
		}
		w.edits, w.left, w.done = edits, left, done
	}
	return false
}

// group returns the last statement that can be wrapped together with that at i, and what must be evaluated before.
func (w *wrapper) group(list []ast.Stmt, i int) (last int, hoists []hoist, ok bool) {
	m := mover{w.Fixer, region{decl: w.decl, fn: w.fn, file: w.file, start: list[i].Pos(), end: list[i].End(), waits: w.waits}, w.spots}
	if !m.stmt(list[i], false, false) {
		switch list[i].(type) {
		case *ast.GoStmt, *ast.DeferStmt:
			return 0, nil, false // see deferred
		}
		if hoists, ok = w.hoists(list[i], m); !ok {
			return 0, nil, false
		}
	}
	best := -1
	if !w.leaks(list[i:i+1], list[i].End()) {
		best = i
	}
	for j := i + 1; j < len(list); j++ {
		m.end = list[j].End()
		if !m.stmt(list[j], false, false) {
			break
		}
		if w.has(list[j]) && !w.leaks(list[i:j+1], list[j].End()) {
			best = j
		}
	}
	if best >= 0 {
		return best, hoists, true
	}
	return 0, nil, false
}

// leaks reports whether what statements declare is used after them.
func (w *wrapper) leaks(list []ast.Stmt, end token.Pos) bool {
	declared := map[types.Object]bool{}
	for _, s := range list {
		switch s := s.(type) {
		case *ast.AssignStmt:
			for _, lhs := range s.Lhs {
				if id, ok := lhs.(*ast.Ident); ok {
					declared[w.pass.TypesInfo.Defs[id]] = true
				}
			}
		case *ast.DeclStmt:
			ast.Inspect(s, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					declared[w.pass.TypesInfo.Defs[id]] = true
				}
				return true
			})
		}
	}
	delete(declared, nil)
	found := false
	ast.Inspect(w.body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Pos() >= end && declared[w.pass.TypesInfo.Uses[id]] {
			found = true
		}
		return !found && len(declared) > 0
	})
	return found
}

// descend goes on inside of a statement that cannot be wrapped as a whole.
func (w *wrapper) descend(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.BlockStmt:
		return w.block(s)
	case *ast.LabeledStmt:
		return w.descend(s.Stmt)
	case *ast.IfStmt:
		return !w.in(s.Init, s.Cond) && w.block(s.Body) && (s.Else == nil || !w.has(s.Else) || w.descend(s.Else))
	case *ast.ForStmt:
		return !w.in(s.Init, s.Cond, s.Post) && w.block(s.Body)
	case *ast.RangeStmt:
		return !w.in(s.X) && w.block(s.Body)
	case *ast.SwitchStmt:
		return !w.in(s.Init, s.Tag) && w.clauses(s.Body)
	case *ast.TypeSwitchStmt:
		return !w.in(s.Init, s.Assign) && w.clauses(s.Body)
	case *ast.SelectStmt:
		return w.clauses(s.Body)
	case *ast.DeferStmt:
		return w.deferred(s, s.Call, s.Call.Pos())
	case *ast.GoStmt:
		from := s.Call.Pos()
		if !w.waits {
			from = s.Pos() // the dispatcher returns at once
		}
		return w.deferred(s, s.Call, from)
	}
	return false
}

func (w *wrapper) in(nodes ...ast.Node) bool {
	for _, n := range nodes {
		if n != nil && !isNil(n) && w.has(n) {
			return true
		}
	}
	return false
}

func isNil(n ast.Node) bool {
	switch n := n.(type) {
	case ast.Stmt:
		return n == nil
	case ast.Expr:
		return n == nil
	}
	return false
}

func (w *wrapper) clauses(b *ast.BlockStmt) bool {
	for _, c := range b.List {
		switch c := c.(type) {
		case *ast.CaseClause:
			for _, e := range c.List {
				if w.has(e) {
					return false
				}
			}
			if !w.list(c.Body, c.Pos()) {
				return false
			}
		case *ast.CommClause:
			if c.Comm != nil && w.has(c.Comm) || !w.list(c.Body, c.Pos()) {
				return false
			}
		}
	}
	return true
}

// deferred wraps the call of a defer or go statement, whose arguments are evaluated now: what might not be the same later
// still is.
func (w *wrapper) deferred(s ast.Stmt, call *ast.CallExpr, from token.Pos) bool {
	m := mover{w.Fixer, region{decl: w.decl, fn: w.fn, file: w.file, start: s.Pos(), end: s.End()}, w.spots}
	hoists, ok := w.hoists(s, m)
	if !ok {
		return false
	}
	open, end := " ", " }"
	if w.line(s.Pos()) != w.line(s.End()) {
		open, end = "\n", "\n}"
	}
	if w.d.result != "" {
		open, end = "\n", "\n"+w.d.result+"\n}"
	}
	if before := w.hoist(hoists, w.indent(s.Pos())); before != "" {
		w.edits = append(w.edits, insert(s.Pos(), before))
	}
	w.edits = append(w.edits, analysis.TextEdit{Pos: from, End: call.Pos(), NewText: []byte(w.d.call + "(" + w.d.header + open)}, insert(call.End(), end+")"))
	w.mark(m.region)
	return true
}

// mark notes that the spots in a region are wrapped.
func (w *wrapper) mark(r region) {
	w.done = append(w.done, r)
	for pos := range w.left {
		if r.start <= pos && pos < r.end {
			delete(w.left, pos)
		}
	}
}
