// Package widgets is a stub of github.com/gizak/termui/v3/widgets v3.1.0 for fixtures.
package widgets

import "github.com/gizak/termui/v3"

type Paragraph struct {
	termui.Block
	Text string
}

func NewParagraph() *Paragraph { return nil }
