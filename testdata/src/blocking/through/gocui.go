package through

import (
	"net/http"
	"time"

	"github.com/jroimartin/gocui"
)

// gocui's handlers: a manager, a manager func, an editor func.
type layout struct{ url string }

func (l *layout) Layout(g *gocui.Gui) error {
	_, err := http.Get(l.url) // want "blocks the UI goroutine"
	return err
}

func Manage(g *gocui.Gui, v *gocui.View) {
	g.SetManager(&layout{"https://example.org"}, gocui.ManagerFunc(func(*gocui.Gui) error {
		time.Sleep(time.Second) // want "blocks the UI goroutine"
		return nil
	}))
	g.SetManagerFunc(managed)
	v.Editor = gocui.EditorFunc(func(v *gocui.View, key gocui.Key, ch rune, mod gocui.Modifier) {
		time.Sleep(time.Second) // want "blocks the UI goroutine"
	})
}

func managed(g *gocui.Gui) error {
	time.Sleep(time.Second) // want "blocks the UI goroutine"
	return nil
}
