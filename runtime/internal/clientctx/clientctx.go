// Package clientctx is the seam between the clients of package ui and the packages that only need to find one in a
// context. It keeps run and background free of an import of ui, and ui free of theirs.
package clientctx

import "context"

// Client is what run and background need of a [ui.Client].
//
// [ui.Client]: https://pkg.go.dev/github.com/go-bgkit/bgkit/runtime/ui#Client
type Client interface {
	// Post runs fn on the client's UI goroutine, later. When the client is deleted before that, dropped runs in
	// its place, on any goroutine; nil means nothing to do. Exactly one of the two runs, unless the toolkit's
	// loop has ended without a Delete.
	Post(fn, dropped func())

	// ErrorHandler returns the client's own error handler, nil when it has none.
	ErrorHandler() func(context.Context, error)

	// Deleted is closed at Delete.
	Deleted() <-chan struct{}

	// Disconnected is closed when the present connection ends, or at Delete.
	Disconnected() <-chan struct{}
}

type key struct{}

// With returns ctx carrying c. A nil c hides the client that ctx carries.
func With(ctx context.Context, c Client) context.Context {
	return context.WithValue(ctx, key{}, c)
}

// From returns the client that ctx carries, nil when it carries none.
func From(ctx context.Context) Client {
	c, _ := ctx.Value(key{}).(Client)
	return c
}
