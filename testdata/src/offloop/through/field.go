package through

import "github.com/rivo/tview"

// Func fields: one that a goroutine calls, one that a handler calls.
type importer struct {
	onRow  func(string)
	onStop func()
}

func (i *importer) run() {
	for range 3 {
		i.onRow("row")
	}
}

func NewImporter(list *tview.List) *tview.Button {
	i := &importer{
		onRow: func(s string) {
			list.AddItem(s, "", 0, nil) // want "off the UI goroutine"
		},
		onStop: func() { list.Clear() },
	}
	go i.run()
	return tview.NewButton("Stop").SetSelectedFunc(func() { i.onStop() })
}
