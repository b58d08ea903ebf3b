package background

import "context"

// Option changes one task.
type Option func(*Task)

// Name names the task in Running, in errors and in Shutdown's report. Without it, it bears the name of its function.
func Name(name string) Option { return func(t *Task) { t.name = name } }

// UntilDisconnect cancels the task when the connection of its context's client is lost, or the client is deleted. Where
// the context carries no client, the task ends with the context. For a task that shall live on while the user may come
// back, use UntilDelete.
func UntilDisconnect() Option { return func(t *Task) { t.until = disconnect } }

// UntilDelete cancels the task when its context's client is deleted. Where the context carries no client, the task ends
// with the context.
func UntilDelete() Option { return func(t *Task) { t.until = deletion } }

// FinishOnShutdown has Shutdown wait for the task instead of canceling it, as saving a file needs. It does not pass
// to the tasks that the task creates, but those may have the option too, even after Shutdown began.
func FinishOnShutdown() Option { return func(t *Task) { t.finishes = true } }

// Detached hides the client from the task: its context carries none, and its errors go to the program's handler. It is
// for work that belongs to the program though a user started it.
func Detached() Option { return func(t *Task) { t.detached = true } }

// OnError sets the task's own handler for its error or panic, in place of the client's and the program's. It runs on
// the client's UI goroutine when there is a client, and on the task's goroutine otherwise.
func OnError(handler func(ctx context.Context, err error)) Option {
	return func(t *Task) { t.onError = handler }
}

// until says which event cancels a task.
type until int

const (
	never until = iota
	disconnect
	deletion
)
