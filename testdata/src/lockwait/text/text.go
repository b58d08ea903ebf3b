// Package text has the snippets of the rule's text.
package text

import (
	"net/http"
	"sync"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

type page struct {
	app  *tview.Application
	list *tview.List
	mu   sync.Mutex
	rows []string
	busy bool
}

func New(app *tview.Application) *page {
	p := &page{app: app, list: tview.NewList()}
	p.list.SetInputCapture(func(ev *tcell.EventKey) *tcell.EventKey {
		p.refresh()
		return ev
	})
	return p
}

func fetch() []string {
	_, _ = http.Get("https://example.org/rows")
	return nil
}

func (p *page) show() { p.list.Clear() }

// Wrong: the handler below waits for the lock, and the queued function for the handler.
func (p *page) load() {
	rows := fetch()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rows = rows
	p.app.QueueUpdateDraw(p.show) // want `^\(\*tview.Application\).QueueUpdateDraw waits for the UI goroutine while page.mu is held, and the UI goroutine locks it too: each can wait for the other for ever; unlock before the call \[.*text.go:\d+ locks page.mu; .*text.go:\d+ the UI goroutine locks page.mu\]$`
}

func (p *page) refresh() {
	p.mu.Lock()
	busy := p.busy
	p.mu.Unlock()
	if !busy {
		go p.load()
		go p.loadRight()
	}
}

// Right: nobody waits under the lock.
func (p *page) loadRight() {
	rows := fetch()
	p.mu.Lock()
	p.rows = rows
	p.mu.Unlock()
	p.app.QueueUpdateDraw(p.show)
}
