// Package localdb is about databases that are a file of this machine.
package localdb

import (
	"os/exec"

	"fyne.io/fyne/v2/widget"

	"blocking/localdb/store"
)

// A small query is local I/O.
func newCount(s *store.Store, lbl *widget.Label) *widget.Button {
	return widget.NewButton("Count", func() {
		if s.Count() == 0 {
			lbl.SetText("none")
		}
		s.DB.Ping()
	})
}

// So is a single change.
func newPut(s *store.Store) *widget.Button {
	return widget.NewButton("Put", func() { s.Put("x") })
}

// One for each line waits for the device each time.
func newPutAll(s *store.Store) *widget.Button {
	return widget.NewButton("Put all", func() { s.PutAll([]string{"x", "y"}) }) // want `Exec blocks the UI goroutine`
}

// The program is the headline.
func newPrune(s *store.Store) *widget.Button {
	return widget.NewButton("Prune", func() {
		s.Put("x")
		exec.Command("git", "worktree", "prune").Run() // want `Run blocks the UI goroutine`
	})
}
