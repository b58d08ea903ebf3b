package n08

import "github.com/rivo/tview"

// Fields that only the goroutine uses, and a write that the marshalled function does.
type reader struct {
	app    *tview.Application
	offset int
	shown  int
	list   *tview.List
}

func (r *reader) Start(read func(int) string) {
	go func() {
		for {
			s := read(r.offset)
			r.offset += len(s)
			r.app.QueueUpdateDraw(func() {
				r.shown++
				r.list.AddItem(s, "", 0, nil)
			})
		}
	}()
}
