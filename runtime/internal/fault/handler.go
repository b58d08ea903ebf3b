package fault

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync/atomic"

	"github.com/go-bgkit/bgkit/runtime/internal/clientctx"
)

// Handler hears of errors that no caller is there to receive. ctx carries the client of the work that failed.
type Handler = func(ctx context.Context, err error)

var global atomic.Pointer[Handler]

// SetHandler sets the handler for work without a handler of its own; nil restores the default, which logs.
func SetHandler(h Handler) {
	if h == nil {
		global.Store(nil)
		return
	}
	global.Store(&h)
}

// Report hands err to exactly one handler: own when it is not nil, else the client's, else the global one. The handler
// runs on the client's UI goroutine when ctx carries a client that lives, and on the calling goroutine otherwise.
func Report(ctx context.Context, own Handler, err error) {
	c := clientctx.From(ctx)
	h := choose(c, own)
	if c == nil || isClosed(c.Deleted()) {
		h(ctx, err)
		return
	}
	call := func() {
		defer crash()
		h(ctx, err)
	}
	c.Post(call, call)
}

// crash ends the program when a handler panics: a client would report the panic to the very handler, for ever. The
// panic is raised on a goroutine where nobody recovers it.
func crash() {
	if p := recover(); p != nil {
		stack := debug.Stack()
		go func() { panic(fmt.Sprintf("bgkit: the error handler panicked: %v\n\n%s", p, stack)) }()
		select {} // until then, nothing goes on
	}
}

func isClosed(ch <-chan struct{}) bool {
	select {
	case <-ch:
		return true
	default:
		return false
	}
}

// ReportHere is Report on the calling goroutine, for the case that the UI goroutine itself is what is stuck.
func ReportHere(ctx context.Context, own Handler, err error) {
	choose(clientctx.From(ctx), own)(ctx, err)
}

func choose(c clientctx.Client, own Handler) Handler {
	if own != nil {
		return own
	}
	if c != nil {
		if h := c.ErrorHandler(); h != nil {
			return h
		}
	}
	if h := global.Load(); h != nil {
		return *h
	}
	return logError
}

// logError is the handler of programs that set none. A panic's stack goes into the record: it is the only trace.
func logError(ctx context.Context, err error) {
	var p *Panic
	if errors.As(err, &p) {
		slog.ErrorContext(ctx, "bgkit: "+err.Error(), "stack", string(p.Stack))
		return
	}
	slog.ErrorContext(ctx, "bgkit: "+err.Error())
}
