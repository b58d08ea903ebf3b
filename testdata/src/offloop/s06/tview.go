package s06

import "github.com/rivo/tview"

type desk struct {
	app   *tview.Application
	bar   *tview.TextView
	pages *tview.Pages
}

// flash is legal in handlers; two calls further down it touches the pages.
func (d *desk) flash(s string) {
	d.bar.SetTitle(s)
	d.raise("msg")
}

func (d *desk) raise(name string) { d.pages.ShowPage(name) }

func (d *desk) Form(save func() error) *tview.Form {
	return tview.NewForm().
		AddButton("Help", func() { d.flash("help") }).
		AddButton("Save", func() {
			go func() {
				if err := save(); err != nil {
					d.flash(err.Error()) // want "off the UI goroutine"
				}
			}()
		})
}
