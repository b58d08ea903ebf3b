// Package passed has functions that go through an interface: who passes them does not know how they run, and who runs them
// does not know what they do.
package passed

import (
	"fyne.io/fyne/v2"

	"offloop/passed/panel"
)

type pool struct{}

func (pool) Go(work func()) { go work() } // want `\(\*widget.Label\).SetText runs off the UI goroutine`

func (pool) Post(work func()) { fyne.Do(work) }

func New() *panel.Panel {
	p, _ := panel.New(pool{})
	return p
}
