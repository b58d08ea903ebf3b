package process

import (
	"context"
	"fmt"
)

// Run runs a message's task here, in this process, and waits for it. It is the
// far end of an Executor that sends messages elsewhere; programs that want a
// task's function run in the program itself call that function. A panic comes
// back as *PanicError, a task that is not registered as ErrUnknownTask. Errors
// of the task are what it returned. Progress works as in a worker. The
// message's time limits are the executor's business, not Run's.
func Run(ctx context.Context, m *Message) (o Outcome) {
	e := registry.get(m.Task)
	if e == nil {
		return Outcome{Err: fmt.Errorf("%w: %q", ErrUnknownTask, m.Task)}
	}
	x := &execution{task: m.Task, send: func(data []byte) error {
		if m.Progress == nil {
			return nil
		}
		return m.Progress(data)
	}}
	defer func() {
		x.end()
		if v := recover(); v != nil {
			o = Outcome{Err: newPanic(m.Task, v)}
		}
	}()
	o.Result, o.Buffers, o.Err = e.run(context.WithValue(ctx, executionKey{}, x), m.Args)
	return o
}
