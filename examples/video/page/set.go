package page

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/shared"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// The server's own reasons to close a WebSocket. The scripts in the folder web know them.
const (
	statusUnknown  websocket.StatusCode = 4404 // no page of this id: it left, or the server was started anew
	statusShutdown websocket.StatusCode = 1001 // the server goes away
)

// ErrFull is answered by Open when there are as many pages as are allowed.
var ErrFull = errors.New("page: the server has as many pages open as it may")

// ErrClosed is answered by Open after Close.
var ErrClosed = errors.New("page: the server is shutting down")

// Set is the pages that are open. Make it with NewSet.
type Set struct {
	limit int
	grace time.Duration

	mu     sync.Mutex
	pages  map[string]*Page
	closed bool
}

// NewSet makes a set of at most limit pages. A browser whose connection was cut has grace, at least a second, to come back.
func NewSet(limit int, grace time.Duration) *Set {
	return &Set{limit: limit, grace: max(grace, time.Second), pages: map[string]*Page{}}
}

// Open makes a page that waits for its browser. build gives it its meaning before that comes.
func (s *Set) Open(build func(*Page)) (*Page, error) {
	p := &Page{
		id:      rand.Text(),
		latest:  shared.New(picture{}, shared.NoClone[picture]()),
		receive: func(string, json.RawMessage) {},
	}
	p.client = p.loop.NewClient(ui.AwaitConnect(time.Minute), ui.ReconnectGrace(s.grace), ui.OnError(p.failed))
	if err := s.add(p); err != nil {
		p.client.Delete()
		return nil, err
	}
	p.client.OnDelete(func() { s.remove(p) })
	build(p)
	return p, nil
}

// failed tells the user of an error that nobody else received. It runs on the UI goroutine.
func (p *Page) failed(_ context.Context, err error) {
	slog.Error("page", "id", p.id, "error", err)
	if err := p.Send("error", err.Error()); err != nil {
		slog.Error("page", "id", p.id, "error", err)
	}
}

func (s *Set) add(p *Page) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return ErrClosed
	case len(s.pages) >= s.limit:
		return ErrFull
	}
	s.pages[p.id] = p
	return nil
}

func (s *Set) remove(p *Page) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.pages, p.id)
}

// Len is how many pages are open.
func (s *Set) Len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.pages)
}

// ServeHTTP answers the WebSocket of a page: its id is the path's last part.
func (s *Set) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ws, err := websocket.Accept(w, r, nil) // refuses other origins
	if err != nil {
		return // Accept has answered
	}
	defer ws.CloseNow()
	s.mu.Lock()
	p := s.pages[r.PathValue("id")]
	s.mu.Unlock()
	if p == nil {
		ws.Close(statusUnknown, "the server does not know this page any more")
		return
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	c := &conn{page: p, ws: ws, ctx: ctx, cut: cancel, texts: make(chan []byte, maxTexts), ready: make(chan struct{}, 1)}
	if err := p.attach(c); err != nil {
		ws.Close(statusUnknown, "the page has just ended")
		return
	}
	background.Create(p.Context(), c.write, background.Name("write"), background.UntilDisconnect())
	status := websocket.CloseStatus(c.read())
	p.detach(c, status == websocket.StatusNormalClosure || status == websocket.StatusGoingAway)
}

// Close ends all pages, and lets nobody in any more.
func (s *Set) Close() {
	s.mu.Lock()
	s.closed = true
	pages := make([]*Page, 0, len(s.pages))
	for _, p := range s.pages {
		pages = append(pages, p)
	}
	s.mu.Unlock()
	for _, p := range pages {
		p.client.Delete()
	}
}
