package s07

import (
	"time"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

type playing struct {
	progress int
	box      *tview.Box
}

// Wrong: the key handler seeks while the goroutine counts.
func NewPlaying() *tview.Box {
	p := &playing{box: tview.NewBox()}
	p.box.SetInputCapture(func(ev *tcell.EventKey) *tcell.EventKey {
		p.progress = 0
		return ev
	})
	go p.run()
	return p.box
}

func (p *playing) run() {
	for range time.Tick(time.Second) {
		p.progress++ // want "races with"
	}
}
