package process

import "time"

// Option changes one call.
type Option func(*options)

type options struct {
	executor Executor
	message  Message
}

// On runs the call on x instead of the package's default pool. A nil x is the
// default pool.
func On(x Executor) Option { return func(o *options) { o.executor = x } }

// Timeout limits how long the task runs, from the moment a worker starts it.
// Zero is the pool's Config.TaskTimeout, negative is no limit. The task's
// context ends first; a task that does not return within the grace is killed
// with its worker. The call ends with ErrTaskTimeout in its error's chain.
func Timeout(d time.Duration) Option { return func(o *options) { o.message.Timeout = d } }

// QueueTimeout limits how long the call waits for a worker. Zero is the
// pool's Config.QueueTimeout, negative is no limit. The call ends with
// ErrQueueTimeout and was never started.
func QueueTimeout(d time.Duration) Option { return func(o *options) { o.message.QueueTimeout = d } }

// Grace is the time between asking a task to end and killing its worker.
// Zero is the pool's Config.Grace, negative kills at once.
func Grace(d time.Duration) Option { return func(o *options) { o.message.Grace = d } }

// OnProgress calls fn with each value that the task sends with Progress, in
// order, never two at a time and never after the call ended. fn runs on the
// goroutine that reads from the worker, which may be one in Call.Await: it must be quick and must not wait for
// the call. A value that does not decode to P, or a panic of fn, cancels the
// call and becomes its error.
func OnProgress[P any](fn func(P)) Option {
	return func(o *options) {
		o.message.Progress = func(data []byte) error {
			var p P
			if err := decode(data, &p); err != nil {
				return err
			}
			fn(p)
			return nil
		}
	}
}
