// Package copies hands objects to the background that were made for it: nobody else knows them.
package copies

import (
	"context"
	"sync"
	"sync/atomic"

	"fyne.io/fyne/v2/widget"
	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/run"
)

type settings struct{ from, to string }

type chart struct {
	settings settings
	points   map[string]int
	lbl      *widget.Label
}

// The UI side.
func (c *chart) Button() *widget.Button {
	return widget.NewButton("Reset", func() {
		c.settings = settings{}
		c.points["reset"]++
	})
}

func (c *chart) render() (string, error) { return c.settings.from + c.settings.to, nil }

// A copy that one literal captures is that literal's.
func (c *chart) Render(ctx context.Context) {
	self := new(chart)
	self.settings.from = c.settings.from
	run.IOBound(ctx, func(context.Context) (string, error) { return self.render() }).Then(func(string, error) {})
}

// The literal that runs may be one in another.
func (c *chart) RenderLazy(ctx context.Context) {
	self := &chart{settings: c.settings}
	background.CreateLazy(ctx, c, func(ctx context.Context) error {
		_, err := run.IOBound(ctx, func(context.Context) (string, error) { return self.render() }).Await(ctx)
		return err
	})
}

// An atomic value is copied by its methods.
func (t *tagged) RenderTagged(ctx context.Context) {
	self := new(tagged)
	self.tag.Store(t.tag.Load())
	self.name = t.name
	run.IOBound(ctx, func(context.Context) (string, error) { return self.render() }).Then(func(string, error) {})
}

type tagged struct {
	tag  atomic.Uint64
	name string
	lbl  *widget.Label
}

func (t *tagged) render() (string, error) { return t.name, nil }

func (t *tagged) Button() *widget.Button {
	return widget.NewButton("Rename", func() { t.name += "x" })
}

func (c *chart) later() (string, error) { return c.settings.from, nil } // want "reads chart.settings"

// The receiver itself is no copy, whatever its variable is called.
func (c *chart) RenderWrong(ctx context.Context) {
	self := c
	run.IOBound(ctx, func(context.Context) (string, error) { return self.later() }).Then(func(string, error) {})
}

func (c *chart) count() (int, error) { return c.points["a"], nil } // want "reads chart.points"

// What the copy points to is not copied.
func (c *chart) CountWrong(ctx context.Context) {
	self := new(chart)
	self.points = c.points
	run.IOBound(ctx, func(context.Context) (int, error) { return self.count() }).Then(func(int, error) {})
}

type conn struct {
	page  *page
	texts chan string
}

type page struct {
	mu   sync.Mutex
	conn *conn
}

func (p *page) Button() *widget.Button {
	return widget.NewButton("Send", func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.conn != nil {
			p.conn.texts <- "hello"
		}
	})
}

func (c *conn) run(ctx context.Context) error {
	<-c.texts
	return nil
}

func (p *page) attach(c *conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.conn = c
}

// An object is filled in before anybody knows it. A method value is no literal that captures a variable.
func (p *page) Serve(ctx context.Context) {
	go func() {
		c := &conn{page: p, texts: make(chan string, 10)}
		p.attach(c)
		background.Create(ctx, c.run)
	}()
}
