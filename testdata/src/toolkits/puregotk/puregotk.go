// Package puregotk is a program with puregotk, whose callbacks are pointers to variables.
package puregotk

import (
	"os/exec"
	"time"

	"codeberg.org/puregotk/puregotk/v4/glib"
	"codeberg.org/puregotk/puregotk/v4/gtk"
)

func Setup(play *gtk.Button, bar *gtk.ProgressBar, spinner *gtk.Widget) {
	onPlay := func(gtk.Button) {
		_ = exec.Command("play").Run() // want `Run blocks the UI goroutine \(handler given to \(\*gtk.Button\).ConnectClicked`
	}
	play.ConnectClicked(&onPlay)

	go func() {
		for i := range 100 {
			bar.SetFraction(float64(i) / 100) // want `\(\*gtk.ProgressBar\).SetFraction runs off the UI goroutine \(starts a goroutine\); wrap it in glib.IdleAdd`
			time.Sleep(time.Second)
		}
	}()
	time.AfterFunc(time.Minute, func() {
		spinner.SetVisible(false) // want `\(\*gtk.Widget\).SetVisible runs off the UI goroutine`
	})

	// Right.
	hide := glib.SourceFunc(func(uintptr) bool {
		spinner.SetVisible(false)
		return false
	})
	var show glib.SourceOnceFunc = func(uintptr) { spinner.SetVisible(true) }
	go func() {
		glib.IdleAddOnce(&show, 0)
		_ = exec.Command("scan").Run()
		glib.IdleAdd(&hide, 0)
		_ = bar.GoPointer()
	}()
}
