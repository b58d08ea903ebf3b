package directive

import (
	"cmp"
	_ "embed"
	"go/ast"
	"go/token"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/rule"
)

//go:embed doc.go
var doc string

// Rule is BG001. Its analyzer is part of the suite in package analyzers, since it comes after all other rules.
var Rule = rule.Info{ID: "BG001", Name: "directive", Doc: rule.Doc("directive", doc)}

// Analyzer parses the directives of a package once, for all who require it. Its result is a *Set.
var Analyzer = &analysis.Analyzer{
	Name:       "bgdirectives",
	Doc:        "bgdirectives: read //bg: comments",
	URL:        "https://pkg.go.dev/github.com/go-bgkit/bgkit/analyzers/directive",
	ResultType: reflect.TypeFor[*Set](),
	Run: func(pass *analysis.Pass) (any, error) {
		return Parse(pass.Fset, pass.Files), nil
	},
}

// A Directive is one comment, well formed.
type Directive struct {
	Verb   string // "ignore", "ui", ... or "nolint"
	Rules  []string
	Reason string // what stands after the verb and the rules; for io and cpu the options
	Pos    token.Pos
	End    token.Pos
}

// A Problem is a comment that looks like a directive and is none, or one that has no effect.
type Problem struct {
	Pos, End token.Pos
	Message  string
}

// Marks are the directives in the doc comment of a function.
type Marks struct {
	Nonblocking, UI, Background, Safe, Forget *Directive
	IO, CPU                                   *Directive
}

// A Set holds the directives of a package's files. It may be used by several goroutines.
type Set struct {
	fset     *token.FileSet
	scopes   []scope // of ignore and nolint
	marks    map[*ast.FuncDecl]*Marks
	problems []Problem

	mu       sync.Mutex
	used     map[use]bool
	nolinted map[nolinted]bool
}

// A scope is where an ignore or nolint directive holds: in lines of a file.
type scope struct {
	*Directive
	file     *token.File
	from, to int
}

type use struct {
	d    *Directive
	rule string
}

// nolinted is a report that a nolint comment silenced.
type nolinted struct {
	pos  token.Pos
	rule string
}

// verbs says of each verb whether its reason is mandatory.
var verbs = map[string]bool{
	"ignore": true, "nonblocking": true, "safe": true, "forget": true,
	"ui": false, "background": false, "io": false, "cpu": false,
}

// Ignored reports whether a report of the rule at pos is silenced, and notes that the directive was of use. Ask it for
// every report, also for those that are too uncertain to be shown, or a comment that silences one looks unused.
func (s *Set) Ignored(pos token.Pos, ruleID string) bool {
	file := s.fset.File(pos)
	if file == nil {
		return false
	}
	line := file.PositionFor(pos, false).Line
	ignored := false
	for _, sc := range s.scopes {
		if sc.file != file || line < sc.from || line > sc.to || sc.Verb == "ignore" && !slices.Contains(sc.Rules, ruleID) {
			continue
		}
		ignored = true
		s.mu.Lock()
		s.used[use{sc.Directive, ruleID}] = true
		if sc.Verb == "nolint" {
			s.nolinted[nolinted{pos, ruleID}] = true
		}
		s.mu.Unlock()
	}
	return ignored
}

// At returns the directives that silence rules at pos. It notes no use of them.
func (s *Set) At(pos token.Pos) []*Directive {
	file := s.fset.File(pos)
	if file == nil {
		return nil
	}
	var out []*Directive
	line := file.PositionFor(pos, false).Line
	for _, sc := range s.scopes {
		if sc.file == file && sc.from <= line && line <= sc.to {
			out = append(out, sc.Directive)
		}
	}
	return out
}

// Unused returns the ignore directives that silenced nothing, each with those of its rules that are in enabled; the
// rules that did not run cannot tell. It is called when all rules are done. (Whether a nolint is of use is for
// golangci-lint's nolintlint to say.)
func (s *Set) Unused(enabled []string) []Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	var unused []Problem
	for _, sc := range s.scopes {
		if sc.Verb != "ignore" {
			continue
		}
		var idle []string
		for _, r := range sc.Rules {
			if slices.Contains(enabled, r) && !s.used[use{sc.Directive, r}] {
				idle = append(idle, r)
			}
		}
		if len(idle) > 0 {
			unused = append(unused, Problem{sc.Pos, sc.End, "//bg:ignore silences nothing here: no report of " + strings.Join(idle, ", ")})
		}
	}
	return unused
}

