// Package rule describes a rule: its id, its name and its one text.
//
// The text of a rule stands in the doc.go of its package, and nowhere else. The package embeds that file and hands it to
// Doc, so that pkg.go.dev, "bglint explain" and the analyzer's own help all show the same words:
//
//	//go:embed doc.go
//	var doc string
//
//	var Rule = rule.Info{ID: "BG101", Name: "blocking", Doc: rule.Doc("blocking", doc)}
package rule

import (
	"fmt"
	"go/parser"
	"go/token"
	"strings"
)

// Info is what a rule says about itself.
type Info struct {
	ID   string // "BG101": stable, in messages, directives and baselines
	Name string // "blocking": the analyzer's name and the name of its package below analyzers/
	Doc  string // the text of doc.go: a line "name: summary", a blank line, the rest
}

// Title is the summary in the first line of the text.
func (i Info) Title() string {
	line, _, _ := strings.Cut(i.Doc, "\n")
	return strings.TrimPrefix(line, i.Name+": ")
}

// Advice reports whether the rule's reports are advice; others are mistakes.
func (i Info) Advice() bool { return strings.HasPrefix(i.ID, "BG3") }

// URL is the rule's page.
func (i Info) URL() string {
	return "https://github.com/go-bgkit/bgkit/blob/main/docs/rules/" + i.Name + ".md"
}

// Doc returns the text of a rule from its doc.go. Analyzers hold no panics, so a doc.go without text gives the bare
// name: analysis.Validate refuses an analyzer without documentation, and the suite's test refuses such a rule.
func Doc(name, src string) string {
	text, err := ExtractDoc(name, src)
	if err != nil {
		return name
	}
	return text
}

// ExtractDoc returns the text of the analyzer called name from the package comment in src, the content of a Go file.
//
// A package comment with a heading "# Analyzer name" holds the texts of several analyzers, or a text for readers of the
// package before that of the analyzer; the text is then what follows the heading, up to the next "# Analyzer" heading.
// Without one it is the whole comment. Either way its first line has the form "name: summary". A package comment that
// begins, as is customary, with "Package name" and has no heading is refused, since that line is no summary of the rule.
func ExtractDoc(name, src string) (string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", src, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		return "", fmt.Errorf("doc of %s: %w", name, err)
	}
	text := file.Doc.Text()
	if strings.TrimSpace(text) == "" {
		return "", fmt.Errorf("doc of %s: no package comment", name)
	}
	sections := strings.Split("\n"+text, "\n# Analyzer ")
	for _, section := range sections[1:] {
		heading, body, _ := strings.Cut(section, "\n")
		if strings.TrimSpace(heading) == name {
			return titled(name, body)
		}
	}
	if len(sections) > 1 {
		return "", fmt.Errorf("doc of %s: no heading \"# Analyzer %s\"", name, name)
	}
	return titled(name, text)
}

func titled(name, text string) (string, error) {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, name+": ") {
		return "", fmt.Errorf("doc of %s: does not begin with \"%s: summary\"", name, name)
	}
	return text, nil
}
