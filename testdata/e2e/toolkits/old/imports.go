// Package old imports toolkits from before their rules changed: Fyne without fyne.Do, tview whose QueueUpdate does not
// wait, gocui with Execute.
package old

import (
	_ "fyne.io/fyne/v2/container"
	_ "fyne.io/fyne/v2/data/binding"
	_ "fyne.io/fyne/v2/dialog"
	_ "fyne.io/fyne/v2/widget"
	_ "github.com/charmbracelet/bubbletea"
	_ "github.com/jroimartin/gocui"
	_ "github.com/rivo/tview"
)
