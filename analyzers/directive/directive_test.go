package directive

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/go-bgkit/bgkit/analyzers/rule"
)

func parse(t *testing.T, src string) (*token.FileSet, *ast.File, *Set) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return fset, f, Parse(fset, []*ast.File{f})
}

// TestIgnored asks for a report of BG101 and one of BG104 at every line. A line of the source that ends in "// 101" or
// "// 104" or "// both" is one where they have to be silenced, and no other.
func TestIgnored(t *testing.T) {
	for _, tt := range []struct{ name, src string }{
		{"same line", `package a
func f() {
	g()
	g() /* 101 */ //bg:ignore BG101 quick
	g()
}
func g() {}
`},
		{"line above", `package a
func f() {
	//bg:ignore BG101 quick /* 101 */
	g() // 101
	g()
}
func g() {}
`},
		{"stacked", `package a
func f() {
	//bg:ignore BG101 quick /* 101 */
	//bg:ignore capture never written /* 101 */ /* 104 */
	g() // both
	g()
}
func g() {}
`},
		{"list", `package a
func f() {
	//bg:ignore BG101,BG104 quick /* both */
	g() // both
}
func g() {}
`},
		{"whole function", `package a

// f does it.
//
//bg:ignore BG104 set once before the loop runs /* 104 */
func f() { // 104
	go func() { // 104
		g() // 104
	}() // 104
} // 104

func g() {}
`},
		{"variable", `package a

//bg:ignore BG101 start-up only /* 101 */
var x = func() int { // 101
	return g() // 101
}() // 101

func g() int { return 1 }
`},
		{"trailing comment does not reach down", `package a
func f() {
	if true { /* 101 */ //bg:ignore BG101 here
		g()
	} /* 104 */ //bg:ignore BG104 here
	g()
}
func g() {}
`},
		{"nolint", `package a
func f() {
	g() /* both */ //nolint:bglint // quick
	g() /* both */ //nolint:errcheck,bglint
	g() /* both */ //nolint
	g() //nolint:errcheck
	g() //nolinted
	//nolint:bglint // the block below /* both */
	go func() { // both
		g() // both
	}() // both
	g()
}
func g() {}
`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fset, f, s := parse(t, tt.src)
			if p := s.Problems(); len(p) > 0 {
				t.Fatalf("problems: %v", p)
			}
			file := fset.File(f.FileStart)
			for i, text := range strings.Split(strings.TrimSuffix(tt.src, "\n"), "\n") {
				for _, id := range []string{"BG101", "BG104"} {
					n := strings.TrimPrefix(id, "BG")
					want := strings.Contains(text, "// "+n) || strings.Contains(text, "/* "+n) || strings.Contains(text, "// both") || strings.Contains(text, "/* both")
					if got := s.Ignored(file.LineStart(i+1), id); got != want {
						t.Errorf("line %d (%s): Ignored(%s) = %v", i+1, text, id, got)
					}
				}
			}
		})
	}
}

func TestUnused(t *testing.T) {
	fset, f, s := parse(t, `package a
func f() {
	g() //bg:ignore BG101,BG104 both
	g() //bg:ignore BG105 other
	g() //nolint:bglint
}
func g() {}
`)
	s.Ignored(fset.File(f.FileStart).LineStart(3), "BG101")
	for _, tt := range []struct {
		enabled []string
		want    []string
	}{
		{[]string{"BG101", "BG104", "BG105"}, []string{"BG104", "BG105"}},
		{[]string{"BG101", "BG105"}, []string{"BG105"}},
		{[]string{"BG101"}, nil},
	} {
		var got []string
		for _, p := range s.Unused(tt.enabled) {
			got = append(got, p.Message[strings.LastIndex(p.Message, " ")+1:])
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("Unused(%v) names %v, want %v", tt.enabled, got, tt.want)
		}
	}
}

