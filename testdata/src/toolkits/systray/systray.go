// Package systray is a program in the system's tray.
package systray

import (
	"os/exec"
	"time"

	"fyne.io/systray"
	energye "github.com/energye/systray"
)

// onReady has a goroutine of its own, and items are changed from any.
func onReady() {
	_ = exec.Command("probe").Run()
	item := systray.AddMenuItem("Build", "")
	go func() {
		for range item.ClickedCh {
			item.SetTitle("building")
			_ = exec.Command("make").Run()
			systray.SetTitle("built")
		}
	}()
	systray.SetOnTapped(func() {
		time.Sleep(time.Second) // want `time.Sleep blocks the UI goroutine \(handler given to systray.SetOnTapped`
	})
}

func Run() {
	systray.Run(onReady, func() {
		_ = exec.Command("cleanup").Run() // want `Run blocks the UI goroutine`
	})
}

// RunEnergye: a fork, whose items call a function.
func RunEnergye() {
	energye.Run(func() {
		energye.AddMenuItem("Build", "").Click(func() {
			_ = exec.Command("make").Run() // want `Run blocks the UI goroutine \(handler given to \(\*systray.MenuItem\).Click`
		})
		energye.SetOnClick(func(energye.IMenu) {
			go func() { _ = exec.Command("make").Run() }()
		})
	}, func() {})
}
