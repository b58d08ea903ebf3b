package through

import "fyne.io/fyne/v2/widget"

var onChange func(string)

func Register(lbl *widget.Label) {
	onChange = func(s string) {
		lbl.SetText(s) // want "off the UI goroutine"
	}
}

func Follow(changes chan string) {
	go func() {
		for s := range changes {
			onChange(s)
		}
	}()
}
