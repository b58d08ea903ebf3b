package s20

import "github.com/rivo/tview"

func NewFilter(load func(string) []string, list *tview.List) *tview.InputField {
	var last string
	in := tview.NewInputField()
	in.SetChangedFunc(func(text string) {
		if text == last {
			return
		}
		go func() {
			load(text)
			last = text // want "races with"
		}()
	})
	return in
}
