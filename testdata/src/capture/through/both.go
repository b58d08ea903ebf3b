package through

import "fyne.io/fyne/v2/widget"

type toggle struct{ state int }

// A helper in both contexts races with itself.
func (t *toggle) flip() {
	t.state++ // want "races with"
}

func NewToggle() *widget.Button {
	t := &toggle{}
	go t.flip()
	return widget.NewButton("Flip", t.flip)
}
