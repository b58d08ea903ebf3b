package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// modulePath names the module under analysis as positions name it: "" for the main module's files is too little, since
// facts of several modules meet, so it is path@version, or the bare path for a module without version.
func modulePath(pass *analysis.Pass) string {
	m := pass.Module
	if m == nil || m.Path == "" {
		return ""
	}
	if m.Version != "" {
		return m.Path + "@" + m.Version
	}
	return m.Path
}

// Dependency reports whether the package belongs to a module that somebody else maintains. Its internal waiting is its
// own business (see depOp).
func Dependency(pass *analysis.Pass) bool { return pass.Module != nil && pass.Module.Version != "" }

// Step makes a chain link. Its file is relative to the module's root, so that it means the same on every machine, in
// every driver and in facts: the directory follows from the package's path, not from where the file lies.
func (e *Engine) Step(pos token.Pos, text string) finding.Step {
	return stepOf(e.Pass, pos, text)
}

func stepOf(pass *analysis.Pass, pos token.Pos, text string) finding.Step {
	p := pass.Fset.Position(pos)
	return finding.Step{File: relFile(pass, p.Filename), Line: p.Line, Column: p.Column, Text: text}
}

func relFile(pass *analysis.Pass, file string) string {
	base := path.Base(strings.ReplaceAll(file, "\\", "/"))
	pkg := strings.TrimSuffix(pass.Pkg.Path(), "_test")
	if pass.Module == nil || pass.Module.Path == "" {
		return path.Join(pkg, base)
	}
	rel, ok := strings.CutPrefix(pkg, pass.Module.Path)
	if !ok {
		rel = pkg // package main of a module is analysed as "main" by some drivers
		if pkg == "main" || pkg == "command-line-arguments" {
			rel = ""
		}
	}
	rel = strings.TrimPrefix(rel, "/")
	if pass.Module.Version != "" {
		return path.Join(pass.Module.Path+"@"+pass.Module.Version, rel, base)
	}
	return path.Join(rel, base)
}

// callPositions maps the left parenthesis of each call, which is where SSA puts it, to the name that is called, which is
// where a reader looks.
func callPositions(files []*ast.File) map[token.Pos]token.Pos {
	at := map[token.Pos]token.Pos{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				at[call.Lparen] = namePos(call.Fun)
			}
			return true
		})
	}
	return at
}

func namePos(fun ast.Expr) token.Pos {
	switch fun := fun.(type) {
	case *ast.SelectorExpr:
		return fun.Sel.Pos()
	case *ast.IndexExpr:
		return namePos(fun.X)
	case *ast.IndexListExpr:
		return namePos(fun.X)
	}
	return fun.Pos()
}

// At returns the position to show for an instruction.
func (e *Engine) At(pos token.Pos) token.Pos {
	if p, ok := e.callPos[pos]; ok {
		return p
	}
	return pos
}

// TestSupport reports whether a position stands in a file that serves tests: it speaks of the types of package testing,
// and there is no event loop in a test. To ask testing.Testing() makes no file one. In a package that has such a file and
// "test" or "mock" in its name, all do.
func (e *Engine) TestSupport(pos token.Pos) bool {
	for _, f := range e.Pass.Files {
		if pos < f.FileStart || f.FileEnd < pos {
			continue
		}
		if known, ok := e.supportMemo[f]; ok {
			return known
		}
		if e.supportMemo == nil {
			e.supportMemo = map[*ast.File]bool{}
		}
		e.supportMemo[f] = e.usesTesting(f) || testName.MatchString(e.Pass.Pkg.Path()) && slices.ContainsFunc(e.Pass.Files, e.usesTesting)
		return e.supportMemo[f]
	}
	return false
}

var testName = regexp.MustCompile(`(test|mock)[^/]*$`)

func (e *Engine) usesTesting(f *ast.File) bool {
	found := false
	if !slices.ContainsFunc(f.Imports, func(imp *ast.ImportSpec) bool { return imp.Path.Value == `"testing"` }) || IsTestFile(e.Pass.Fset, f.Package) {
		return false
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			t, isType := e.Pass.TypesInfo.Uses[id].(*types.TypeName)
			found = found || isType && t.Pkg() != nil && t.Pkg().Path() == "testing"
		}
		return !found
	})
	return found
}

// GeneratedFile reports whether a position stands in generated code, which nobody repairs by hand.
func (e *Engine) GeneratedFile(pos token.Pos) bool {
	for _, f := range e.Pass.Files {
		if f.FileStart <= pos && pos <= f.FileEnd {
			return ast.IsGenerated(f)
		}
	}
	return false
}

// Clip shortens a chain to its first and last steps.
func Clip(steps []finding.Step) []finding.Step {
	if len(steps) > 6 {
		return append(steps[:3:3], steps[len(steps)-3:]...)
	}
	return steps
}

// InstrPos is where an instruction stands in the source.
func InstrPos(e *Engine, in ssa.Instruction) token.Pos {
	if c, ok := in.(ssa.CallInstruction); ok {
		return e.At(c.Common().Pos())
	}
	return in.Pos()
}
