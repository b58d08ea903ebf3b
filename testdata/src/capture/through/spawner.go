package through

import "fyne.io/fyne/v2/widget"

func background(f func()) { go f() }

type titled struct{ title string }

// An inferred spawner.
func (t *titled) Button(load func() string) *widget.Button {
	var b *widget.Button
	b = widget.NewButton("Load", func() {
		b.SetText(t.title)
		background(func() {
			t.title = load() // want "races with"
		})
	})
	return b
}
