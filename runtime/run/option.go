package run

import (
	"time"

	"github.com/go-bgkit/bgkit/runtime/process"
)

// Option changes one call of IOBound or CPUBound. Each costs one small allocation at most.
type Option func(*options)

type options struct {
	exec         *Executor
	name         string
	queueTimeout time.Duration
	runTimeout   time.Duration
	process      []process.Option
}

// On runs the function on e instead of the default executor. CPUBound ignores it: its executors are process pools (see
// Process). It panics when e is nil.
func On(e *Executor) Option {
	if e == nil {
		panic("run.On: nil executor")
	}
	return func(o *options) { o.exec = e }
}

// Name names the future in errors and reports. Without it, it bears the name of its function or task.
func Name(name string) Option { return func(o *options) { o.name = name } }

// QueueTimeout ends the future with a *TimeoutError of phase Queued when it has not got a slot (or worker) within d.
// Zero or less: no limit.
func QueueTimeout(d time.Duration) Option { return func(o *options) { o.queueTimeout = d } }

// RunTimeout ends the future with a *TimeoutError of phase Running when its function takes longer than d, counted from
// its start. The function's context ends at the same moment and has the deadline. Zero or less: no limit.
func RunTimeout(d time.Duration) Option { return func(o *options) { o.runTimeout = d } }

// Process hands options to the process pool that CPUBound submits to, for instance process.OnProgress, process.Grace or
// process.On. IOBound ignores it.
func Process(opts ...process.Option) Option {
	return func(o *options) { o.process = append(o.process, opts...) }
}

func collect(opts []Option) (o options) {
	for _, opt := range opts {
		opt(&o)
	}
	return o
}