// Nolinted returns what nolint comments silenced, in the order of the places. It is called when all rules are done.
func (s *Set) Nolinted() []Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Problem
	for n := range s.nolinted {
		list = append(list, Problem{n.pos, n.pos, "a nolint comment silences " + n.rule + " here"})
	}
	slices.SortFunc(list, func(a, b Problem) int { return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.Message, b.Message)) })
	return list
}

// Func returns the marks of a function; the zero Marks where it has none.
func (s *Set) Func(decl *ast.FuncDecl) Marks {
	if m := s.marks[decl]; m != nil {
		return *m
	}
	return Marks{}
}

// Problems returns the comments that look like directives and are none, in the order of the files.
func (s *Set) Problems() []Problem { return s.problems }

// Parse reads the directives of the files, which were parsed with their comments.
func Parse(fset *token.FileSet, files []*ast.File) *Set {
	s := &Set{fset: fset, marks: make(map[*ast.FuncDecl]*Marks), used: make(map[use]bool), nolinted: make(map[nolinted]bool)}
	for _, f := range files {
		s.parseFile(f)
	}
	return s
}

func (s *Set) parseFile(f *ast.File) {
	p := fileParser{Set: s, file: s.fset.File(f.FileStart), ast: f}
	if p.file == nil {
		return
	}
	docs := make(map[*ast.CommentGroup]ast.Node)
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			docs[d.Doc] = d
		case *ast.GenDecl:
			docs[d.Doc] = d
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.ValueSpec:
					docs[spec.Doc] = spec
				case *ast.TypeSpec:
					docs[spec.Doc] = spec
				}
			}
		}
	}
	for _, group := range f.Comments {
		for _, c := range group.List {
			text, isLine := strings.CutPrefix(c.Text, "//")
			if !isLine {
				continue
			}
			if verb, ok := strings.CutPrefix(text, "bg:"); ok {
				p.directive(verb, c, group, docs[group])
			} else if verb, ok := strings.CutPrefix(strings.TrimLeft(text, " \t"), "bg:"); ok {
				if _, known := verbs[firstWord(verb)]; known {
					p.problem(c, "a directive has no blank after the slashes: write //bg:"+firstWord(verb))
				}
			} else if list, ok := strings.CutPrefix(strings.TrimLeft(text, " \t"), "nolint"); ok && concerned(list) {
				p.nolint(c, group)
			}
		}
	}
}

// A fileParser parses the comments of one file.
type fileParser struct {
	*Set
	file  *token.File
	ast   *ast.File
	code  map[int]bool   // lines on which code begins or ends
	nodes map[[2]int]int // line and column where a node begins -> the last line of the longest one
}

func (p *fileParser) problem(c *ast.Comment, message string) {
	p.problems = append(p.problems, Problem{c.Pos(), c.End(), message})
}

// directive reads the comment //bg:text. doc is the declaration whose doc comment it stands in, or nil. What follows a
// further pair of slashes is a comment on the comment.
func (p *fileParser) directive(text string, c *ast.Comment, group *ast.CommentGroup, doc ast.Node) {
	text, _, _ = strings.Cut(text, " //")
	verb := firstWord(text)
	needsReason, known := verbs[verb]
	if !known {
		p.problem(c, "unknown directive //bg:"+verb+": valid are background, cpu, forget, ignore, io, nonblocking, safe, ui")
		return
	}
	d := &Directive{Verb: verb, Reason: strings.TrimSpace(text[len(verb):]), Pos: c.Pos(), End: c.End()}
	if verb == "ignore" {
		p.ignore(d, c, group, doc)
		return
	}
	if needsReason && d.Reason == "" {
		p.problem(c, "//bg:"+verb+" needs a reason: //bg:"+verb+" why")
		return
	}
	decl, ok := doc.(*ast.FuncDecl)
	if !ok {
		p.problem(c, "//bg:"+verb+" belongs in the doc comment of a function or method")
		return
	}
	marks := p.marks[decl]
	if marks == nil {
		marks = new(Marks)
		p.marks[decl] = marks
	}
	slot := marks.slot(verb)
	if *slot != nil {
		p.problem(c, "//bg:"+verb+" stands here twice")
		return
	}
	*slot = d
	if marks.UI != nil && marks.Background != nil && (verb == "ui" || verb == "background") {
		p.problem(c, "a function cannot be both //bg:ui and //bg:background")
	}
	if marks.IO != nil && marks.CPU != nil && (verb == "io" || verb == "cpu") {
		p.problem(c, "a method cannot be both //bg:io and //bg:cpu")
	}
}

