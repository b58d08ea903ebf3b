package ui

import (
	"context"

	"github.com/go-bgkit/bgkit/runtime/internal/clientctx"
)

// link is the client as the packages run and background see it.
type link struct{ c *Client }

func (l link) Post(fn, dropped func())                    { l.c.post(fn, dropped) }
func (l link) ErrorHandler() func(context.Context, error) { return l.c.onError }
func (l link) Deleted() <-chan struct{}                   { return l.c.ctx.Done() }
func (l link) Disconnected() <-chan struct{} {
	l.c.mu.Lock()
	defer l.c.mu.Unlock()
	return l.c.session
}

// NewContext returns ctx carrying c, for work that has a context of its own, such as an HTTP request's. The result does
// not end with the client. A nil c hides the client that ctx carries.
func NewContext(ctx context.Context, c *Client) context.Context {
	if c == nil {
		return clientctx.With(ctx, nil)
	}
	return clientctx.With(ctx, link{c})
}

// FromContext returns the client that ctx carries, or ErrNoClient. The client may have been deleted since.
func FromContext(ctx context.Context) (*Client, error) {
	if l, ok := clientctx.From(ctx).(link); ok {
		return l.c, nil
	}
	return nil, ErrNoClient
}

// Do has fn run on the UI goroutine of the client that ctx carries: see Client.Do. It answers ErrNoClient when there is
// none.
func Do(ctx context.Context, fn func()) error {
	c, err := FromContext(ctx)
	if err != nil {
		return err
	}
	return c.Do(fn)
}

// Call runs fn on the UI goroutine of the client that ctx carries and waits for its end: see Client.Call. It answers
// ErrNoClient when there is none.
func Call(ctx context.Context, fn func()) error {
	c, err := FromContext(ctx)
	if err != nil {
		return err
	}
	return c.Call(ctx, fn)
}
