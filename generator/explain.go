package generator

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/go-bgkit/bgkit/generator/internal/emit"
)

// Explain says of the annotated method at a line of a file what its wrapper captures, how each field is copied, and why.
// ok is false when no annotated method is there.
func (r *Result) Explain(file string, line int) (text string, ok bool) {
	for _, p := range r.plans {
		for _, m := range p.Methods {
			from, to := p.Position(m.Decl.Pos()), p.Position(m.Decl.End())
			if m.Decl.Doc != nil {
				from = p.Position(m.Decl.Doc.Pos())
			}
			if !sameFile(from.Filename, file) || line < from.Line || line > to.Line {
				continue
			}
			var out strings.Builder
			fmt.Fprintf(&out, "%s  //bg:%s\n", m.Name(), m.Options.Kind)
			fmt.Fprintf(&out, "wrapper  %s, in %s\n", m.Wrapper, Output)
			for _, l := range m.Locks {
				fmt.Fprintf(&out, "lock     %s is held while the fields are copied\n", m.RecvName()+"."+l.Path)
			}
			rows := emit.Rows(m)
			if len(rows) == 0 {
				out.WriteString("captures nothing: the body reads no field\n")
				return out.String(), true
			}
			out.WriteString("captures\n")
			width := 0
			for _, row := range rows {
				width = max(width, len(row[0]))
			}
			at := map[string]string{}
			types := map[string]string{}
			for _, n := range m.Root.Leaves() {
				pos := p.Position(n.Pos)
				at[m.RecvName()+"."+n.Path()] = fmt.Sprintf("%s:%d", filepath.Base(pos.Filename), pos.Line)
				types[m.RecvName()+"."+n.Path()] = strings.ReplaceAll(n.Type.String(), p.Path+".", "")
			}
			for _, row := range rows {
				fmt.Fprintf(&out, "  %-*s  %s\n", width, row[0], row[1])
				if at[row[0]] != "" {
					fmt.Fprintf(&out, "  %-*s  a %s, read at %s\n", width, "", types[row[0]], at[row[0]])
				}
			}
			return out.String(), true
		}
	}
	return "", false
}

// sameFile compares a name as the user writes it with an absolute one.
func sameFile(abs, name string) bool {
	if full, err := filepath.Abs(name); err == nil && full == abs {
		return true
	}
	return !filepath.IsAbs(name) && strings.HasSuffix(abs, string(filepath.Separator)+filepath.Clean(name))
}
