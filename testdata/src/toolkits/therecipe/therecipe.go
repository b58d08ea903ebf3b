// Package therecipe is a program with therecipe/qt.
package therecipe

import (
	"time"

	"github.com/therecipe/qt/core"
	"github.com/therecipe/qt/widgets"
)

// A bridge has a signal of its own; the generator writes the method that emits it.
type bridge struct{ changed func(string) }

func (b *bridge) Changed(text string) { b.changed(text) }

func Run(button *widgets.QPushButton, label *widgets.QLabel, timer *core.QTimer, b *bridge) {
	button.ConnectClicked(func(bool) {
		time.Sleep(time.Second) // want `time.Sleep blocks the UI goroutine \(handler given to \(\*widgets.QPushButton\).ConnectClicked`
		go func() {
			time.Sleep(time.Second)
			label.SetText("late") // want `\(\*widgets.QLabel\).SetText runs off the UI goroutine \(starts a goroutine\), with 1 more UI operation here`
			timer.Start(10)
		}()
	})
	timer.ConnectTimeout(func() {
		label.SetText("tick")
		go func() {
			time.Sleep(time.Second)
			b.Changed("tock")
		}()
	})
	widgets.QApplication_Exec()
}
