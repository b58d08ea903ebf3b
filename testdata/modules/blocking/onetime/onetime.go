// Package onetime uses a dependency that does some things once, and does such things itself.
package onetime

import (
	"os/exec"
	"sync"

	"example.org/dep/logger"
)

//bg:ui
func quiet() {
	logger.Debug("x")
	logger.Default().Print("y")
	println(logger.Colours(), logger.Styled("z"))
	logger.Ready()
}

//bg:ui
func ask() { println(logger.Ask()) } // want `\(\*exec.Cmd\).Output blocks the UI goroutine through logger.Ask`

//bg:ui
func guess() { println(logger.Guess()) } // want `\(\*exec.Cmd\).Output blocks the UI goroutine through logger.Guess`

//bg:ui
func send(c *logger.Client) { c.Send("x") } // want `net.Dial blocks the UI goroutine through \(\*logger.Client\).Send`

var (
	once    sync.Once
	version string
)

//bg:ui
func own() {
	once.Do(func() {
		out, _ := exec.Command("git", "version").Output() // want `\(\*exec.Cmd\).Output blocks the UI goroutine`
		version = string(out)
	})
}

var branch = sync.OnceValue(func() string {
	out, _ := exec.Command("git", "branch").Output() // want `\(\*exec.Cmd\).Output blocks the UI goroutine`
	return string(out)
})

//bg:ui
func title() string { return branch() }
