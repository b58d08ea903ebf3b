// Command tview is look-alike N11: the interface is built before the loop runs.
package main

import "github.com/rivo/tview"

func main() {
	app := tview.NewApplication()
	list := tview.NewList().AddItem("a", "", 'a', nil)
	app.SetRoot(list, true).SetFocus(list)
	if err := app.Run(); err != nil {
		panic(err)
	}
}
