// Package generated has a file that was generated.
package generated

func Reset(f form) {
	f.reset()
	f.blur()  // right: always nil
	f.focus() // want "is dropped"
}
