package background

import (
	"cmp"
	"context"
	"slices"
	"sync"
)

// Group is a set of tasks that are shut down together. The package's functions use one group for the whole program;
// groups of your own suit tests and parts of a program that end earlier.
//
// The zero value is ready to use. A Group must not be copied after first use. All methods may be called from any
// goroutine.
type Group struct {
	mu     sync.Mutex
	tasks  map[*Task]struct{} // running
	lazy   map[any]*lazyKey
	closed bool
	idle   chan struct{} // closed when closed and nothing runs
}

var program Group

// Create runs fn on a goroutine of its own and returns at once. The task has ctx's values, so its client, but not its
// cancellation: it goes on when the handler that created it returns and its request ends. It lives until fn returns;
// its context ends at Cancel, at Shutdown, and at the event of UntilDisconnect or UntilDelete.
//
// An error or a panic of fn goes to the error handler at once, unless the task was canceled and the error says just
// that. After Shutdown began, fn is not run: the task has ended with ErrShutdown. Create panics when ctx or fn is nil.
// It costs a few microseconds.
func Create(ctx context.Context, fn func(context.Context) error, opts ...Option) *Task {
	return program.create(ctx, fn, opts)
}

// Create is the function Create for this group.
func (g *Group) Create(ctx context.Context, fn func(context.Context) error, opts ...Option) *Task {
	return g.create(ctx, fn, opts)
}

func (g *Group) create(ctx context.Context, fn func(context.Context) error, opts []Option) *Task {
	check(ctx, fn)
	t := newTask(g, ctx, fn, opts)
	t.watch()
	g.mu.Lock()
	ok := g.admitsLocked(t)
	if ok {
		g.addLocked(t)
	}
	g.mu.Unlock()
	if ok {
		go t.run()
	} else {
		t.end(ErrShutdown)
	}
	return t
}

func check(ctx context.Context, fn func(context.Context) error) {
	if ctx == nil {
		panic("background: nil context")
	}
	if fn == nil {
		panic("background: nil function")
	}
}

// admitsLocked reports whether t may start. During a shutdown only what a finishing task needs for its finish may.
func (g *Group) admitsLocked(t *Task) bool {
	if !g.closed {
		return true
	}
	parent := current(t.caller)
	if parent == nil || !parent.finishes || !t.finishes {
		return false
	}
	_, running := g.tasks[parent]
	return running
}

func (g *Group) addLocked(t *Task) {
	if g.tasks == nil {
		g.tasks = make(map[*Task]struct{})
	}
	g.tasks[t] = struct{}{}
}

// remove takes an ended task out and starts the one that waits for its key.
func (g *Group) remove(t *Task) {
	g.mu.Lock()
	delete(g.tasks, t)
	next := g.nextLocked(t)
	if g.closed && len(g.tasks) == 0 && g.idle != nil {
		close(g.idle)
		g.idle = nil
	}
	g.mu.Unlock()
	if next != nil {
		go next.run()
	}
}

// Running returns the program's tasks that have started and not ended, oldest first.
func Running() []*Task { return program.Running() }

// Running is the function Running for this group.
func (g *Group) Running() []*Task {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.runningLocked()
}

func (g *Group) runningLocked() []*Task {
	tasks := make([]*Task, 0, len(g.tasks))
	for t := range g.tasks {
		tasks = append(tasks, t)
	}
	slices.SortFunc(tasks, func(a, b *Task) int { return cmp.Compare(a.created.UnixNano(), b.created.UnixNano()) })
	return tasks
}

// Shutdown refuses new tasks from now on, drops the waiting ones of CreateLazy, cancels the running ones except those
// with FinishOnShutdown, and waits for all. When ctx ends first, it returns a *ShutdownError with the tasks that
// have not ended. It may be called again, for instance with a longer wait.
func Shutdown(ctx context.Context) error { return program.Shutdown(ctx) }

// Shutdown is the function Shutdown for this group.
func (g *Group) Shutdown(ctx context.Context) error {
	g.mu.Lock()
	g.closed = true
	dropped := g.dropWaitingLocked()
	tasks := g.runningLocked()
	var idle chan struct{}
	if len(tasks) > 0 {
		if g.idle == nil {
			g.idle = make(chan struct{})
		}
		idle = g.idle
	}
	g.mu.Unlock()
	for _, t := range dropped {
		t.end(ErrShutdown)
	}
	for _, t := range tasks {
		if !t.finishes {
			t.stop(ErrCanceled)
		}
	}
	if idle == nil {
		return nil
	}
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
		if left := g.Running(); len(left) > 0 {
			return &ShutdownError{Tasks: left, Cause: context.Cause(ctx)}
		}
		return nil
	}
}
