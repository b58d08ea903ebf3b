package s20

import "github.com/rivo/tview"

// Wrong: the queue was dropped because it froze the form, and the label is now set off the UI goroutine.
func NewName(tv *tview.List, save func(string)) *tview.InputField {
	in := tview.NewInputField()
	in.SetChangedFunc(func(text string) {
		go func() {
			save(text)
			tv.SetItemText(0, text, "") // want "off the UI goroutine"
		}()
	})
	return in
}
