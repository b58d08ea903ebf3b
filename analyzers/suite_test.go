package analyzers

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/rule"
)

// TestRules holds every rule to what the suite, explain and the directives rely on.
func TestRules(t *testing.T) {
	for _, r := range Rules() {
		if id, ok := rule.ID(r.Name); !ok || id != r.ID {
			t.Errorf("%s is not in the table of ids as %s", r.Name, r.ID)
		}
		if !strings.HasPrefix(r.Doc, r.Name+": ") || len(r.Doc) < 300 {
			t.Errorf("%s has no text in its doc.go: %q", r.Name, r.Doc)
		}
		if title := r.Title(); strings.HasSuffix(title, ".") || len(title) > 100 {
			t.Errorf("%s: the title is one line without a full stop: %q", r.Name, title)
		}
	}
	all := All()
	if err := analysis.Validate(all); err != nil {
		t.Error(err)
	}
	if len(all) != len(Rules()) || len(Default()) != len(DefaultRules()) {
		t.Errorf("%d analyzers for %d rules", len(all), len(Rules()))
	}
}

func TestNew(t *testing.T) {
	for _, tt := range []struct{ settings, want, wantErr string }{
		{`{}`, "blocking selfdeadlock offloop capture sharing discarded lostclient cleanup lockwait processarg poolhog executor timerrate directive", ""},
		{`{"enable": ["BG101", "sharing"]}`, "blocking sharing", ""},
		{`{"disable": ["bg101", "directive"], "tests": true}`, "selfdeadlock offloop capture sharing discarded lostclient cleanup lockwait processarg poolhog executor timerrate", ""},
		{`{"enable": ["all"], "disable": ["default"]}`, "", ""},
		{`{"enable": ["BG999"], "disable": ["x"]}`, "", `unknown rules "x", "BG999"; valid: BG001 directive, BG101 blocking`},
		{`{"enable": ["BG299"]}`, "", `unknown rule "BG299"`},
		{`{"confidence": "sure"}`, "", `unknown confidence "sure"; valid: certain, likely, possible`},
		{`{"toolkits": [{"name": "mine", "packages": [{"path": "example.com/kit"}], "roles": [{"role": "ui", "symbols": "example.com/kit.Draw"}]}], "enable": ["offloop"]}`, "offloop", ""},
		{`{"toolkits": [{"name": "mine", "rolls": []}]}`, "", `"rolls"`},
	} {
		var s Settings
		if err := json.Unmarshal([]byte(tt.settings), &s); err != nil {
			t.Errorf("%s: %v", tt.settings, err)
			continue
		}
		list, err := New(s)
		if tt.wantErr != "" {
			if err == nil || !strings.Contains(err.Error(), tt.wantErr) {
				t.Errorf("%s: error %v, want %q", tt.settings, err, tt.wantErr)
			}
			continue
		}
		var names []string
		for _, a := range list {
			names = append(names, a.Name)
		}
		if got := strings.Join(names, " "); err != nil || got != tt.want {
			t.Errorf("%s: %q, %v; want %q", tt.settings, got, err, tt.want)
		}
	}
}

func TestParseConfidence(t *testing.T) {
	if c, err := ParseConfidence(""); c != finding.Likely || err != nil {
		t.Error(c, err)
	}
}

// TestConditions: analyzers run inside other people's programs (golangci-lint asks for this): no init, no panic, no
// os.Exit, no log.Fatal, no reading of files.
func TestConditions(t *testing.T) {
	forbidden := []string{"panic", "os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln", "os.ReadFile", "os.Open", "os.Getenv", "os.ReadDir"}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "testdata") || testHelper(path) {
			return err
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Name.Name == "init" && n.Recv == nil {
					t.Errorf("%s: init", fset.Position(n.Pos()))
				}
			case *ast.CallExpr:
				name := ""
				switch fun := n.Fun.(type) {
				case *ast.Ident:
					name = fun.Name
				case *ast.SelectorExpr:
					if x, ok := fun.X.(*ast.Ident); ok {
						name = x.Name + "." + fun.Sel.Name
					}
				}
				if slices.Contains(forbidden, name) {
					t.Errorf("%s: %s", fset.Position(n.Pos()), name)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// testHelper reports whether the file belongs to a package that only tests import.
func testHelper(path string) bool { return strings.HasPrefix(filepath.ToSlash(path), "internal/") }
