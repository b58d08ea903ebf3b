package process

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Task is a function that workers can run. The zero value is useless:
// Register makes tasks. A Task is safe for concurrent use.
type Task[A, R any] struct {
	name string
}

// Register makes fn known under name, in the program and in its workers. Call
// it from a package-level variable, so that both have the same table before
// main runs:
//
//	var edges = process.Register("edges", func(ctx context.Context, a Args) (Result, error) { ... })
//
// It panics when the name is empty or taken, or when fn is nil. Whether A and
// R can cross to a process is answered by Submit, with the path of the part
// that cannot.
func Register[A, R any](name string, fn func(context.Context, A) (R, error)) *Task[A, R] {
	if name == "" || fn == nil {
		panic("process: Register needs a name and a function")
	}
	registry.add(&entry{
		name:   name,
		args:   reflect.TypeFor[A](),
		result: reflect.TypeFor[R](),
		run: func(ctx context.Context, data []byte) ([]byte, []*Buffer, error) {
			var args A
			if err := decode(data, &args); err != nil {
				return nil, nil, fmt.Errorf("process: task %q: argument does not decode: %w", name, err)
			}
			r, err := fn(ctx, args)
			if err != nil {
				return nil, nil, err
			}
			return encode(name, "result", &r)
		},
	})
	return &Task[A, R]{name: name}
}

// Name is the name given to Register.
func (t *Task[A, R]) Name() string { return t.name }

// Submit encodes args and hands them to a worker. It does not wait for one:
// when all are busy the call is queued, and when the queue is full Submit
// answers ErrSaturated. Arguments that cannot cross are refused here with an
// *EncodeError. Errors of the task come from Call.Result.
//
// args are copied by encoding before Submit returns; only the memory of
// Buffers is shared, and must not be changed before the call has ended.
//
// When ctx ends, the call is cancelled as by Call.Cancel. Values of ctx do not
// cross.
func (t *Task[A, R]) Submit(ctx context.Context, args A, opts ...Option) (*Call[R], error) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	data, buffers, err := encode(t.name, "argument", &args)
	if err != nil {
		return nil, err
	}
	if o.executor == nil {
		o.executor = Default()
	}
	c := &Call[R]{msg: o.message}
	c.msg.Task, c.msg.Args, c.msg.Buffers = t.name, data, buffers
	c.done = make(chan struct{})
	c.task = t.name
	if p, ok := o.executor.(*Pool); ok {
		c.job = &c.own
		err = p.start(ctx, c.job, &c.msg, c)
	} else {
		c.cancel, err = o.executor.Start(ctx, &c.msg, c.end)
	}
	if err != nil {
		return nil, err
	}
	return c, nil
}

// entry is one registered task, without its type parameters.
type entry struct {
	name         string
	args, result reflect.Type
	run          func(ctx context.Context, data []byte) ([]byte, []*Buffer, error)
}

// table is the set of registered tasks.
type table struct {
	mu    sync.RWMutex
	tasks map[string]*entry
}

var registry = table{tasks: map[string]*entry{}}

func (t *table) add(e *entry) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.tasks[e.name] != nil {
		panic(fmt.Sprintf("process: task %q is registered twice", e.name))
	}
	t.tasks[e.name] = e
}

func (t *table) get(name string) *entry {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.tasks[name]
}

// sorted gives the tasks by name.
func (t *table) sorted() []*entry {
	t.mu.RLock()
	defer t.mu.RUnlock()
	list := make([]*entry, 0, len(t.tasks))
	for _, e := range t.tasks {
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b *entry) int { return strings.Compare(a.name, b.name) })
	return list
}
