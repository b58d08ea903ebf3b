// Package s06 is shape S6: one helper, two worlds. The report stands at the call in the goroutine, not in the helper.
package s06

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type view struct{ lbl *widget.Label }

func (v *view) status(s string) { v.lbl.SetText(s) }

func NewView(work func()) []fyne.CanvasObject {
	v := &view{widget.NewLabel("")}
	return []fyne.CanvasObject{
		widget.NewButton("A", func() { v.status("ok") }),
		widget.NewButton("B", func() {
			go func() {
				work()
				v.status("done") // want "off the UI goroutine"
			}()
		}),
		widget.NewButton("C", func() {
			go func() {
				work()
				fyne.Do(func() { v.status("done") })
			}()
		}),
	}
}
