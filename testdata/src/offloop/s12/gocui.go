package s12

import (
	"fmt"
	"time"

	"github.com/jroimartin/gocui"
)

// Wrong: the view is written in the goroutine; Update is only used to redraw.
func Tail(g *gocui.Gui, v *gocui.View, lines chan string) {
	go func() {
		for line := range lines {
			fmt.Fprintln(v, line) // want "off the UI goroutine"
			g.Update(func(*gocui.Gui) error { return nil })
		}
	}()
}

func TailRight(g *gocui.Gui, v *gocui.View) {
	go func() {
		for now := range time.Tick(time.Second) {
			g.Update(func(*gocui.Gui) error {
				fmt.Fprintln(v, now)
				return nil
			})
		}
	}()
}
