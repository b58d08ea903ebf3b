// Command before is shape S10 before the loop: nobody drains the queue yet, and this goroutine is the one that would.
package main

import "github.com/rivo/tview"

func main() {
	app := tview.NewApplication()
	tv := tview.NewTextView()
	app.QueueUpdateDraw(func() { tv.SetText("hello") }) // want "waits for the UI goroutine"
	if err := app.SetRoot(tv, true).Run(); err != nil {
		panic(err)
	}
}
