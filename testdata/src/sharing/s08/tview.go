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

type cachedRows struct{ items map[string]string }

// Wrong: m is an alias, not a copy.
func (c *cachedRows) Bind(form *tview.Form, store func(string, string)) {
	form.AddInputField("Name", "", 10, nil, func(text string) { c.items[text] = text })
	form.AddButton("Save", func() {
		m := c.items
		go func() {
			for k, v := range m { // want "races with"
				store(k, v)
			}
		}()
	})
}
