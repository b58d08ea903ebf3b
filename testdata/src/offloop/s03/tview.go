package s03

import (
	"time"

	"offloop/s03/clock"

	"github.com/rivo/tview"
)

// A listener that a goroutine of package clock calls through clock.Listener. Its method is in this package, so the report
// stands in it.
type face struct{ tv *tview.TextView }

func (f *face) Ticked(now time.Time) {
	f.tv.SetTitle(now.String()) // want "off the UI goroutine"
}

type calmFace struct {
	app *tview.Application
	tv  *tview.TextView
}

func (f *calmFace) Ticked(now time.Time) {
	f.app.QueueUpdateDraw(func() { f.tv.SetTitle(now.String()) })
}

func NewFace(app *tview.Application, tv *tview.TextView) {
	c := &clock.Clock{}
	c.Listen(&face{tv})
	c.Listen(&calmFace{app, tv})
	c.Start()
}

// The same inside one package: the report is at the UI call.
type subscriber interface{ deliver(string) }

type bus struct{ subs []subscriber }

func (b *bus) emit(s string) {
	for _, sub := range b.subs {
		go sub.deliver(s)
	}
}

type ticket struct{ box *tview.Flex }

func (t *ticket) deliver(s string) {
	t.box.SetTitle(s) // want "off the UI goroutine"
}

func NewBus(box *tview.Flex) {
	b := &bus{}
	b.subs = append(b.subs, &ticket{box})
	b.emit("hello")
}
