package ui

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-bgkit/bgkit/runtime/internal/clientctx"
)

// Client is one connected user: a window, a terminal, a browser page. It knows the UI goroutine that its widgets belong
// to, and when it ends. NewClient makes clients; the zero value panics. All methods may be called from any goroutine.
type Client struct {
	dispatch func(func())
	ctx      context.Context // carries the client; ends at Delete
	cancel   context.CancelCauseFunc

	// Options, only read after NewClient.
	parent         context.Context
	awaits         bool
	connectTimeout time.Duration
	grace          time.Duration
	freezeLimit    time.Duration
	heartbeat      time.Duration
	onError        func(context.Context, error)
	isUI           func() bool

	mu       sync.Mutex
	state    state
	epoch    int           // counts connects and disconnects, so that an old timer does nothing
	session  chan struct{} // closed when the present connection ends
	expiry   *time.Timer   // connect timeout or reconnect grace
	starters []func()      // called once, at the first Connect
	hooks    hooks
	queue    queue
	threads  threads

	dispatched, dropped, freezes atomic.Uint64
}

// NewClient makes a client whose functions run where dispatch runs them. dispatch must have the function it is given
// run on the toolkit's UI goroutine, soon, and must not wait for it. It need not keep the order: the client does.
//
//	fyne.Do                                               // Fyne
//	func(f func()) { go app.QueueUpdateDraw(f) }          // tview
//	func(f func()) { go program.Send(runMsg(f)) }         // Bubble Tea; Update calls the runMsg it receives
//	loop.Post                                             // a Loop of this package: loop.NewClient knows more
//
// The client is connected at once, unless AwaitConnect is given. Delete ends it; a client that is never deleted keeps
// its memory and its timers, but no goroutine. NewClient panics when dispatch is nil.
func NewClient(dispatch func(func()), opts ...Option) *Client {
	if dispatch == nil {
		panic("ui.NewClient: nil dispatch function")
	}
	c := &Client{
		dispatch:    dispatch,
		parent:      context.Background(),
		grace:       defaultGrace,
		freezeLimit: defaultFreeze,
		session:     make(chan struct{}),
	}
	for _, opt := range opts {
		opt(c)
	}
	c.ctx, c.cancel = context.WithCancelCause(clientctx.With(c.parent, link{c}))
	live.Add(1)
	c.start()
	return c
}

// start sets the state and the timers of a new client going.
func (c *Client) start() {
	c.mu.Lock()
	switch {
	case !c.awaits:
		c.state = connected
	case c.connectTimeout > 0:
		c.expireLocked(c.connectTimeout, ErrNeverConnected)
	}
	c.mu.Unlock()
	if c.parent.Done() != nil {
		context.AfterFunc(c.ctx, func() { c.delete(context.Cause(c.ctx)) })
	}
	if c.heartbeat > 0 && c.freezeLimit > 0 {
		c.startHeartbeat()
	}
}

// Context carries the client and ends at Delete, with the cause ErrDeleted. Give it to event handlers: run.IOBound,
// background.Create and NewTimer find the client in it.
func (c *Client) Context() context.Context { return c.ctx }

// Stats are a client's counters.
type Stats struct {
	Dispatched uint64 // functions queued for the UI goroutine
	Dropped    uint64 // functions not run because the client was deleted first
	Freezes    uint64 // freezes that the watchdog reported
}

// Stats returns the client's counters. They remain readable after Delete.
func (c *Client) Stats() Stats {
	return Stats{Dispatched: c.dispatched.Load(), Dropped: c.dropped.Load(), Freezes: c.freezes.Load()}
}

// Totals are the counters of all clients of the program.
type Totals struct {
	Live    int    // clients made and not deleted
	Dropped uint64 // functions not run because their client was deleted first
}

var (
	live    atomic.Int64
	dropped atomic.Uint64
)

// ReadTotals returns the program's counters. A Dropped that grows is normal: users leave before their results come.
func ReadTotals() Totals { return Totals{Live: int(live.Load()), Dropped: dropped.Load()} }
