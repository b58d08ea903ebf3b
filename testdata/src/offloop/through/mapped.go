package through

import "fyne.io/fyne/v2/widget"

// Listeners in a map.
type topics struct{ byName map[string]func() }

func NewTopics(lbl *widget.Label, names chan string) {
	t := topics{byName: map[string]func(){
		"hide": func() {
			lbl.Hide() // want "off the UI goroutine"
		},
		"none": func() {},
	}}
	go func() {
		for name := range names {
			t.byName[name]()
		}
	}()
}
