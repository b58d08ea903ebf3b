package report

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"strings"
)

// GitHub prints workflow commands, of which GitHub makes annotations in the view of a change. What is certain is an error
// there, what is likely a warning, what is only possible a notice.
func GitHub(w io.Writer, res Document) error {
	out, prefix := bufio.NewWriter(w), repositoryPath(res.Root)
	for _, f := range res.Findings {
		command := level(f)
		if command == "note" {
			command = "notice"
		}
		message := f.Message
		steps, rest := shorten(f.Chain)
		for _, step := range steps {
			message += "\n" + step.String()
		}
		if rest != "" {
			message += "\n" + rest
		}
		fmt.Fprintf(out, "::%s file=%s,line=%d,col=%d,title=%s::%s\n", command, property(path.Join(prefix, f.File)), f.Line, f.Column,
			property(fmt.Sprintf("%s %s (%s)", f.Rule, f.Name, f.Confidence)), data(message))
	}
	for _, e := range res.Stale {
		fmt.Fprintf(out, "::error file=%s,line=%d,title=%s::%s\n", property(path.Join(prefix, e.File)), e.Line, property("bglint's baseline"), data(e.String()))
	}
	for _, e := range res.Errors {
		fmt.Fprintf(out, "::error title=%s::%s\n", property("bglint could not check "+e.Package), data(e.Message))
	}
	return out.Flush()
}

// data escapes the message of a workflow command.
func data(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

// property escapes the value of a property of a workflow command.
func property(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(text)
}
