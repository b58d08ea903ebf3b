// Package firstscreen starts endless goroutines from screens.
package firstscreen

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type program struct{ window fyne.Window }

// Run shows a screen that is gone when one of its buttons has been tapped.
func Run(w fyne.Window) {
	p := &program{window: w}
	p.window.SetContent(widget.NewButton("Open", p.open))
	w.SetMainMenu(fyne.NewMainMenu(fyne.NewMenu("File", fyne.NewMenuItem("Open", p.reopen))))
}

func (p *program) open() {
	p.window.SetContent(widget.NewLabel("open"))
	go p.watch()
}

// A menu stays.
func (p *program) reopen() {
	p.window.SetContent(widget.NewLabel("open"))
	go p.poll() // want "started again and again"
}

func (p *program) watch() {
	for {
		time.Sleep(time.Second)
	}
}

func (p *program) poll() {
	for {
		time.Sleep(time.Second)
	}
}
