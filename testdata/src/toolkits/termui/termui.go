// Package termui is a program with termui, which writes its event loop itself.
package termui

import (
	"net/http"
	"os/exec"
	"time"

	"github.com/gizak/termui/v3"
	"github.com/gizak/termui/v3/widgets"
)

func refresh(p *widgets.Paragraph) {
	resp, err := http.Get("https://example.org") // want `http.Get blocks the UI goroutine \(the event loop waits for the next event\)`
	if err == nil {
		p.Text = resp.Status
	}
}

// Run: the program before the loop is start-up, and the loop's own waiting is what it is for.
func Run() error {
	if err := termui.Init(); err != nil {
		return err
	}
	_ = exec.Command("probe").Run()
	p := widgets.NewParagraph()
	go func() {
		for range time.Tick(time.Second) {
			out, _ := exec.Command("uptime").Output()
			p.Lock()
			p.Text = string(out)
			p.Unlock()
			termui.Render(p)
		}
	}()
	events, ticks := termui.PollEvents(), time.Tick(time.Second)
	for {
		select {
		case e := <-events:
			switch e.ID {
			case "q":
				return nil
			case "r":
				refresh(p)
			case "b":
				_ = exec.Command("make").Run() // want `Run blocks the UI goroutine \(the event loop waits for the next event\)`
			case "c":
				go func() { _ = exec.Command("make", "check").Run() }()
			}
		case <-ticks:
			termui.Render(p)
		}
	}
}

// Range is the same with a range statement.
func Range() {
	for e := range termui.PollEvents() {
		if e.ID == "s" {
			time.Sleep(time.Second) // want `time.Sleep blocks the UI goroutine`
		}
	}
	_ = exec.Command("cleanup").Run()
}
