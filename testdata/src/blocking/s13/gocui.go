package s13

import (
	"net/http"

	"github.com/jroimartin/gocui"
)

// Wrong: the network inside the func that Update posts.
func DeleteAll(g *gocui.Gui, client *http.Client, reqs []*http.Request) {
	g.Update(func(g *gocui.Gui) error {
		for _, r := range reqs {
			if _, err := client.Do(r); err != nil { // want "blocks the UI goroutine"
				return err
			}
		}
		return nil
	})
}

// Right: the key binding starts a goroutine, Update only shows.
func BindDelete(g *gocui.Gui, client *http.Client, req *http.Request) error {
	return g.SetKeybinding("", 'd', gocui.ModNone, func(g *gocui.Gui, v *gocui.View) error {
		go func() {
			_, err := client.Do(req)
			g.Update(func(*gocui.Gui) error { return err })
		}()
		return nil
	})
}
