package load

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
	"unicode"
	"unicode/utf8"
)

// names gives each wrapper its names and refuses those that exist. It looks at the syntax, because the declarations that
// it finds out about are needed before the package can be type-checked.
func (p *Package) names() {
	taken := p.scope()
	members := p.members()
	for _, m := range p.Methods {
		key := m.Recv + "." + m.Wrapper
		if at, ok := members[key]; ok {
			p.Problem(m.Comment.Pos(), fmt.Sprintf("%s has a field or method %s already (%s): name the wrapper with name=", m.Recv, m.Wrapper, p.short(at)))
			m.Wrapper = "" // no declaration of it
			continue
		}
		members[key] = m.Comment.Pos()
		if countResults(m.Decl) > 1 {
			m.Result = free(resultName(m), taken)
			taken[m.Result] = true
		}
	}
}

func (p *Package) short(pos token.Pos) string {
	at := p.Position(pos)
	return fmt.Sprintf("line %d of %s", at.Line, at.Filename[strings.LastIndexByte(at.Filename, '/')+1:])
}

// scope is the set of the package's own names.
func (p *Package) scope() map[string]bool {
	taken := map[string]bool{}
	for _, f := range p.files {
		for _, decl := range f.ast.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					taken[d.Name.Name] = true
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch s := spec.(type) {
					case *ast.TypeSpec:
						taken[s.Name.Name] = true
					case *ast.ValueSpec:
						for _, n := range s.Names {
							taken[n.Name] = true
						}
					case *ast.ImportSpec:
						if s.Name != nil {
							taken[s.Name.Name] = true
						}
					}
				}
			}
		}
	}
	return taken
}

// members are the methods and fields of the package's types, as "Type.name".
func (p *Package) members() map[string]token.Pos {
	out := map[string]token.Pos{}
	for _, f := range p.files {
		for _, decl := range f.ast.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv != nil && len(d.Recv.List) == 1 {
					out[recvName(d)+"."+d.Name.Name] = d.Name.Pos()
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if s, ok := spec.(*ast.TypeSpec); ok {
						structFields(s, out)
					}
				}
			}
		}
	}
	return out
}

func structFields(s *ast.TypeSpec, out map[string]token.Pos) {
	st, ok := s.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, field := range st.Fields.List {
		for _, n := range field.Names {
			out[s.Name.Name+"."+n.Name] = n.Pos()
		}
		if len(field.Names) == 0 {
			t := field.Type
			if star, ok := t.(*ast.StarExpr); ok {
				t = star.X
			}
			switch t := t.(type) {
			case *ast.Ident:
				out[s.Name.Name+"."+t.Name] = t.Pos()
			case *ast.SelectorExpr:
				out[s.Name.Name+"."+t.Sel.Name] = t.Pos()
			}
		}
	}
}

// countResults counts the results without a last error.
func countResults(decl *ast.FuncDecl) int {
	if decl.Type.Results == nil {
		return 0
	}
	n := decl.Type.Results.NumFields()
	last := decl.Type.Results.List[len(decl.Type.Results.List)-1]
	if id, ok := last.Type.(*ast.Ident); ok && id.Name == "error" {
		n--
	}
	return n
}

// resultName is exported when the type and the wrapper are.
func resultName(m *Method) string {
	name := m.Recv + upper(strings.TrimSuffix(m.Wrapper, "Async")) + "Result"
	if !ast.IsExported(m.Recv) || !ast.IsExported(m.Wrapper) {
		r, n := utf8.DecodeRuneInString(name)
		name = string(unicode.ToLower(r)) + name[n:]
	}
	return name
}

func upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func free(name string, taken map[string]bool) string {
	out := name
	for i := 2; taken[out]; i++ {
		out = fmt.Sprint(name, i)
	}
	return out
}

// FieldNames are the names of the fields of a struct of results: those of the results, else R1, R2 and so on.
func FieldNames(names []string) []string {
	out := make([]string, len(names))
	taken := map[string]bool{}
	for i, name := range names {
		if name == "" || name == "_" {
			name = fmt.Sprint("r", i+1)
		}
		out[i] = free(upper(name), taken)
		taken[out[i]] = true
	}
	return out
}
