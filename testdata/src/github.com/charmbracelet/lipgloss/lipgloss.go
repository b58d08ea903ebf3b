// Package lipgloss stands for the real one in tests: what bggen must know of it.
package lipgloss

// Renderer knows the terminal.
type Renderer struct{ dark bool }

// Style is a value: its methods return changed copies.
type Style struct {
	r    *Renderer
	bold bool
}

// NewStyle makes a style.
func NewStyle() Style { return Style{r: new(Renderer)} }

// Bold returns a bold style, or one that is not.
func (s Style) Bold(v bool) Style {
	s.bold = v
	return s
}

// Render renders text.
func (s Style) Render(text string) string {
	if s.bold {
		return "*" + text + "*"
	}
	return text
}
