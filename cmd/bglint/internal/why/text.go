package why

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/graph"
)

// A printer writes an answer for people: lines that begin with a place that editors recognise, each with its source.
type printer struct {
	out   *bufio.Writer
	root  string
	files map[string][]string
}

// Text prints an answer.
func Text(w io.Writer, a *Answer, root string) error {
	p := &printer{out: bufio.NewWriter(w), root: root, files: make(map[string][]string)}
	if a.Line > 0 {
		fmt.Fprintf(p.out, "%s:%d: %s\n", a.File, a.Line, p.source(a.File, a.Line))
		p.things(a)
	}
	for i, f := range a.Functions {
		if i > 0 || a.Line > 0 {
			fmt.Fprintln(p.out)
		}
		p.function(f)
	}
	return p.out.Flush()
}

func (p *printer) things(a *Answer) {
	if len(a.Things) == 0 {
		fmt.Fprintln(p.out, "\tno call stands here, and nothing that is shared")
	}
	for _, t := range a.Things {
		fmt.Fprintf(p.out, "\n%s:%d:%d: %s\n", a.File, a.Line, t.Column, t.What)
		if len(t.Points) == 0 {
			fmt.Fprintln(p.out, "\tnot reported: nothing is known of it that blocks, waits or needs the UI goroutine")
		}
		for _, point := range t.Points {
			if point.Does != t.What {
				fmt.Fprintf(p.out, "\t%s\n", point.Does)
			}
			p.steps(point.Steps, "\t")
			if point.Why != "" {
				fmt.Fprintf(p.out, "\t%s\n", point.Why)
			}
		}
	}
}

func (p *printer) function(f *Function) {
	var contexts []graph.Context
	for _, c := range f.Contexts {
		contexts = append(contexts, c.Context)
	}
	switch {
	case len(contexts) > 0:
		verb := "runs"
		if f.Kind == graph.Slot {
			verb = "is called"
			if strings.HasPrefix(f.Name, "the functions") {
				verb = "run"
			}
		}
		fmt.Fprintf(p.out, "%s %s %s\n", f.Called, verb, wheres(contexts))
	default:
		fmt.Fprintf(p.out, "%s: %s\n", f.Called, f.Note)
	}
	if f.Note != "" && len(contexts) > 0 {
		fmt.Fprintf(p.out, "\t%s\n", f.Note)
	}
	if f.Line > 0 {
		p.steps([]finding.Step{{File: f.File, Line: f.Line, Column: f.Column}}, "\t")
	}
	for _, c := range f.Contexts {
		fmt.Fprintf(p.out, "\n%s (%s):\n", c.Context.Where(), c.Confidence)
		p.steps(c.Chain, "\t")
		for _, s := range c.Also {
			fmt.Fprintf(p.out, "\t%s:%d:%d: also begins here: %s\n", s.File, s.Line, s.Column, s.Text)
		}
		if c.More > 0 {
			fmt.Fprintf(p.out, "\t... and in %s\n", finding.Count(c.More, "more place"))
		}
		if c.Note != "" {
			fmt.Fprintf(p.out, "\t%s\n", c.Note)
		}
	}
}

// steps prints a chain, below each step the line of source that it stands in.
func (p *printer) steps(steps []finding.Step, indent string) {
	for _, s := range steps {
		source := p.source(s.File, s.Line)
		if s.Text == "" {
			fmt.Fprintf(p.out, "%s%s:%d:%d: %s\n", indent, s.File, s.Line, s.Column, source)
			continue
		}
		fmt.Fprintf(p.out, "%s%s:%d:%d: %s\n", indent, s.File, s.Line, s.Column, s.Text)
		if source != "" {
			fmt.Fprintf(p.out, "%s\t%s\n", indent, source)
		}
	}
}

// source returns a line of a file of the program, or "" for what is not at hand, such as a dependency's.
func (p *printer) source(file string, line int) string {
	lines, ok := p.files[file]
	if !ok {
		if data, err := os.ReadFile(filepath.Join(p.root, filepath.FromSlash(file))); err == nil && filepath.IsLocal(filepath.FromSlash(file)) {
			lines = strings.Split(string(data), "\n")
		}
		p.files[file] = lines
	}
	if line < 1 || line > len(lines) {
		return ""
	}
	return strings.TrimSpace(lines[line-1])
}
