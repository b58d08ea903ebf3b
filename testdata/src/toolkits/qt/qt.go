// Package qt is a program with miqt.
package qt

import (
	"net/http"
	"time"

	"github.com/mappu/miqt/qt6"
	"github.com/mappu/miqt/qt6/mainthread"
)

type window struct {
	label  *qt6.QLabel
	button *qt6.QPushButton
	dialog *qt6.QDialog
}

func (w *window) connect() {
	w.button.OnClicked(func() {
		_, _ = http.Get("https://example.org") // want `http.Get blocks the UI goroutine \(handler given to \(\*qt6.QAbstractButton\).OnClicked`
	})
	w.button.OnClicked(func() {
		w.status("waiting")
		go w.work()
	})
	w.button.OnClicked(w.right)
}

// status waits for itself when a handler calls it.
func (w *window) status(text string) {
	mainthread.Wait(func() { w.label.SetText(text) }) // want `mainthread.Wait waits for the UI goroutine, and runs on it`
}

func (w *window) work() {
	time.Sleep(time.Second)
	_ = qt6.NewQColor().Lighter() // a value
	w.label.SetText("done")       // want `\(\*qt6.QLabel\).SetText runs off the UI goroutine \(starts a goroutine\), with 1 more UI operation here; wrap it in mainthread.Start`
	w.button.SetEnabled(true)
}

func (w *window) right() {
	w.button.SetEnabled(false)
	if w.dialog.Exec() == 0 {
		return
	}
	go func() {
		time.Sleep(time.Second)
		mainthread.Wait(func() { w.label.SetText("asked") })
		mainthread.Start(func() { w.button.SetEnabled(true) })
	}()
}

func Run(w *window) {
	qt6.NewQApplication(nil)
	time.Sleep(time.Second)
	w.connect()
	qt6.QApplication_Exec()
}
