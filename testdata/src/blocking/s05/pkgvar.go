package s05

import (
	"os/exec"

	"fyne.io/fyne/v2/widget"
)

// A package variable so that tests can replace it.
var spellCheck = func(word string) ([]byte, error) {
	return exec.Command("aspell", word).Output() // want "blocks the UI goroutine"
}

func NewWordEntry() *widget.Entry {
	e := widget.NewEntry()
	e.OnSubmitted = func(word string) {
		out, _ := spellCheck(word)
		e.SetText(string(out))
	}
	return e
}
