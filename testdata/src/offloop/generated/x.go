// Package generated has a file that was generated.
package generated

// Generated code starts the goroutine.
func (f *form) Start(text string) {
	spawn(func() {
		f.state.SetText(text) // want "off the UI goroutine"
	})
}

// The goroutine that leads into generated code stands here.
func (f *form) Set(work func() string) {
	go func() {
		f.set(work()) // want "off the UI goroutine"
	}()
}
