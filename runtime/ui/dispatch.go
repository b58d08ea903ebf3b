package ui

import (
	"context"
	"sync/atomic"

	"github.com/go-bgkit/bgkit/runtime/internal/fault"
)

// Do has fn run on the client's UI goroutine and returns at once. Functions run one at a time in the order of their Do,
// never inside the caller, even on the UI goroutine (unless the dispatcher runs what it gets at once, as test drivers
// do). It answers ErrDeleted after Delete. A function whose client is deleted before it starts is dropped and counted.
// A panic of fn goes to the error handler and does not end the toolkit's loop. Do costs half a microsecond.
func (c *Client) Do(fn func()) error {
	if fn == nil {
		panic("ui.Client.Do: nil function")
	}
	if !c.post(fn, nil) {
		return ErrDeleted
	}
	return nil
}

// Call runs fn on the client's UI goroutine and waits for its end. On that goroutine itself it runs fn at once, instead
// of waiting for itself for ever. When ctx or the client ends first, fn will never run and Call answers the cause; once
// fn has started, Call waits for it: after Call has returned, fn does not run. A panic of fn is returned as a
// *run.PanicError.
//
// The client must know its UI goroutine to tell when it is on it: see Bind. Do not hold a lock that functions on the UI
// goroutine take: both would wait.
func (c *Client) Call(ctx context.Context, fn func()) error {
	if fn == nil {
		panic("ui.Client.Call: nil function")
	}
	if c.onUI() {
		return c.callHere(fn)
	}
	defer c.warnUnknown()()
	var claimed atomic.Bool
	done := make(chan error, 1)
	c.post(
		func() {
			if claimed.CompareAndSwap(false, true) {
				done <- catch(fn)
			}
		},
		func() {
			if claimed.CompareAndSwap(false, true) {
				done <- ErrDeleted
			}
		})
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		if claimed.CompareAndSwap(false, true) {
			return context.Cause(ctx)
		}
	case <-c.ctx.Done():
		if claimed.CompareAndSwap(false, true) {
			return context.Cause(c.ctx)
		}
	}
	return <-done
}

func (c *Client) callHere(fn func()) error {
	if c.isDeleted() {
		c.drop(nil)
		return ErrDeleted
	}
	return catch(fn)
}

func (c *Client) drop(instead func()) {
	c.dropped.Add(1)
	dropped.Add(1)
	if instead != nil {
		instead()
	}
}

func (c *Client) isDeleted() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state == deleted
}

// protect runs fn and reports its panic.
func (c *Client) protect(fn func()) {
	if err := catch(fn); err != nil {
		name, site := fault.FuncName(fault.FuncPC(fn))
		fault.Report(c.ctx, nil, &fault.Task{What: "function on the UI goroutine", Name: name, Site: site, Err: err})
	}
}

// catch runs fn and turns its panic into an error.
func catch(fn func()) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.Recovered(p)
		}
	}()
	fn()
	return nil
}
