package through

import (
	"net/http"

	"github.com/rivo/tview"
)

type exporter struct{ url string }

// Registered as a method value.
func (e *exporter) export() {
	_, _ = http.Get(e.url) // want "blocks the UI goroutine"
}

// Started as a method value.
func (e *exporter) exportLater() {
	_, _ = http.Get(e.url)
}

func NewExporter(list *tview.List) {
	e := &exporter{"https://example.org"}
	list.AddItem("Export", "", 'e', e.export)
	list.AddItem("Export later", "", 'E', func() { go e.exportLater() })
	f := (*exporter).exportLater
	go f(e)
}
