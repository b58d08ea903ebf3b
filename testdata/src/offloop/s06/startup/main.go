// Command startup is shape S6 with start-up code as the other world.
package main

import (
	"time"

	"github.com/rivo/tview"
)

func main() {
	app := tview.NewApplication()
	list := tview.NewList()
	fill(list)
	go func() {
		time.Sleep(time.Second)
		fill(list) // want "off the UI goroutine"
	}()
	if err := app.SetRoot(list, true).Run(); err != nil {
		panic(err)
	}
}

func fill(list *tview.List) {
	list.Clear()
	list.AddItem("one", "", '1', nil)
}
