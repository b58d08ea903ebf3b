package views

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/ui"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

// TimerRate shows progress too often, or does not (BG302).
type TimerRate struct {
	ctx    context.Context
	status *screen.Label
	done   atomic.Int64
}

// NewTimerRate adds the view's buttons.
func NewTimerRate(ctx context.Context, w *screen.Window) *TimerRate {
	v := &TimerRate{ctx: ctx, status: screen.NewLabel(w)}
	w.Button("progress (wrong)", v.progressWrong)
	w.Button("progress", v.progress)
	return v
}

func (v *TimerRate) show() { v.status.SetText(fmt.Sprintf("%d done", v.done.Load())) }

// progressWrong asks for a thousand pictures a second.
func (v *TimerRate) progressWrong() {
	background.Create(v.ctx, func(ctx context.Context) error {
		for v.done.Load() < 100 {
			if err := ui.Do(ctx, v.show); err != nil {
				return err
			}
			time.Sleep(time.Millisecond)
		}
		return nil
	})
}

// progress shows ten a second, and ends with the client.
func (v *TimerRate) progress() {
	ui.NewTimer(v.ctx, 100*time.Millisecond, func(context.Context) { v.show() })
}
