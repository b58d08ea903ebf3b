// Package n16 is look-alike N16: a stored context and its cancel, written before the goroutine starts.
package n16

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type service struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func New() *service {
	s := &service{}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	go s.run()
	return s
}

func (s *service) run() { <-s.ctx.Done() }

func (s *service) Button() fyne.CanvasObject {
	return widget.NewButton("Stop", func() { s.cancel() })
}
