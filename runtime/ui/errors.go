package ui

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrNoClient is the answer to a context that carries no client, so that nobody can know whose UI is meant.
var ErrNoClient = errors.New("ui: no client in this context: pass the context that the handler was given or " +
	"Client.Context, not context.Background(); run.IOBound and background.Create keep the client, " +
	"and NewContext adds it to another context")

// ErrDeleted is the answer of a client that was deleted, and the cause of its context's end. It is a context.Canceled
// for errors.Is.
var ErrDeleted = fmt.Errorf("ui: client was deleted: %w", context.Canceled)

// ErrNeverConnected is the cause of the end of a client that did not connect in time (see AwaitConnect). It is an
// ErrDeleted for errors.Is.
var ErrNeverConnected = fmt.Errorf("ui: client did not connect in time: %w", ErrDeleted)

// FreezeError says that a function has held the UI goroutine for longer than the watchdog's limit. While it does,
// nothing is drawn and no input is handled. bglint finds such calls before the program runs, as rule BG101.
type FreezeError struct {
	Limit time.Duration
	Stack []byte // of the UI goroutine, taken when the limit passed; empty when it is not known
}

// Error has the rule's id and the stack.
func (e *FreezeError) Error() string {
	where := "the goroutine is not known (see Client.Bind)"
	if len(e.Stack) > 0 {
		where = "it is here:\n" + string(e.Stack)
	}
	return fmt.Sprintf("BG101: the UI goroutine has been held for more than %v; %s", e.Limit, where)
}

// WaitError says that a Call has waited for longer than the watchdog's limit on a client that does not know its UI
// goroutine. If the caller is that goroutine, it waits for itself, which bglint finds as rule BG102.
type WaitError struct {
	Limit time.Duration
	Stack []byte // of the caller
}

// Error has the rule's id, the way out and the stack.
func (e *WaitError) Error() string {
	return fmt.Sprintf("BG102: Client.Call has waited for the UI goroutine for more than %v and the client does not know "+
		"that goroutine yet; if the caller is it, it waits for itself: call Client.Bind where the toolkit's loop starts; "+
		"the caller is here:\n%s", e.Limit, e.Stack)
}
