package process

import "context"

// Main must be the first call in the program's main (and in TestMain of tests
// that submit tasks). In the program it returns at once. In a worker, which is
// the same program started again, it serves tasks and never returns.
func Main() {}

// IsWorker reports whether this process is a worker.
func IsWorker() bool { return false }

// Progress sends v to the caller's OnProgress function. Call it in a task's
// function with the context that the function got, on any goroutine. It
// answers ErrNoTask elsewhere and after the task returned, and an *EncodeError
// when v cannot cross. It blocks while the caller is slower than the task.
func Progress(ctx context.Context, v any) error { return ErrNoTask }
