// Package generated has a file that was generated.
package generated

// The background side stands here, the UI side in the generated file.
func Rename(load func() string) {
	go func() {
		name = load() // want "races with"
	}()
}
