package ui

import (
	"context"
	"time"
)

// Option sets up a client.
type Option func(*Client)

const (
	defaultConnectTimeout = 60 * time.Second
	defaultGrace          = 3 * time.Second
	defaultFreeze         = time.Second
)

// AwaitConnect makes a client that is not connected before its Connect is called, as a web page is not before its
// browser has opened the connection. If that does not happen within d, the client is deleted, so that the page loads of
// robots and impatient users free their memory. Zero is 60 seconds; a negative d waits for ever.
func AwaitConnect(d time.Duration) Option {
	return func(c *Client) {
		c.awaits, c.connectTimeout = true, d
		if d == 0 {
			c.connectTimeout = defaultConnectTimeout
		}
	}
}

// ReconnectGrace is how long a disconnected client lives on for the user to come back before it is deleted: 3 seconds
// without this option. Zero or less deletes it at once.
func ReconnectGrace(d time.Duration) Option { return func(c *Client) { c.grace = d } }

// WithContext makes the client's context a child of ctx: it has ctx's values, and when ctx ends the client is deleted.
// Without this option the parent is context.Background(). It panics when ctx is nil.
func WithContext(ctx context.Context) Option {
	if ctx == nil {
		panic("ui.WithContext: nil context")
	}
	return func(c *Client) { c.parent = ctx }
}

// OnError sets the client's handler for errors of its work that nobody is there to receive: failed background tasks,
// lost futures, panics of functions on its UI goroutine, freezes. It runs on the UI goroutine (except for freezes,
// which hold that one), and on a background goroutine once the client is deleted. Without it, the program's handler is
// called (run.SetErrorHandler).
func OnError(handler func(ctx context.Context, err error)) Option {
	return func(c *Client) { c.onError = handler }
}

// OnUI gives the client a function that reports whether it is called on the UI goroutine, for toolkits that know.
// Without it the client learns the goroutine from the first function that the dispatcher runs, or from Bind.
func OnUI(isUI func() bool) Option { return func(c *Client) { c.isUI = isUI } }

// Watchdog sets how long a function that this package runs may hold the UI goroutine before the error handler gets a
// *FreezeError: 1 second without this option. Zero or less turns the watchdog off. It costs a stopped timer for each
// function.
func Watchdog(limit time.Duration) Option { return func(c *Client) { c.freezeLimit = limit } }

// Heartbeat has the watchdog see the toolkit's own handlers too: every interval it sends an empty function to the UI
// goroutine and reports when that takes longer than the watchdog's limit. It is off without this option, because some
// toolkits redraw after each function.
func Heartbeat(interval time.Duration) Option { return func(c *Client) { c.heartbeat = interval } }
