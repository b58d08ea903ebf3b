// Package term has an object with callbacks, which its constructor sets up before it has any.
package term

type Callbacks struct {
	Bell  func()
	Title func(string)
}

type Term struct {
	cb    Callbacks
	modes map[int]bool
	title string
}

func New() *Term {
	t := &Term{modes: map[int]bool{}}
	t.reset()
	return t
}

// With has its callbacks from the beginning.
func With(cb Callbacks) *Term {
	t := &Term{modes: map[int]bool{}, cb: cb}
	t.retitle("")
	return t
}

func (t *Term) SetCallbacks(cb Callbacks) { t.cb = cb }

func (t *Term) reset() {
	t.modes = map[int]bool{}
	if t.cb.Bell != nil {
		t.cb.Bell()
	}
}

func (t *Term) retitle(s string) {
	t.title = s
	if t.cb.Title != nil {
		t.cb.Title(s)
	}
}

// Write comes to the callbacks.
func (t *Term) Write(s string) { t.reset() }
