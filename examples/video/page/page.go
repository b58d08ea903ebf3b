// Package page connects pages in browsers with clients of the package ui. A page is made when its HTML is asked for, and
// has a client and an event loop of its own. Its WebSocket comes, is cut, comes back and goes; messages of the browser are
// handled on the page's UI goroutine; what is sent there leaves on a goroutine of its own, pictures only if the browser
// keeps up.
package page

import (
	"context"
	"encoding/json"
	"sync"
	"sync/atomic"

	"github.com/go-bgkit/bgkit/runtime/shared"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// Page is one page in one browser.
type Page struct {
	id     string
	client *ui.Client
	loop   ui.Loop
	latest *shared.Value[picture]

	// Called on the UI goroutine. Set before the browser connects.
	receive func(kind string, data json.RawMessage)

	mu   sync.Mutex
	conn *conn // nil while there is none

	shown, skipped atomic.Uint64
}

// picture is what only the newest of counts: an image, a mesh.
type picture struct {
	number uint32 // 1 for a page's first
	data   []byte // nobody changes it any more
}

// maxTexts is how many messages may wait for a browser that does not read. One that is so far behind is cut off, and is
// told everything anew when it comes back.
const maxTexts = 64

// Context carries the page's client and ends with it.
func (p *Page) Context() context.Context { return p.client.Context() }

// Client is the page's.
func (p *Page) Client() *ui.Client { return p.client }

// ID names the page in its WebSocket's address.
func (p *Page) ID() string { return p.id }

// OnMessage has fn called with each of the browser's messages, on the page's UI goroutine.
func (p *Page) OnMessage(fn func(kind string, data json.RawMessage)) { p.receive = fn }

// message is the form of what goes both ways as text.
type message struct {
	Kind string `json:"kind"`
	Data any    `json:"data,omitempty"`
}

// Send sends data, as JSON, to the browser. It does not wait. While the browser is away nothing is kept for it:
// Client.OnConnect is the place to send what it has to know.
func (p *Page) Send(kind string, data any) error {
	text, err := json.Marshal(message{kind, data})
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.conn == nil {
		return nil
	}
	select {
	case p.conn.texts <- text:
	default:
		p.conn.cut()
	}
	return nil
}

// Show has the browser show data, the newest picture. It does not wait: a picture that the browser has not been sent when
// the next one comes is skipped. data belongs to the page from now on.
func (p *Page) Show(data []byte) {
	p.latest.Update(func(old picture) picture { return picture{old.number + 1, data} })
}

// Counts are how many pictures the browser has shown, and how many were skipped because it was not ready for them.
func (p *Page) Counts() (shown, skipped uint64) { return p.shown.Load(), p.skipped.Load() }

// attach gives the page a new connection. One that the server still held for good, but that the browser has left, ends.
func (p *Page) attach(c *conn) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if old := p.conn; old != nil {
		p.client.Disconnect()
		old.cut()
	}
	p.conn = c
	if err := p.client.Connect(); err != nil {
		p.conn = nil
		return err
	}
	return nil
}

// detach says that a connection has ended. A browser that said good-bye has left the page for good: it was closed,
// reloaded, or shows another one now. Without a good-bye the network was cut, and the browser has some time to come back.
func (p *Page) detach(c *conn, goodbye bool) {
	p.mu.Lock()
	current := p.conn == c
	if current {
		p.conn = nil
		if !goodbye {
			p.client.Disconnect() // under the lock: it must not hit the next connection
		}
	}
	p.mu.Unlock()
	if current && goodbye {
		p.client.Delete() // without the lock: it waits for the UI goroutine, which may be in Send
	}
}