func TestMarks(t *testing.T) {
	_, f, s := parse(t, `package a

// f is fast.
//
//bg:nonblocking answers from memory
//bg:ui
func f() {}

//bg:background
//bg:safe guarded by mu
//bg:forget logs its own errors
func (T) g() {}

//bg:io name=x timeout=3s
func (T) h() {}

//bg:cpu
func (T) i() {}

type T struct{}

func none() {}
`)
	want := []string{"nonblocking(answers from memory) ui()", "background() safe(guarded by mu) forget(logs its own errors)", "io(name=x timeout=3s)", "cpu()", ""}
	var got []string
	for _, decl := range f.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		m := s.Func(fn)
		var marks []string
		for _, d := range []*Directive{m.Nonblocking, m.UI, m.Background, m.Safe, m.Forget, m.IO, m.CPU} {
			if d != nil {
				marks = append(marks, d.Verb+"("+d.Reason+")")
			}
		}
		got = append(got, strings.Join(marks, " "))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if p := s.Problems(); len(p) > 0 {
		t.Errorf("problems: %v", p)
	}
}

func TestProblems(t *testing.T) {
	for _, tt := range []struct{ comment, want string }{
		{"//bg:ignore", "needs a rule and a reason"},
		{"//bg:ignore BG101", "needs a reason: //bg:ignore BG101 why"},
		{"//bg:ignore BG999 x", `unknown rule "BG999": valid are BG001, BG101`},
		{"//bg:ignore BG101, BG104 x", `unknown rule ""`},
		{"//bg:nonblocking", "needs a reason"},
		{"//bg:nonblocking // want", "needs a reason"},
		{"//bg:nonblocking see https://go.dev/issue/1", ""},
		{"//bg:safe\t", "needs a reason"},
		{"//bg:forget", "needs a reason"},
		{"//bg:uii", "unknown directive //bg:uii: valid are background, cpu, forget, ignore, io, nonblocking, safe, ui"},
		{"//bg:", "unknown directive //bg:"},
		{"// bg:ignore BG101 x", "no blank"},
		{"// bg:whatever is prose", ""},
		{"//bg:ui\n//bg:ui", "twice"},
		{"//bg:ui\n//bg:background", "both"},
		{"//bg:io\n//bg:cpu", "both"},
	} {
		_, _, s := parse(t, "package a\n\n"+tt.comment+"\nfunc f() {}\n")
		switch p := s.Problems(); {
		case tt.want == "" && len(p) == 0:
		case len(p) != 1 || tt.want == "" || !strings.Contains(p[0].Message, tt.want):
			t.Errorf("%q: problems %v, want %q", tt.comment, p, tt.want)
		}
	}
	_, _, s := parse(t, "package a\n\nfunc f() {\n\t//bg:ui\n\t_ = 1\n}\n\n//bg:background\ntype T int\n")
	if p := s.Problems(); len(p) != 2 || !strings.Contains(p[0].Message, "doc comment of a function") {
		t.Errorf("misplaced: %v", p)
	}
}

// FuzzParse feeds arbitrary text as a comment in four places, and arbitrary files: no panic, every problem and every
// directive inside the file, every rule known, every reason there.
func FuzzParse(f *testing.F) {
	f.Add("//bg:ignore BG101 why")
	f.Add("//bg:ignore blocking,BG104 why")
	f.Add("//bg:ui")
	f.Add("//nolint:bglint // why")
	f.Add("// bg:safe")
	f.Add("/*bg:ui*/")
	f.Add("//line x.go:10\n//bg:ignore BG101 why")
	f.Fuzz(func(t *testing.T, text string) {
		for _, src := range []string{
			text,
			fmt.Sprintf("package a\n\n%s\nfunc f() { %s\n\tf()\n\t%s\n\tf() %s\n}\n", text, text, text, text),
		} {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments)
			if file == nil || err != nil {
				continue
			}
			s := Parse(fset, []*ast.File{file})
			for _, p := range append(s.Problems(), s.Unused(rule.IDs())...) {
				if p.Pos < file.FileStart || p.End > file.FileEnd || p.Message == "" {
					t.Errorf("problem %v outside of the file", p)
				}
			}
			for _, sc := range s.scopes {
				if sc.from > sc.to || sc.Verb == "ignore" && (len(sc.Rules) == 0 || sc.Reason == "") {
					t.Errorf("scope %+v of %+v", sc, sc.Directive)
				}
				for _, id := range sc.Rules {
					if !s.Ignored(fset.File(sc.Pos).LineStart(sc.from), id) {
						t.Errorf("%+v does not silence its own line", sc.Directive)
					}
				}
			}
		}
	})
}
