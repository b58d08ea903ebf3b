package s05

import (
	"os/exec"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

type deps struct{ dir string }

var commands = map[rune]func(deps){
	'd': dropStash,
	'h': func(deps) {},
}

// Wrong: an entry of the table that the key handler below indexes.
func dropStash(d deps) {
	cmd := exec.Command("git", "stash", "drop")
	cmd.Dir = d.dir
	_ = cmd.Run() // want "blocks the UI goroutine"
}

func BindCommands(list *tview.List, d deps) {
	list.SetInputCapture(func(ev *tcell.EventKey) *tcell.EventKey {
		if run, ok := commands[ev.Rune()]; ok {
			run(d)
			return nil
		}
		return ev
	})
}
