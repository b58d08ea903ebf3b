package s08

import "github.com/rivo/tview"

// Wrong: a map that a goroutine fills and a key handler ranges over. For a map this can crash.
func NewSeen(names chan string, list *tview.List) {
	seen := map[string]bool{}
	go func() {
		for name := range names {
			seen[name] = true // want "races with"
		}
	}()
	list.SetDoneFunc(func() {
		for name := range seen {
			list.AddItem(name, "", 0, nil)
		}
	})
}