func (m *Marks) slot(verb string) **Directive {
	switch verb {
	case "nonblocking":
		return &m.Nonblocking
	case "ui":
		return &m.UI
	case "background":
		return &m.Background
	case "safe":
		return &m.Safe
	case "forget":
		return &m.Forget
	case "io":
		return &m.IO
	default:
		return &m.CPU
	}
}

// ignore reads the rules and the reason of an ignore directive, and finds out where it holds.
func (p *fileParser) ignore(d *Directive, c *ast.Comment, group *ast.CommentGroup, doc ast.Node) {
	list := firstWord(d.Reason)
	d.Reason = strings.TrimSpace(d.Reason[len(list):])
	if list == "" {
		p.problem(c, "//bg:ignore needs a rule and a reason: //bg:ignore BG101 why")
		return
	}
	for _, name := range strings.Split(list, ",") {
		id, ok := rule.ID(name)
		if !ok {
			p.problem(c, "//bg:ignore of an unknown rule "+quote(name)+": valid are "+strings.Join(rule.IDs(), ", "))
			return
		}
		d.Rules = append(d.Rules, id)
	}
	if d.Reason == "" {
		p.problem(c, "//bg:ignore needs a reason: //bg:ignore "+list+" why")
		return
	}
	line := p.line(c.Pos())
	sc := scope{d, p.file, line, line}
	switch {
	case doc != nil:
		sc.to = p.line(doc.End())
	case !p.codeLines()[line]:
		sc.to = p.line(group.End()) + 1
	}
	p.scopes = append(p.scopes, sc)
}

// nolint notes a nolint comment that concerns bglint. As in golangci-lint it holds on its line, and before a node that
// begins on the next line in the same column, to the end of that node.
func (p *fileParser) nolint(c *ast.Comment, group *ast.CommentGroup) {
	line := p.line(c.Pos())
	sc := scope{&Directive{Verb: "nolint", Reason: c.Text, Pos: c.Pos(), End: c.End()}, p.file, line, line}
	column := p.file.PositionFor(c.Pos(), false).Column
	p.codeLines()
	if end, ok := p.nodes[[2]int{p.line(group.End()) + 1, column}]; ok && !p.code[line] {
		sc.to = end
	}
	p.scopes = append(p.scopes, sc)
}

func (p *fileParser) line(pos token.Pos) int { return p.file.PositionFor(pos, false).Line }

// codeLines returns the lines that hold the beginning or the end of a node other than a comment. Most files have no
// directive, so it is computed on the first use.
func (p *fileParser) codeLines() map[int]bool {
	if p.code != nil {
		return p.code
	}
	p.code, p.nodes = make(map[int]bool), make(map[[2]int]int)
	ast.Inspect(p.ast, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.Comment, *ast.CommentGroup:
			return false
		}
		start := p.file.PositionFor(n.Pos(), false)
		end := p.line(n.End())
		if _, isFile := n.(*ast.File); !isFile {
			p.code[start.Line] = true
			p.code[end] = true
		}
		key := [2]int{start.Line, start.Column}
		p.nodes[key] = max(p.nodes[key], end)
		return true
	})
	p.code[p.line(p.ast.Package)] = true
	return p.code
}

// concerned reports whether a nolint comment, given without its first word, names bglint or all linters.
func concerned(list string) bool {
	list, ok := strings.CutPrefix(list, ":")
	if !ok {
		return list == "" || list[0] == ' ' || list[0] == '\t'
	}
	list, _, _ = strings.Cut(list, "//")
	for _, name := range strings.Split(list, ",") {
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "bglint", "all":
			return true
		}
	}
	return false
}

func firstWord(text string) string {
	if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
		return text[:i]
	}
	return text
}

func quote(s string) string { return `"` + s + `"` }
