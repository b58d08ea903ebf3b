package background

import "context"

// lazyKey is what one key of CreateLazy is doing.
type lazyKey struct {
	key     any
	running *Task
	waiting *Task // the newest, nil for none
}

// CreateLazy is Create for work of which only the newest request counts, such as a search while the user types: of the
// tasks with one key, one runs and one waits. A newer task takes the place of the waiting one, which ends with
// ErrSuperseded; the running one is left to finish. The task starts when the one before it has ended.
//
// Keys are compared with ==; CreateLazy panics when key cannot be. A key holds for the whole program (or the Group): to
// have one task for each client, put the client into the key, as in
//
//	background.CreateLazy(ctx, [2]any{client, "search"}, search)
func CreateLazy(ctx context.Context, key any, fn func(context.Context) error, opts ...Option) *Task {
	return program.createLazy(ctx, key, fn, opts)
}

// CreateLazy is the function CreateLazy for this group.
func (g *Group) CreateLazy(ctx context.Context, key any, fn func(context.Context) error, opts ...Option) *Task {
	return g.createLazy(ctx, key, fn, opts)
}

func (g *Group) createLazy(ctx context.Context, key any, fn func(context.Context) error, opts []Option) *Task {
	check(ctx, fn)
	t := newTask(g, ctx, fn, opts)
	t.watch()
	start, ended, why := g.enqueue(key, t)
	if ended != nil {
		ended.end(why)
	}
	if start {
		go t.run()
	}
	return t
}

// enqueue decides whether t starts now, and which task ends without having run.
func (g *Group) enqueue(key any, t *Task) (start bool, ended *Task, why error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.admitsLocked(t) {
		return false, t, ErrShutdown
	}
	l := g.lazy[key]
	if l == nil {
		l = &lazyKey{key: key, running: t}
		if g.lazy == nil {
			g.lazy = make(map[any]*lazyKey)
		}
		g.lazy[key] = l
		t.lazy = l
		g.addLocked(t)
		return true, nil, nil
	}
	ended, l.waiting, t.lazy = l.waiting, t, l
	return false, ended, ErrSuperseded
}

// nextLocked returns the task that shall run now that t has ended.
func (g *Group) nextLocked(t *Task) *Task {
	l := t.lazy
	if l == nil || l.running != t {
		return nil
	}
	next := l.waiting
	l.running, l.waiting = next, nil
	if next == nil {
		delete(g.lazy, l.key)
		return nil
	}
	g.addLocked(next)
	return next
}

// unqueue takes a waiting task out and reports whether it was waiting.
func (g *Group) unqueue(t *Task) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if t.lazy == nil || t.lazy.waiting != t {
		return false
	}
	t.lazy.waiting = nil
	return true
}

func (g *Group) dropWaitingLocked() []*Task {
	var dropped []*Task
	for _, l := range g.lazy {
		if l.waiting != nil && !l.waiting.finishes {
			dropped = append(dropped, l.waiting)
			l.waiting = nil
		}
	}
	return dropped
}
