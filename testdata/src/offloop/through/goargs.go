package through

import "fyne.io/fyne/v2/widget"

func use(s string) {}

func label(lbl *widget.Label) string {
	lbl.Refresh()
	return lbl.Text
}

// Right: the arguments of go are evaluated by the caller.
func GoArgs(lbl *widget.Label) *widget.Button {
	return widget.NewButton("Go", func() {
		go use(label(lbl))
	})
}
