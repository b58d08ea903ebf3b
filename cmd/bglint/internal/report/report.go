// Package report prints what bglint found.
package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/rule"
	"github.com/go-bgkit/bgkit/cmd/bglint/internal/driver"
)

// Formats are the names of the formats.
var Formats = []string{"text", "json", "sarif", "github"}

// A Document is what there is to print.
type Document struct {
	*driver.Result
	Rules   []rule.Info // the rules that ran
	Version string      // bglint's own
	Stale   []Stale     // the baseline's entries that are not found any more
}

// A Stale is an entry of a baseline of which there are fewer findings than it says.
type Stale struct {
	File  string `json:"file"` // relative to the module's root
	Line  int    `json:"line"`
	Entry string `json:"entry"`
	Count int    `json:"count"`
	Found int    `json:"found"`
}

func (s Stale) String() string {
	if s.Found == 0 {
		return "stale: remove the entry, or run \"bglint baseline write\": not found any more: " + s.Entry
	}
	return fmt.Sprintf("stale: lower the count, or run \"bglint baseline write\": found %d times, not %d: %s", s.Found, s.Count, s.Entry)
}

// Write prints a document in a format, of which there is one for people and several for programs. Only text needs errw,
// for the packages that could not be checked.
func Write(w, errw io.Writer, format string, doc Document) error {
	switch format {
	case "json":
		return JSON(w, doc)
	case "sarif":
		return SARIF(w, doc)
	case "github":
		return GitHub(w, doc)
	}
	return Text(w, errw, doc)
}

// A Styler colours text for a terminal.
type Styler bool

// Terminal reports whether f is a terminal.
func Terminal(f any) bool {
	file, ok := f.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// Colours reports whether w is a terminal whose user wants colours.
func Colours(w io.Writer) Styler {
	return Styler(os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && Terminal(w))
}

const (
	bold   = "\x1b[1m"
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	dim    = "\x1b[2m"
	reset  = "\x1b[0m"
)

func (s Styler) paint(style, text string) string {
	if !s {
		return text
	}
	return style + text + reset
}

// maxSteps is the most lines of a chain that people are shown: a goroutine that touches the UI in fifty places is one
// finding, and nobody reads fifty lines of it.
const maxSteps = 16

// shorten returns the steps of a chain that people are shown, and a line that stands for the others or "".
func shorten(chain []finding.Step) (steps []finding.Step, rest string) {
	if len(chain) <= maxSteps+1 {
		return chain, ""
	}
	return chain[:maxSteps], fmt.Sprintf("... and %s: see --format=json", finding.Count(len(chain)-maxSteps, "more place"))
}

// Text prints findings to w: a line each, and below it, indented, the chain that proves it. Every line begins with a
// place that editors and terminals recognise. The packages that could not be checked go to errw.
func Text(w, errw io.Writer, res Document) error {
	out, style := bufio.NewWriter(w), Colours(w)
	for _, f := range res.Findings {
		hue := yellow
		if f.Confidence == finding.Certain {
			hue = red
		}
		fmt.Fprintf(out, "%s %s %s\n", style.paint(bold, fmt.Sprintf("%s:%d:%d:", f.File, f.Line, f.Column)), f.Message,
			style.paint(hue, fmt.Sprintf("(%s %s, %s)", f.Rule, f.Name, f.Confidence)))
		steps, rest := shorten(f.Chain)
		for _, step := range steps {
			fmt.Fprintf(out, "\t%s %s\n", style.paint(dim, fmt.Sprintf("%s:%d:%d:", step.File, step.Line, step.Column)), step.Text)
		}
		if rest != "" {
			fmt.Fprintf(out, "\t%s\n", rest)
		}
	}
	for _, e := range res.Stale {
		fmt.Fprintf(out, "%s %s\n", style.paint(bold, fmt.Sprintf("%s:%d:", e.File, e.Line)), e)
	}
	err := out.Flush()
	Errors(errw, res.Result)
	return err
}

// Errors prints which packages could not be checked.
func Errors(w io.Writer, res *driver.Result) {
	style := Colours(w)
	for _, e := range res.Errors {
		fmt.Fprintf(w, "%s %s\n", style.paint(bold, "bglint: "+e.Package+":"), strings.ReplaceAll(e.Message, "\n", "\n\t"))
	}
}

// JSON prints one document.
func JSON(w io.Writer, res Document) error {
	doc := struct {
		Version  int                `json:"version"`
		Findings []*finding.Finding `json:"findings"`
		Errors   []driver.Error     `json:"errors"`
		Stale    []Stale            `json:"stale,omitempty"`
	}{1, []*finding.Finding{}, []driver.Error{}, res.Stale}
	for _, f := range res.Findings {
		f := *f
		if f.Chain == nil {
			f.Chain = []finding.Step{}
		}
		if f.Fixes == nil {
			f.Fixes = []string{}
		}
		doc.Findings = append(doc.Findings, &f)
	}
	doc.Errors = append(doc.Errors, res.Errors...)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}
