// Package helpers takes its lock through helpers, and behind sync.Locker.
package helpers

import (
	"os/exec"
	"sync"

	"github.com/rivo/tview"
)

type panel struct {
	app   *tview.Application
	form  *tview.Form
	guard sync.Locker
	mu    sync.Mutex
	text  string
}

func (p *panel) lock()   { p.mu.Lock() }
func (p *panel) unlock() { p.mu.Unlock() }

func New(app *tview.Application) *panel {
	p := &panel{app: app, form: tview.NewForm(), guard: new(sync.Mutex)}
	p.form.AddButton("Show", func() {
		p.lock()
		defer p.unlock()
		p.text = ""
	})
	p.form.AddButton("Guard", func() {
		p.guard.Lock()
		p.text = ""
		p.guard.Unlock()
	})
	go p.run()
	go p.wait()
	return p
}

// Wrong: the helper's lock is held, too.
func (p *panel) run() {
	p.lock()
	defer p.unlock()
	out, _ := exec.Command("git", "status").Output() // want `\(\*exec.Cmd\).Output blocks while panel.mu is held`
	p.text = string(out)
}

// Right: it is given back.
func (p *panel) Run() {
	go func() {
		p.lock()
		p.text = "running"
		p.unlock()
		_ = exec.Command("git", "fetch").Run()
	}()
}

func (p *panel) wait() {
	p.guard.Lock()
	p.app.Draw() // want `\(\*tview.Application\).Draw waits for the UI goroutine while panel.guard is held`
	p.guard.Unlock()
}
