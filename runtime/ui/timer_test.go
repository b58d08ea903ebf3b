package ui_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// ticks runs a test in a bubble with a timer whose calls are noted in seconds since the start.
type ticks struct {
	t      *testing.T
	begin  time.Time
	client *ui.Client
	loop   *ui.Loop
	at     []float64
}

func inBubble(t *testing.T, test func(*ticks)) {
	synctest.Test(t, func(t *testing.T) {
		k := &ticks{t: t, begin: time.Now()}
		k.client, k.loop = onLoop(t, ui.Watchdog(0))
		test(k)
	})
}

func (k *ticks) note(context.Context) {
	if !k.loop.OnLoop() {
		k.t.Error("not on the UI goroutine")
	}
	k.at = append(k.at, time.Since(k.begin).Seconds())
}

// until sleeps until a moment of the test's time and then compares the calls.
func (k *ticks) until(seconds float64, want ...float64) {
	k.t.Helper()
	time.Sleep(time.Until(k.begin.Add(time.Duration(seconds * float64(time.Second)))))
	synctest.Wait()
	if len(k.at) != len(want) {
		k.t.Fatalf("after %v s: calls at %v, want %v", seconds, k.at, want)
	}
	for i := range want {
		if k.at[i] != want[i] {
			k.t.Fatalf("after %v s: calls at %v, want %v", seconds, k.at, want)
		}
	}
}

func TestTimer(t *testing.T) {
	inBubble(t, func(k *ticks) {
		timer := ui.NewTimer(k.client.Context(), time.Second, k.note)
		k.until(3.5, 1, 2, 3)
		timer.Cancel()
		k.until(9, 1, 2, 3)
		timer.Activate()
		if timer.Active() {
			t.Error("active after Cancel")
		}
	})
}

func TestTimerImmediate(t *testing.T) {
	inBubble(t, func(k *ticks) {
		ui.NewTimer(k.client.Context(), time.Second, k.note, ui.Immediate())
		k.until(2.5, 0, 1, 2)
	})
}

func TestTimerOnce(t *testing.T) {
	inBubble(t, func(k *ticks) {
		timer := ui.NewTimer(k.client.Context(), time.Second, k.note, ui.Once(), ui.Immediate())
		k.until(5, 1)
		if timer.Active() {
			t.Error("active after its one call")
		}
		ui.NewTimer(k.client.Context(), 0, k.note, ui.Once())
		k.until(6, 1, 5)
	})
}

func TestTimerActiveFalse(t *testing.T) {
	inBubble(t, func(k *ticks) {
		timer := ui.NewTimer(k.client.Context(), time.Second, k.note, ui.Active(false))
		k.until(3.5)
		timer.Activate()
		timer.Activate()
		k.until(6, 4.5, 5.5)
		timer.Deactivate()
		k.until(8, 4.5, 5.5)
		timer.Activate()
		k.until(9.5, 4.5, 5.5, 9)
	})
}

func TestTimerNextWaitIsIntervalMinusDuration(t *testing.T) {
	inBubble(t, func(k *ticks) {
		ui.NewTimer(k.client.Context(), time.Second, func(ctx context.Context) {
			k.note(ctx)
			time.Sleep(400 * time.Millisecond)
		})
		k.until(3.5, 1, 2, 3)
	})
}

func TestTimerNeverOverlapsAndMakesNothingUp(t *testing.T) {
	inBubble(t, func(k *ticks) {
		between := 0
		ui.NewTimer(k.client.Context(), time.Second, func(ctx context.Context) {
			k.note(ctx)
			k.loop.Post(func() { between++ })
			if len(k.at) == 1 {
				time.Sleep(2500 * time.Millisecond)
			}
		})
		k.until(6, 1, 3.5, 4.5, 5.5)
		if between != 4 {
			t.Errorf("other functions ran %d times between the calls", between)
		}
	})
}

func TestTimerSetInterval(t *testing.T) {
	inBubble(t, func(k *ticks) {
		timer := ui.NewTimer(k.client.Context(), time.Hour, k.note)
		k.until(10)
		timer.SetInterval(20 * time.Second) // since the start, not since now
		k.until(21, 20)
		timer.SetInterval(500 * time.Millisecond) // over already
		k.until(21.75, 20, 21, 21.5)
		timer.SetInterval(time.Minute)
		k.until(100, 20, 21, 21.5, 81.5)
		if timer.Interval() != time.Minute {
			t.Errorf("Interval = %v", timer.Interval())
		}
	})
}

