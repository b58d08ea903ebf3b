package s15

import (
	"errors"

	tea "github.com/charmbracelet/bubbletea"
)

// Wrong: inside a callback nobody can return the command.
func Help(open func(done func())) {
	open(func() {
		showError(errors.New("no help")) // want "is dropped"
	})
}

// Wrong: neither go nor defer keeps the result.
func Detached(load func() tea.Cmd) {
	defer load()  // want "is dropped"
	go blinkAll() // want "is dropped"
}

func blinkAll() tea.Cmd { return blink }
