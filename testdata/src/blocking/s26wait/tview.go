package s26wait

import "github.com/rivo/tview"

// Wrong: the answer is sent by the modal's done handler, which can not run while the button's handler waits.
func NewDelete(pages *tview.Pages) *tview.Button {
	answer := make(chan bool, 1)
	modal := tview.NewModal().AddButtons([]string{"Yes", "No"})
	modal.SetDoneFunc(func(i int, _ string) { answer <- i == 0 })
	return tview.NewButton("Delete").SetSelectedFunc(func() {
		pages.AddPage("sure", modal, true, true)
		if <-answer { // want "blocks the UI goroutine"
			pages.RemovePage("item")
		}
	})
}
