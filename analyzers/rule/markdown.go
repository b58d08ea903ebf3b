package rule

import (
	"go/doc/comment"
	"go/parser"
	"go/token"
	"strings"
)

// Markdown is the rule's text below its title, in Markdown, with headings of the given level.
func (i Info) Markdown(headingLevel int) string {
	_, body, _ := strings.Cut(i.Doc, "\n")
	printer := comment.Printer{
		HeadingLevel: headingLevel,
		HeadingID:    func(*comment.Heading) string { return "" },
	}
	var blocks []string
	for _, block := range new(comment.Parser).Parse(body).Content {
		if code, ok := block.(*comment.Code); ok {
			blocks = append(blocks, fenced(code.Text))
			continue
		}
		blocks = append(blocks, string(printer.Markdown(&comment.Doc{Content: []comment.Block{block}})))
	}
	return strings.Join(blocks, "\n")
}

// fenced puts code between fences that say whether it is Go, for the sake of its colours.
func fenced(code string) string {
	language := ""
	for _, frame := range [][2]string{{"", ""}, {"func _() {\n", "\n}"}} {
		if _, err := parser.ParseFile(token.NewFileSet(), "", "package p\n"+frame[0]+code+frame[1], 0); err == nil {
			language = "go"
			break
		}
	}
	return "```" + language + "\n" + strings.TrimRight(code, "\n") + "\n```\n"
}