func TestTimerStartsAtConnectAndEndsAtDelete(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &ticks{t: t, begin: time.Now()}
		k.client, k.loop = onLoop(t, ui.AwaitConnect(-1), ui.ReconnectGrace(2*time.Second))
		ui.NewTimer(k.client.Context(), time.Second, k.note)
		k.until(10)
		_ = k.client.Connect()
		k.until(11.5, 11)
		k.client.Disconnect() // it goes on during the grace
		k.until(100, 11, 12, 13)
	})
}

func TestTimerEndsWithItsContext(t *testing.T) {
	inBubble(t, func(k *ticks) {
		ctx, cancel := context.WithCancel(k.client.Context())
		ui.NewTimer(ctx, time.Second, k.note)
		k.until(1.5, 1)
		cancel()
		k.until(5, 1)
	})
}

func TestTimerOfAForeignContextEndsWithItsClient(t *testing.T) {
	inBubble(t, func(k *ticks) {
		ui.NewTimer(ui.NewContext(context.Background(), k.client), time.Second, k.note)
		k.until(1.5, 1)
		k.client.Delete()
		k.until(5, 1)
	})
}

func TestTimerCancelEndsTheRunningCallsContext(t *testing.T) {
	inBubble(t, func(k *ticks) {
		called := make(chan error, 1)
		timer := ui.NewBackgroundTimer(k.client.Context(), time.Second, func(ctx context.Context) error {
			<-ctx.Done()
			called <- ctx.Err()
			return ctx.Err()
		})
		time.Sleep(2 * time.Second)
		timer.Cancel()
		if err := <-called; err != context.Canceled {
			t.Error(err)
		}
	})
}

func TestTimerCanceledByItsOwnFunction(t *testing.T) {
	inBubble(t, func(k *ticks) {
		_ = k.client.Do(func() { // handlers make timers on the UI goroutine
			var timer *ui.Timer
			timer = ui.NewTimer(k.client.Context(), time.Second, func(ctx context.Context) {
				k.note(ctx)
				if len(k.at) == 2 {
					timer.Cancel()
				}
			})
		})
		k.until(9, 1, 2)
	})
}

func TestTimerSurvivesPanicsAndErrors(t *testing.T) {
	errs := catchErrors(t)
	inBubble(t, func(k *ticks) {
		ui.NewTimer(k.client.Context(), time.Second, func(ctx context.Context) {
			k.note(ctx)
			panic("boom")
		})
		k.until(2.5, 1, 2)
	})
	var p *run.PanicError
	if err := <-errs; !errors.As(err, &p) {
		t.Errorf("reported %v", err)
	}
}

func TestBackgroundTimer(t *testing.T) {
	errs := catchErrors(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		ui.NewBackgroundTimer(ctx, time.Second, func(context.Context) error {
			n++
			time.Sleep(1500 * time.Millisecond) // longer than the interval: calls at 1, 2.5, 4
			return errors.New("no answer")
		})
		time.Sleep(5 * time.Second)
		cancel()
		time.Sleep(time.Minute)
		synctest.Wait()
		if n != 3 {
			t.Errorf("%d calls", n)
		}
	})
	if err := <-errs; err.Error() == "" {
		t.Error(err)
	}
}

func TestTimerMisuse(t *testing.T) {
	client, _ := onLoop(t)
	nop := func(context.Context) {}
	for name, call := range map[string]func(){
		"no client":      func() { ui.NewTimer(context.Background(), time.Second, nop) },
		"nil function":   func() { ui.NewTimer(client.Context(), time.Second, nil) },
		"interval":       func() { ui.NewTimer(client.Context(), 0, nop) },
		"SetInterval":    func() { ui.NewTimer(client.Context(), 1, nop).SetInterval(0) },
		"nil background": func() { ui.NewBackgroundTimer(context.Background(), time.Second, nil) },
		"nil dispatch":   func() { ui.NewClient(nil) },
		"nil parent":     func() { ui.WithContext(nil) }, //nolint:staticcheck // what the test is about
		"nil Do":         func() { _ = client.Do(nil) },
		"nil Call":       func() { _ = client.Call(context.Background(), nil) },
		"nil Post":       func() { new(ui.Loop).Post(nil) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			call()
		})
	}
}
