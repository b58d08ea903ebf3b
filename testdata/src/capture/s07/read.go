package s07

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type composer struct {
	draft string
	entry *widget.Entry
}

// Wrong: the goroutine reads draft while the entry's handler writes it.
func NewComposer(send func(string)) []fyne.CanvasObject {
	c := &composer{entry: widget.NewEntry()}
	c.entry.OnChanged = func(s string) { c.draft = s }
	return []fyne.CanvasObject{c.entry, widget.NewButton("Send", func() { c.send(send) })}
}

func (c *composer) send(send func(string)) {
	go func() {
		send(c.draft) // want "races with"
	}()
}

type calmComposer struct {
	draft string
	entry *widget.Entry
}

// Right: the draft is read before the go.
func NewCalmComposer(send func(string)) []fyne.CanvasObject {
	c := &calmComposer{entry: widget.NewEntry()}
	c.entry.OnChanged = func(s string) { c.draft = s }
	return []fyne.CanvasObject{c.entry, widget.NewButton("Send", func() {
		draft := c.draft
		go send(draft)
	})}
}
