package through

import (
	"os/exec"

	"fyne.io/fyne/v2"
)

// Funcs in a map, looked up by a key handler.
type hotkeys struct{ byName map[fyne.KeyName]func() }

func NewHotkeys(canvas fyne.Canvas) {
	h := hotkeys{byName: map[fyne.KeyName]func(){}}
	h.byName["F5"] = func() {
		_ = exec.Command("make").Run() // want "blocks the UI goroutine"
	}
	canvas.SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if f := h.byName[ev.Name]; f != nil {
			f()
		}
	})
}
