package ui

import (
	"context"
	"sync"
	"time"

	"github.com/go-bgkit/bgkit/runtime/internal/fault"
)

// Timer calls a function again and again, never two at a time. NewTimer and NewBackgroundTimer make timers; the zero
// value panics. All methods may be called from any goroutine, also from the timer's function. A waiting timer has no
// goroutine.
type Timer struct {
	client *Client // nil: the function runs on a goroutine of the timer
	fn     func(context.Context) error
	ctx    context.Context // of the calls; ends with the timer
	cancel context.CancelFunc
	pc     uintptr
	once   bool

	mu        sync.Mutex
	interval  time.Duration
	immediate bool
	active    bool
	started   bool // the client is connected
	calling   bool // from handing the function over until its return
	ended     bool
	from      time.Time // start of the last call, or of the first wait: the next call is due an interval later
	wake      *time.Timer
	epoch     int           // counts waits, so that an old wake does nothing
	unwatch   []func() bool // stop watching the contexts
}

// TimerOption sets up a timer.
type TimerOption func(*Timer)

// Active sets whether the timer is active from the start; it is unless Active(false) is given.
func Active(active bool) TimerOption { return func(t *Timer) { t.active = active } }

// Once has the function called one time, an interval after the start. The interval may be zero: soon, but not inside
// NewTimer.
func Once() TimerOption { return func(t *Timer) { t.once = true } }

// Immediate has the first call come at the start instead of an interval later. With Once it has no effect.
func Immediate() TimerOption { return func(t *Timer) { t.immediate = true } }

// NewTimer calls fn on the UI goroutine of the client that ctx carries, every interval from the client's first Connect
// on. Calls never overlap, and none is made up for: the next one is due an interval after the last one's start, or when
// that has returned. The timer ends with ctx, with the client and at Cancel; fn's context ends with it. A panic of fn
// goes to the error handler and the timer goes on.
//
// fn holds the UI goroutine, so it must be quick: start slow work with run.IOBound, or use NewBackgroundTimer. NewTimer
// panics when fn is nil, when the interval is not positive (without Once), and with ErrNoClient when ctx carries no
// client.
func NewTimer(ctx context.Context, interval time.Duration, fn func(context.Context), opts ...TimerOption) *Timer {
	c, err := FromContext(ctx)
	if err != nil {
		panic(err)
	}
	if fn == nil {
		panic("ui.NewTimer: nil function")
	}
	call := func(ctx context.Context) error {
		fn(ctx)
		return nil
	}
	return newTimer(ctx, c, &Timer{client: c, fn: call, pc: fault.FuncPC(fn), interval: interval}, opts)
}

// NewBackgroundTimer is NewTimer for a function that waits or computes: fn runs on a goroutine of its own, must not
// touch the UI except through Do or Call, and its error goes to the error handler. ctx may carry a client, with which
// the timer then starts and ends, or none. Calls never overlap here either. It panics when fn is nil and when the
// interval is not positive (without Once).
func NewBackgroundTimer(ctx context.Context, interval time.Duration, fn func(context.Context) error, opts ...TimerOption) *Timer {
	if fn == nil {
		panic("ui.NewBackgroundTimer: nil function")
	}
	owner, _ := FromContext(ctx)
	return newTimer(ctx, owner, &Timer{fn: fn, pc: fault.FuncPC(fn), interval: interval}, opts)
}

// newTimer makes a timer that lives as long as ctx and owner.
func newTimer(ctx context.Context, owner *Client, t *Timer, opts []TimerOption) *Timer {
	t.active = true
	for _, opt := range opts {
		opt(t)
	}
	t.check(t.interval)
	t.ctx, t.cancel = context.WithCancel(ctx)
	t.mu.Lock()
	t.unwatch = append(t.unwatch, context.AfterFunc(ctx, t.Cancel))
	if owner != nil {
		t.unwatch = append(t.unwatch, context.AfterFunc(owner.ctx, t.Cancel))
	}
	t.mu.Unlock()
	if owner == nil {
		t.start()
	} else {
		owner.whenConnected(t.start)
	}
	return t
}

func (t *Timer) check(interval time.Duration) {
	if interval <= 0 && !t.once {
		panic("ui: timer with an interval that is not positive")
	}
}

// start begins the first wait.
func (t *Timer) start() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.started, t.from = true, time.Now()
	if t.immediate && !t.once {
		t.from = t.from.Add(-t.interval)
	}
	t.waitLocked()
}

// waitLocked sets the wake for the next call, if there is to be one. A call that is late is made as soon as the UI
// goroutine has done what waits there already.
func (t *Timer) waitLocked() {
	t.epoch++
	if t.wake != nil {
		t.wake.Stop()
		t.wake = nil
	}
	if !t.started || !t.active || t.calling || t.ended {
		return
	}
	epoch := t.epoch
	t.wake = time.AfterFunc(max(0, time.Until(t.from.Add(t.interval))), func() { t.fire(epoch) })
}

// fire hands the function over.
func (t *Timer) fire(epoch int) {
	t.mu.Lock()
	if t.epoch != epoch || t.ended || !t.active || t.calling {
		t.mu.Unlock()
		return
	}
	t.calling = true
	t.mu.Unlock()
	if t.client == nil {
		t.call()
		return
	}
	t.client.post(t.call, t.Cancel)
}

// call runs the function, unless the timer was stopped while the call waited for the UI goroutine.
func (t *Timer) call() {
	t.mu.Lock()
	stopped := t.ended || !t.active
	if !stopped {
		t.from = time.Now()
	}
	t.mu.Unlock()
	defer t.called(stopped)
	if stopped {
		return
	}
	var err error
	if p := catch(func() { err = t.fn(t.ctx) }); p != nil {
		err = p
	}
	if err != nil && t.ctx.Err() == nil {
		name, site := fault.FuncName(t.pc)
		fault.Report(t.ctx, nil, &fault.Task{What: "timer", Name: name, Site: site, Err: err})
	}
}

// called begins the next wait, or ends the timer.
func (t *Timer) called(stopped bool) {
	if t.once && !stopped {
		t.Cancel()
		return
	}
	t.mu.Lock()
	t.calling = false
	t.waitLocked()
	t.mu.Unlock()
}
