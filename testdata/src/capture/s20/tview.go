package s20

import "github.com/rivo/tview"

type tabs struct{ current int }

func (t *tabs) Bind(list *tview.List, load func(int)) {
	list.SetChangedFunc(func(i int, _, _ string, _ rune) {
		go func() {
			t.current = i // want "races with"
			load(i)
		}()
	})
	list.SetDoneFunc(func() { list.SetCurrentItem(t.current) })
}
