package through

import "fyne.io/fyne/v2/widget"

type entryState struct{ text string }

// Through a helper four calls deep that gets the pointer.
func Deep(e *widget.Entry) {
	st := &entryState{}
	e.OnChanged = func(s string) { st.text = s }
	go one(st)
}

func one(st *entryState) { two(st) }

func two(st *entryState) { three(st) }

func three(st *entryState) { four(st) }

func four(st *entryState) {
	use(st.text) // possible only: the read is far from where the goroutine starts
}

func use(string) {}
