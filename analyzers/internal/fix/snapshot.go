package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity/race"
)

// Snapshot reads the fields that a goroutine or a returned command uses into variables before it starts. It does so for values
// only: a copy of a slice, map or pointer still shares what the reports are about.
func (x *Fixer) Snapshot(races []race.Race) []analysis.SuggestedFix {
	if x == nil {
		return nil
	}
	f, fields := x.res.Snapshot(races)
	if f == nil {
		return nil
	}
	_, path := x.path(f.Pos)
	s := &snapshot{Fixer: x}
	for i, n := range path {
		if lit, ok := n.(*ast.FuncLit); ok && lit.Pos() == f.Pos {
			s.lit, s.path = lit, path[i+1:]
			break
		}
	}
	if s.lit == nil || !s.starts() {
		return nil
	}
	for _, field := range fields {
		if !value(field.Type(), 0) {
			return nil
		}
	}
	if !s.collect(fields) {
		return nil
	}
	edits := s.edits()
	if edits == nil {
		return nil
	}
	return []analysis.SuggestedFix{{Message: "Copy the fields before the goroutine starts", TextEdits: edits}}
}

type snapshot struct {
	*Fixer
	lit   *ast.FuncLit
	path  []ast.Node // around the literal
	stmt  ast.Stmt
	decl  *ast.FuncDecl
	reads []*ast.SelectorExpr
}

// starts reports whether the literal is started where it stands: by a go statement, or by the event loop that it is returned
// to as a command. What is stored, or given to a timer, is meant to see the fields as they are when it runs.
func (s *snapshot) starts() bool {
	outer := s.path
	switch n := outer[0].(type) {
	case *ast.CallExpr:
		gostmt, ok := outer[1].(*ast.GoStmt)
		if !ok || n.Fun != ast.Expr(s.lit) {
			return false
		}
		s.stmt, outer = gostmt, outer[2:]
	case *ast.ReturnStmt:
		if !s.returnsFuture(n, outer) {
			return false
		}
		s.stmt, outer = n, outer[1:]
	default:
		return false
	}
	_, _, s.decl = body(outer)
	switch outer[0].(type) {
	case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
		return s.decl != nil && s.decl.Recv != nil && len(s.decl.Recv.List) == 1 && len(s.decl.Recv.List[0].Names) == 1
	}
	return false
}

// returnsFuture reports whether the literal is returned as a command by the declared function itself.
func (s *snapshot) returnsFuture(ret *ast.ReturnStmt, outer []ast.Node) bool {
	fn, _, decl := body(outer)
	if decl == nil || fn != ast.Node(decl) {
		return false
	}
	obj, ok := s.pass.TypesInfo.Defs[decl.Name].(*types.Func)
	if !ok || obj.Signature().Results().Len() != len(ret.Results) {
		return false
	}
	i := slices.Index(ret.Results, ast.Expr(s.lit))
	return i >= 0 && s.res.Toolkits().Future(obj.Signature().Results().At(i).Type()) != nil
}

// value reports whether a copy of a value of type t shares nothing that can change.
func value(t types.Type, depth int) bool {
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
		switch n.Obj().Pkg().Path() + "." + n.Obj().Name() {
		case "time.Time", "context.Context":
			return true
		case "sync.Mutex", "sync.RWMutex", "sync.Once", "sync.WaitGroup", "sync.Map", "sync.Pool", "sync.Cond", "strings.Builder", "bytes.Buffer":
			return false
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Kind() != types.UnsafePointer
	case *types.Array:
		return value(u.Elem(), depth+1)
	case *types.Struct:
		for f := range u.Fields() {
			if depth > 4 || !value(f.Type(), depth+1) {
				return false
			}
		}
		return true
	}
	return false
}

// collect finds the places where the literal reads the fields: of the receiver itself, outside of loops, and as a value.
func (s *snapshot) collect(fields []*types.Var) bool {
	recv := s.pass.TypesInfo.Defs[s.decl.Recv.List[0].Names[0]]
	good := true
	var stack []ast.Node
	ast.Inspect(s.lit.Body, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if _, nested := n.(*ast.FuncLit); nested || !good {
			return false
		}
		stack = append(stack, n)
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		chosen := s.pass.TypesInfo.Selections[sel]
		if chosen == nil || chosen.Kind() != types.FieldVal || !slices.Contains(fields, chosen.Obj().(*types.Var).Origin()) {
			return true
		}
		id, ok := ast.Unparen(sel.X).(*ast.Ident)
		good = ok && recv != nil && s.pass.TypesInfo.Uses[id] == recv && len(chosen.Index()) == 1 && !repeated(stack)
		s.reads = append(s.reads, sel)
		return true
	})
	v, _ := recv.(*types.Var)
	return good && len(s.reads) > 0 && v != nil && len(s.usage(s.decl).changes[v]) == 0
}

// repeated reports whether the innermost node stands in a loop, or is no value but a place.
func repeated(stack []ast.Node) bool {
	for _, n := range stack {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return true
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				return true
			}
		}
	}
	return false
}

func (s *snapshot) edits() []analysis.TextEdit {
	names := map[types.Object]string{}
	var before strings.Builder
	var edits []analysis.TextEdit
	indent := s.indent(s.stmt.Pos())
	for _, sel := range s.reads {
		field := s.pass.TypesInfo.Selections[sel].Obj()
		name, known := names[field]
		if !known {
			if name = s.name(s.decl, lowerFirst(field.Name())); name == "" {
				return nil
			}
			names[field] = name
			before.WriteString(name + " := " + s.text(sel) + "\n" + indent)
		}
		edits = append(edits, replace(sel, name))
	}
	return append([]analysis.TextEdit{insert(s.stmt.Pos(), before.String())}, edits...)
}

// lowerFirst makes a local name of a field's: ID becomes id, URLPath urlPath.
func lowerFirst(name string) string {
	if strings.ToUpper(name) == name {
		return strings.ToLower(name)
	}
	runes := []rune(name)
	n := 0
	for n < len(runes) && unicode.IsUpper(runes[n]) && (n == 0 || n+1 < len(runes) && unicode.IsUpper(runes[n+1])) {
		runes[n] = unicode.ToLower(runes[n])
		n++
	}
	if r, _ := utf8.DecodeRuneInString(name); r == '_' {
		return "value"
	}
	return string(runes)
}
