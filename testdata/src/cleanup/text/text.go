// Package text has the snippets of the rule's text.
package text

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type clock struct {
	label  *widget.Label
	ticker *time.Ticker
}

// Wrong: Stop does not close the channel.
func (c *clock) start() {
	c.ticker = time.NewTicker(time.Second)
	go func() {
		for range c.ticker.C { // want `^a goroutine waits for a timer that is stopped elsewhere: Stop does not close the channel, so it waits for ever; select on the timer and on a channel or context that ends with it \[.*calls Stop\]$`
			fyne.Do(c.tick)
		}
	}()
}

func (c *clock) stop() { c.ticker.Stop() }

func (c *clock) tick() { c.label.SetText(time.Now().String()) }

func (c *clock) Buttons() (start, stop *widget.Button) {
	return widget.NewButton("Start", c.start), widget.NewButton("Stop", c.stop)
}

// Right: the loop hears of the end.
func (c *clock) run(ctx context.Context) {
	go func() {
		t := time.NewTicker(time.Second)
		defer t.Stop()
		for {
			select {
			case <-t.C:
				fyne.Do(c.tick)
			case <-ctx.Done():
				return
			}
		}
	}()
}

func (c *clock) Show(app fyne.App) *widget.Button {
	return widget.NewButton("Show", func() {
		win := app.NewWindow("Clock")
		ctx, cancel := context.WithCancel(context.Background())
		win.SetOnClosed(cancel)
		c.run(ctx)
		win.Show()
	})
}

// Wrong: nothing ends the goroutine of a window.
func (c *clock) Pulse(app fyne.App) *widget.Button {
	return widget.NewButton("Pulse", func() {
		win := app.NewWindow("Pulse")
		go func() { // want `^a goroutine that never ends is started again and again from the UI; give it a context that ends with the window, page or client, or start it once \[.*handler given to widget.NewButton; .*starts a goroutine; .*never ends\]$`
			for range time.Tick(time.Second) {
				fyne.Do(c.tick)
			}
		}()
		win.Show()
	})
}
