package stream

import (
	"errors"
	"fmt"

	"github.com/go-bgkit/bgkit/runtime/process"
	"github.com/go-bgkit/bgkit/runtime/run"
)

// words says an error to a user.
func words(err error) string {
	var crash *process.CrashError
	var timeout *run.TimeoutError
	switch {
	case errors.As(err, &crash) && crash.Signal != nil:
		return fmt.Sprintf("Worker %d crashed (%v). One picture is lost; another worker takes its place.", crash.Worker, crash.Signal)
	case errors.As(err, &crash):
		return fmt.Sprintf("Worker %d ended (%v). One picture is lost; another worker takes its place.", crash.Worker, crash)
	case errors.Is(err, process.ErrCrashLoop):
		return "Workers crash again and again: the server waits a few seconds before it starts another one."
	case errors.Is(err, run.ErrSaturated):
		return "The server has more to do than it can: pictures are left out."
	case errors.As(err, &timeout):
		return fmt.Sprintf("It took longer than %v and was stopped.", timeout.Limit)
	}
	return fmt.Sprintf("It did not work: %v.", err)
}
