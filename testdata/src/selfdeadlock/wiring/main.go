// Command wiring converts the loggers to package ui's interface: only here both are in sight.
package main

import (
	"selfdeadlock/wiring/logs"
	"selfdeadlock/wiring/ui"

	tea "github.com/charmbracelet/bubbletea"
)

func main() {
	direct := &logs.Direct{}
	m := ui.New(direct) // want "waits for the UI goroutine"
	_ = ui.New(&logs.Detached{})
	direct.Prog = tea.NewProgram(m)
	_, _ = direct.Prog.Run()
}
