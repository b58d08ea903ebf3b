package stream

import (
	"fmt"
	"slices"
)

// The operations, as the page names them.
const (
	opNone  = "none"
	opGray  = "gray"
	opEdges = "edges"
	opBlur  = "blur"
)

// Settings are what the user chooses.
type Settings struct {
	Source    string `json:"source"`    // a Choice's ID
	Operation string `json:"operation"` // none, gray, edges or blur
	Low       int    `json:"low"`       // edges: a gradient above it belongs to an edge that touches a strong one
	High      int    `json:"high"`      // edges: a gradient above it is a strong one
	Blur      int    `json:"blur"`      // blur: radius in pixels
}

// check says what is wrong with settings, everything of it in one sentence.
func (s Settings) check() error {
	switch {
	case !slices.Contains([]string{opNone, opGray, opEdges, opBlur}, s.Operation):
		return fmt.Errorf("there is no operation %q: choose none, gray, edges or blur", s.Operation)
	case s.Low < 0 || s.Low > s.High || s.High > 255:
		return fmt.Errorf("the thresholds are %d and %d: they must rise, from 0 to 255", s.Low, s.High)
	case s.Blur < 1 || s.Blur > 20:
		return fmt.Errorf("the blur's radius is %d: it must be from 1 to 20", s.Blur)
	}
	return nil
}
