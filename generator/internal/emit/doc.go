package emit

import (
	"fmt"
	"strings"

	"github.com/go-bgkit/bgkit/generator/internal/plan"
)

// doc is the comment of a wrapper.
func (w *wrapper) doc() []string {
	where := "on the I/O executor (run.IOBound)"
	if w.m.CPU() {
		where = "in a worker process (run.CPUBound)"
	}
	text := fmt.Sprintf("%s runs %s %s, on a copy of what it reads, and returns its future. The copy is made before %s returns: %s may be changed at once.",
		w.m.Wrapper, w.m.Decl.Name.Name, where, w.m.Wrapper, w.recv)
	rows := Rows(w.m)
	if len(rows) == 0 {
		text = fmt.Sprintf("%s runs %s %s and returns its future. It reads nothing of its receiver.", w.m.Wrapper, w.m.Decl.Name.Name, where)
	}
	if len(w.m.Sig.Params) > 0 && !w.m.CPU() {
		text += " The arguments are handed over as they are."
	}
	if w.m.Options.Lazy {
		text += fmt.Sprintf(" Of several calls for one %s, one runs and one waits; a newer call takes the place of the one that waits, which ends with background.ErrSuperseded.", w.m.Recv)
	}
	if d := w.m.Options.Timeout; d > 0 {
		text += fmt.Sprintf(" It ends with a *run.TimeoutError when it takes longer than %v.", d)
	}
	out := wrap(text, 112)
	if len(rows) == 0 {
		return out
	}
	out = append(out, "")
	width := 0
	for _, r := range rows {
		width = max(width, len(r[0]))
	}
	for _, r := range rows {
		out = append(out, fmt.Sprintf("\t%-*s  %s", width, r[0], r[1]))
	}
	return out
}

// Rows say of each captured field how it is captured.
func Rows(m *plan.Method) [][2]string {
	var rows [][2]string
	name := m.RecvName()
	if m.Root.Copy != nil {
		rows = append(rows, [2]string{name, Why(m.Root.Copy)})
	}
	for _, n := range m.Root.Leaves() {
		if n.Field == nil {
			continue
		}
		why := "whether it is nil"
		if n.Copy != nil {
			why = Why(n.Copy)
		}
		rows = append(rows, [2]string{name + "." + n.Path(), why})
	}
	return rows
}

// Why says in some words how a value is copied.
func Why(cp *plan.Copy) string {
	if cp.Kind == plan.Assign && !strings.HasPrefix(cp.Why, "shared") && !strings.HasPrefix(cp.Why, "the same") {
		return "as it is: " + cp.Why
	}
	return cp.Why
}

// wrap breaks a text into lines.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
