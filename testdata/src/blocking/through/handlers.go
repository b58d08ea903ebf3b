package through

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

// A handler in a composite literal.
func NewHandlers() []fyne.CanvasObject {
	check := &widget.Check{OnChanged: func(bool) {
		time.Sleep(time.Second) // want "blocks the UI goroutine"
	}}
	form := &widget.Form{
		Items:    []*widget.FormItem{widget.NewFormItem("", check)},
		OnSubmit: nap,
	}
	return []fyne.CanvasObject{check, form}
}

func nap() {
	time.Sleep(time.Second) // want "blocks the UI goroutine"
}

// A handler in a literal of a menu.
func NewMenu() *fyne.Menu {
	return fyne.NewMenu("File", &fyne.MenuItem{Label: "Nap", Action: func() {
		time.Sleep(2 * time.Second) // want "blocks the UI goroutine"
	}})
}

type ticker struct{ *tview.Box }

// The func that a method of the toolkit's interface returns is a handler, too.
func (t *ticker) InputHandler() func(*tcell.EventKey, func(tview.Primitive)) {
	return func(*tcell.EventKey, func(tview.Primitive)) {
		time.Sleep(time.Second) // want "blocks the UI goroutine"
	}
}

func NewTicker() tview.Primitive { return &ticker{tview.NewBox()} }
