package owned

import (
	"io"

	"github.com/rivo/tview"
)

type gauge struct {
	app   *tview.Application
	label *tview.TextView
	text  string
}

func (g *gauge) Write(b []byte) (int, error) {
	g.app.QueueUpdateDraw(func() { g.label.SetText(g.text + string(b)) })
	return len(b), nil
}

// Right: the struct is filled in before the function is posted. Wrong is what comes after.
func newGauge(app *tview.Application, box *tview.Flex) *gauge {
	var g gauge
	g.app = app
	g.label = tview.NewTextView()
	app.QueueUpdateDraw(func() {
		box.AddItem(g.label, 0, 1, false)
		current = &g
	})
	g.text = "ready" // want "writes gauge.text"
	return &g
}

var current *gauge

func Download(app *tview.Application, box *tview.Flex, from io.Reader) *tview.Form {
	return tview.NewForm().AddButton("Load", func() {
		go func() { io.Copy(newGauge(app, box), from) }()
	}).AddButton("Show", func() {
		current.label.SetText(current.text)
	})
}
