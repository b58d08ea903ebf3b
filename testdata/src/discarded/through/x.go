// Package through drops commands behind generics, interfaces, func values and embedded types.
package through

import tea "github.com/charmbracelet/bubbletea"

func quit() tea.Cmd { return tea.Quit }

type component interface {
	Resize(w int) tea.Cmd
}

type box struct{ w int }

func (b *box) Resize(w int) tea.Cmd {
	b.w = w
	return quit()
}

type frame struct {
	*box
	parts []component
	hook  func() tea.Cmd
}

func NewFrame() *frame { return &frame{box: &box{}, hook: quit} }

func (f *frame) Parts() {
	for _, p := range f.parts {
		p.Resize(3) // want "is dropped"
	}
}

func (f *frame) Add(c component) { f.parts = append(f.parts, c) }

func Wire(f *frame) { f.Add(f.box) }

func (f *frame) Embedded() {
	f.Resize(2) // want "is dropped"
}

func (f *frame) Hook() {
	f.hook() // want "is dropped"
}

func MethodValue(b *box) {
	resize := b.Resize
	resize(4) // want "is dropped"
}

func first[T any](a T, b T) T { return a }

func Generic() {
	first(quit(), quit()) // want "is dropped"
}

func pair() (int, tea.Cmd, error) { return 0, quit(), nil }

func Pair() (int, error) {
	n, _, err := pair() // want "is dropped"
	return n, err
}

// A type of its own whose underlying type is that of Cmd, but which is none.
type action func() tea.Msg

func act() action { return nil }

func Act() { act() }
