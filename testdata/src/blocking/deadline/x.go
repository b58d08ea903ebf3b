// Package deadline is about operations that end by themselves.
package deadline

import (
	"context"
	"net"
	"net/http"
	"os/exec"
	"time"

	"fyne.io/fyne/v2/widget"
)

type client struct{ conn *http.Client }

func (c *client) get(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		return err
	}
	_, err = c.conn.Do(req)
	return err
}

func (c *client) slowGet(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		return err
	}
	_, err = c.conn.Do(req) // want `Do blocks the UI goroutine`
	return err
}

// Nobody notices a tenth of a second.
func newPeek(c *client) *widget.Button {
	return widget.NewButton("Peek", func() {
		ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
		defer cancel()
		c.get(ctx, "http://localhost")
	})
}

func newPeekSlow(c *client) *widget.Button {
	return widget.NewButton("Peek", func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		c.slowGet(ctx, "http://localhost")
	})
}

func newPort(lbl *widget.Label) *widget.Button {
	return widget.NewButton("Port", func() {
		if _, err := net.DialTimeout("tcp", "localhost:80", 100*time.Millisecond); err != nil {
			lbl.SetText("closed")
		}
	})
}

// Each of the ports may take a tenth of a second.
func newPorts(lbl *widget.Label, ports []string) *widget.Button {
	return widget.NewButton("Ports", func() {
		for _, port := range ports {
			if _, err := net.DialTimeout("tcp", "localhost:"+port, 100*time.Millisecond); err != nil { // want `DialTimeout blocks the UI goroutine`
				lbl.SetText("closed")
			}
		}
	})
}

func newWait(done chan bool) *widget.Button {
	return widget.NewButton("Wait", func() {
		select {
		case <-done:
		case <-time.After(50 * time.Millisecond):
		}
	})
}

func newWaitLong(done chan bool) *widget.Button {
	return widget.NewButton("Wait", func() {
		select { // want `a select without default blocks the UI goroutine`
		case <-done:
		case <-time.After(3 * time.Second):
		}
	})
}

// The deadline is for one branch only.
func newSometimes(slow bool) *widget.Button {
	return widget.NewButton("Sometimes", func() {
		ctx := context.Background()
		if !slow {
			var cancel func()
			ctx, cancel = context.WithTimeout(ctx, 100*time.Millisecond)
			defer cancel()
		}
		exec.CommandContext(ctx, "git", "fetch").Run() // want `Run blocks the UI goroutine`
	})
}

// What may take for ever is the headline, not what ends after a second.
func newBoth() *widget.Button {
	return widget.NewButton("Both", func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		exec.CommandContext(ctx, "git", "status").Run()
		exec.Command("git", "fetch").Output() // want `Output blocks the UI goroutine.*also calls \(\*exec.Cmd\).Run`
	})
}
