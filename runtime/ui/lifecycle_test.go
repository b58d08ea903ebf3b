package ui_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-bgkit/bgkit/runtime/ui"
)

// record notes the client's events, on its UI goroutine.
func record(t *testing.T, client *ui.Client, loop *ui.Loop) (events func() []string) {
	var all []string
	note := func(event string) func() {
		return func() {
			if !loop.OnLoop() {
				t.Errorf("%s is not on the UI goroutine", event)
			}
			all = append(all, event)
		}
	}
	client.OnConnect(note("connect"))
	client.OnDisconnect(note("disconnect"))
	client.OnDelete(note("delete"))
	return func() (events []string) {
		done := make(chan struct{})
		loop.Post(func() {
			events = slices.Clone(all)
			close(done)
		})
		<-done
		return events
	}
}

func expect(t *testing.T, events func() []string, want ...string) {
	t.Helper()
	if got := events(); !slices.Equal(got, want) {
		t.Errorf("events %v, want %v", got, want)
	}
}

func TestAWindowIsConnectedFromTheStart(t *testing.T) {
	client, loop := onLoop(t)
	events := record(t, client, loop)
	expect(t, events, "connect")
	client.Delete()
	expect(t, events, "connect", "disconnect", "delete")
	client.Delete()
	expect(t, events, "connect", "disconnect", "delete")
	if err := client.Connect(); err != ui.ErrDeleted {
		t.Errorf("Connect after Delete = %v", err)
	}
	if err := context.Cause(client.Context()); err != ui.ErrDeleted || !errors.Is(err, context.Canceled) {
		t.Errorf("the context's cause is %v", err)
	}
}

func TestReconnectWithinTheGrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, loop := onLoop(t, ui.AwaitConnect(0))
		events := record(t, client, loop)
		expect(t, events)
		for range 3 {
			if err := client.Connect(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Hour)
			client.Disconnect()
			client.Disconnect()
			time.Sleep(3*time.Second - 1)
		}
		c := []string{"connect", "disconnect", "connect", "disconnect", "connect", "disconnect"}
		expect(t, events, c...)
		time.Sleep(2)
		synctest.Wait()
		expect(t, events, append(c, "delete")...)
	})
}

func TestReconnectGraceZeroDeletesAtOnce(t *testing.T) {
	client, loop := onLoop(t, ui.ReconnectGrace(0))
	events := record(t, client, loop)
	expect(t, events, "connect")
	client.Disconnect()
	expect(t, events, "connect", "disconnect", "delete")
}

func TestNeverConnected(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, loop := onLoop(t, ui.AwaitConnect(0))
		events := record(t, client, loop)
		time.Sleep(60*time.Second - 1)
		if err := client.Context().Err(); err != nil {
			t.Error(err)
		}
		time.Sleep(2)
		synctest.Wait()
		expect(t, events, "delete")
		if cause := context.Cause(client.Context()); !errors.Is(cause, ui.ErrNeverConnected) || !errors.Is(cause, ui.ErrDeleted) {
			t.Errorf("the context's cause is %v", cause)
		}
	})
}

func TestAwaitConnectForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := onLoop(t, ui.AwaitConnect(-1))
		time.Sleep(1000 * time.Hour)
		if err := client.Connect(); err != nil {
			t.Error(err)
		}
	})
}

func TestTheClientEndsWithItsParentContext(t *testing.T) {
	parent, cancel := context.WithCancelCause(context.Background())
	client, _ := onLoop(t, ui.WithContext(parent))
	deleted := make(chan struct{})
	client.OnDelete(func() { close(deleted) })
	why := errors.New("server stops")
	cancel(why)
	<-deleted
	if cause := context.Cause(client.Context()); cause != why {
		t.Errorf("the context's cause is %v", cause)
	}
}

func TestOnDeleteAfterTheEndRunsAtOnce(t *testing.T) {
	client, _ := onLoop(t)
	client.Delete()
	ran := false
	client.OnDelete(func() { ran = true })
	if !ran {
		t.Error("not run")
	}
}

func TestDeleteOnTheUIGoroutine(t *testing.T) {
	client, loop := onLoop(t)
	events := record(t, client, loop)
	if err := client.Call(t.Context(), client.Delete); err != nil {
		t.Fatal(err)
	}
	expect(t, events, "connect", "disconnect", "delete")
}

func TestDeleteWhenTheLoopHasEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := ui.NewClient(func(func()) {}) // runs nothing any more
		deleted := false
		client.OnDelete(func() { deleted = true })
		begin := time.Now()
		client.Delete()
		if took := time.Since(begin); !deleted || took != time.Second {
			t.Errorf("OnDelete ran: %v, Delete took %v", deleted, took)
		}
	})
}

func TestDeleteWaitsForTheRunningFunction(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := onLoop(t, ui.Watchdog(0))
		ended := false
		_ = client.Do(func() {
			time.Sleep(time.Second / 2)
			ended = true
		})
		synctest.Wait()
		client.Delete()
		if !ended {
			t.Error("Delete returned while the function ran")
		}
	})
}

func TestPanicOfAHookDoesNotKeepTheOthersFromRunning(t *testing.T) {
	errs := catchErrors(t)
	client, _ := onLoop(t)
	ran := false
	client.OnDelete(func() { panic("boom") })
	client.OnDelete(func() { ran = true })
	client.Delete()
	if <-errs; !ran {
		t.Error("the second hook did not run")
	}
}

// Page loads of robots: they never connect, and nothing of them may stay. The first round pays for what the Go runtime
// keeps for reuse, such as the descriptors of ended goroutines.
func TestTenThousandClientsThatNeverConnect(t *testing.T) {
	loadPages(t)
	goroutines, memory := runtime.NumGoroutine(), heap()
	loadPages(t)
	eventually(t, "the goroutines are gone", func() bool { return runtime.NumGoroutine() <= goroutines })
	eventually(t, "the memory is back", func() bool { return heap() < memory+8<<20 })
}

// loadPages makes ten thousand clients, each with 10 KB of state, hooks and timers, and waits until the last of them has
// been garbage-collected.
func loadPages(t *testing.T) {
	const pages = 10_000
	alive := ui.ReadTotals().Live
	var collected atomic.Int32
	for i := range pages {
		loop := new(ui.Loop)
		client := ui.NewClient(loop.Post, ui.AwaitConnect(time.Duration(1+i%100)*time.Millisecond))
		page := &[10_000]byte{}
		runtime.AddCleanup(client, func(*atomic.Int32) { collected.Add(1) }, nil)
		runtime.AddCleanup(page, func(*atomic.Int32) { collected.Add(1) }, nil)
		client.OnConnect(func() { page[0]++ })
		client.OnDelete(func() { page[1]++ })
		ui.NewTimer(client.Context(), time.Hour, func(context.Context) { page[2]++ })
		ui.NewBackgroundTimer(client.Context(), time.Hour, func(context.Context) error { return fmt.Errorf("%d", page[3]) })
	}
	eventually(t, "all clients are deleted", func() bool { return ui.ReadTotals().Live == alive })
	eventually(t, "all clients and pages are collected", func() bool {
		runtime.GC()
		return collected.Load() == 2*pages
	})
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
