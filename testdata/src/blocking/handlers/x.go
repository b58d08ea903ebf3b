// Package handlers comes to one blocking call from many handlers: each of them stops, so the report names each.
package handlers

import (
	"os/exec"

	"fyne.io/fyne/v2/widget"
)

func run(args ...string) { _ = exec.Command("card", args...).Run() } // want `blocks the UI goroutine \(handler given to widget.NewButton\).*also calls eight`

func one()   { run("1") }
func two()   { run("2") }
func three() { run("3") }
func four()  { run("4") }
func five()  { run("5") }
func six()   { run("6") }
func seven() { run("7") }
func eight() { run("8") }

func all() []*widget.Button {
	return []*widget.Button{
		widget.NewButton("1", func() { one() }),
		widget.NewButton("2", func() { two() }),
		widget.NewButton("3", func() { three() }),
		widget.NewButton("4", func() { four() }),
		widget.NewButton("5", func() { five() }),
		widget.NewButton("6", func() { six() }),
		widget.NewButton("7", func() { seven() }),
		widget.NewButton("8", func() { eight() }),
	}
}
