package load

import (
	"fmt"
	"go/ast"
	"strings"
)

// What the declarations of the wrappers call what they need, so that they depend on no import of their file.
const (
	stubContext = "bggenContext"
	stubFuture  = "bggenFuture"
)

// stubFile is what stands in the place of the output.
func (p *Package) stubFile() []byte {
	return fmt.Appendf(nil, "package %s\n\nimport (\n\tbggencontext \"context\"\n\tbggenrun %q\n)\n\ntype %s = bggencontext.Context\n\ntype %s[T any] = bggenrun.Future[T]\n",
		p.Name, Runtime+"/run", stubContext, stubFuture)
}

// addStubs appends a declaration of each wrapper to the text of its method's file.
func (p *Package) addStubs() {
	for _, m := range p.Methods {
		if m.Wrapper != "" {
			m.addStub(p)
		}
	}
}

func (m *Method) addStub(p *Package) {
	out := &m.file.stubs
	text := func(n ast.Node) string {
		return string(m.file.src[m.file.offset(p, n.Pos()):m.file.offset(p, n.End())])
	}
	var params []string
	if !m.contextFirst() {
		params = append(params, "_ "+stubContext)
	}
	for _, f := range m.Decl.Type.Params.List {
		for range max(1, len(f.Names)) {
			params = append(params, "_ "+text(f.Type))
		}
	}
	var names, results []string
	if m.Decl.Type.Results != nil {
		for _, f := range m.Decl.Type.Results.List {
			for i := range max(1, len(f.Names)) {
				name := ""
				if len(f.Names) > 0 {
					name = f.Names[i].Name
				}
				names, results = append(names, name), append(results, text(f.Type))
			}
		}
	}
	results = results[:countResults(m.Decl)]
	value := "struct{}"
	typeParams, typeArgs := m.typeParams()
	switch len(results) {
	case 0:
	case 1:
		value = results[0]
	default:
		fmt.Fprintf(out, "\ntype %s%s struct {\n", m.Result, typeParams)
		for i, name := range FieldNames(names[:len(results)]) {
			fmt.Fprintf(out, "\t%s %s\n", name, results[i])
		}
		out.WriteString("}\n")
		value = m.Result + typeArgs
	}
	fmt.Fprintf(out, "\nfunc (%s) %s(%s) *%s[%s] { panic(0) }\n", text(m.Decl.Recv.List[0].Type), m.Wrapper, strings.Join(params, ", "), stubFuture, value)
}

// contextFirst reports whether the first parameter is a context, as far as the syntax tells.
func (m *Method) contextFirst() bool {
	if len(m.Decl.Type.Params.List) == 0 {
		return false
	}
	sel, ok := m.Decl.Type.Params.List[0].Type.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Context" {
		return false
	}
	pkg, ok := sel.X.(*ast.Ident)
	if !ok {
		return false
	}
	for _, imp := range m.file.ast.Imports {
		if imp.Path.Value == `"context"` {
			return imp.Name == nil && pkg.Name == "context" || imp.Name != nil && imp.Name.Name == pkg.Name
		}
	}
	return false
}

// typeParams are the receiver's type parameters, as parameters of the struct of results and as its arguments. That the
// constraints are any does no harm: the real declaration has the real ones.
func (m *Method) typeParams() (params, args string) {
	t := m.Decl.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	var names []string
	switch x := t.(type) {
	case *ast.IndexExpr:
		names = append(names, identName(x.Index))
	case *ast.IndexListExpr:
		for _, i := range x.Indices {
			names = append(names, identName(i))
		}
	}
	if len(names) == 0 {
		return "", ""
	}
	for i, n := range names {
		if n == "_" {
			names[i] = "any"
		}
	}
	args = "[" + strings.Join(names, ", ") + "]"
	for i, n := range names {
		if n == "any" {
			names[i] = "_"
		}
	}
	return "[" + strings.Join(names, ", ") + " any]", args
}

func identName(x ast.Expr) string {
	if id, ok := x.(*ast.Ident); ok {
		return id.Name
	}
	return "_"
}
