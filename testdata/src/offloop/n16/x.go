// Package n16 is look-alike N16: a context that lives on purpose, with a Stop that cancels it.
package n16

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type service struct {
	lbl    *widget.Label
	cancel context.CancelFunc
}

func (s *service) Start() {
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	go func() {
		t := time.NewTicker(time.Second)
		defer t.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case now := <-t.C:
				fyne.Do(func() { s.lbl.SetText(now.String()) })
			}
		}
	}()
}

func (s *service) Stop() { s.cancel() }
