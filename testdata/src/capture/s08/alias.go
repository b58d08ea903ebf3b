package s08

import "github.com/rivo/tview"

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
