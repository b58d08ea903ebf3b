package s08

import "fyne.io/fyne/v2/widget"

type document struct {
	title string
	lines []string
}

// Wrong: the document is saved while the entry's handler edits it.
func saveDocument(d *document, write func(string)) {
	write(d.title) // want "races with"
}

func NewDocument(write func(string)) *widget.Entry {
	d := &document{}
	e := widget.NewEntry()
	e.OnChanged = func(s string) {
		d.title = s
		go saveDocument(d, write)
	}
	return e
}

type memo struct{ title string }

func saveMemo(m memo, write func(string)) { write(m.title) }

// Right: a copy is saved.
func NewMemo(write func(string)) *widget.Entry {
	m := &memo{}
	e := widget.NewEntry()
	e.OnChanged = func(s string) {
		m.title = s
		go saveMemo(*m, write)
	}
	return e
}
