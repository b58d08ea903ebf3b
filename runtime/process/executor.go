package process

import (
	"context"
	"time"
)

// Message is one call, ready to cross: a task's name and its encoded
// argument. It holds nothing that belongs to one machine except Buffers.
type Message struct {
	Task    string
	Args    []byte    // the argument in CBOR
	Buffers []*Buffer // shared memory that Args names; nil for most calls

	QueueTimeout time.Duration // 0: the executor's own; negative: none
	Timeout      time.Duration // task timeout; 0: the executor's own; negative: none
	Grace        time.Duration // time between asking and killing; 0: the executor's own

	Progress func(data []byte) error // receives each progress value in CBOR; nil: they are dropped
}

// Outcome is how a call ended: a result or an error.
type Outcome struct {
	Result  []byte    // the result in CBOR when Err is nil
	Buffers []*Buffer // shared memory made by the worker that Result names
	Err     error
}

// Executor runs encoded tasks somewhere. *Pool is one: worker processes on
// this machine. Tasks do not know which executor runs them, so that another
// one may send the same messages to other machines.
type Executor interface {
	// Start accepts the message or answers an error, without waiting for a
	// worker. When it answers nil, done is called exactly once, on a goroutine
	// of the executor or of a caller that waits, possibly before Start returns. When ctx ends, or
	// cancel is called, the call is asked to end; done still comes once.
	Start(ctx context.Context, m *Message, done func(Outcome)) (cancel func(), err error)
}
