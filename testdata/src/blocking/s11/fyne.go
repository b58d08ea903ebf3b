// Package s11 is shape S11: the result callback of a dialog does the work.
package s11

import (
	"io"
	"net"
	"net/http"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// Wrong: the callback runs on the UI goroutine, also when a goroutine opened the dialog.
func Receive(conn net.Conn, win fyne.Window) {
	dialog.ShowFileSave(func(w fyne.URIWriteCloser, err error) {
		if err != nil || w == nil {
			return
		}
		_, _ = io.Copy(w, conn) // want "blocks the UI goroutine"
	}, win)
}

// Right: the callback starts a goroutine.
func ReceiveLater(conn net.Conn, win fyne.Window) {
	dialog.ShowFileSave(func(w fyne.URIWriteCloser, err error) {
		if err != nil || w == nil {
			return
		}
		go func() {
			_, err := io.Copy(w, conn)
			fyne.Do(func() { dialog.ShowError(err, win) })
		}()
	}, win)
}

func Erase(id string, win fyne.Window) {
	ask := dialog.NewConfirm("Erase", "Really?", func(ok bool) {
		if ok {
			erase(id)
		}
	}, win)
	ask.Show()
}

func erase(id string) {
	_, _ = http.PostForm("https://example.org/erase", map[string][]string{"id": {id}}) // want "blocks the UI goroutine"
}
