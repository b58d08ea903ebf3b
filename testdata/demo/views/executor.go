package views

import (
	"context"
	"fmt"
	"image"

	"github.com/go-bgkit/bgkit/runtime/opencv"
	"github.com/go-bgkit/bgkit/runtime/process"
	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

// Executor has a worker process look at a picture (BG301).
type Executor struct {
	ctx    context.Context
	status *screen.Label
}

// NewExecutor adds the view's buttons.
func NewExecutor(ctx context.Context, w *screen.Window) *Executor {
	v := &Executor{ctx: ctx, status: screen.NewLabel(w)}
	w.Button("darken (wrong)", v.darkenCopy)
	w.Button("darken", v.darken)
	return v
}

// darkenWrong's picture is encoded, sent and decoded, which takes longer than to darken it.
var darkenWrong = process.Register("darken (wrong)", func(_ context.Context, img *image.Gray) (int, error) {
	return halve(img.Pix), nil
})

func (v *Executor) darkenCopy() {
	run.CPUBound(v.ctx, darkenWrong, image.NewGray(image.Rect(0, 0, 1920, 1080))).Then(v.show)
}

// darken's pixels lie in memory that the worker shares.
var darken = process.Register("darken", func(_ context.Context, f *opencv.Frame) (int, error) {
	pixels, err := f.Bytes()
	return halve(pixels), err
})

func (v *Executor) darken() {
	frame, err := opencv.NewFrame(1080, 1920, opencv.Gray8)
	if err != nil {
		v.show(0, err)
		return
	}
	run.CPUBound(v.ctx, darken, frame).Then(func(n int, err error) {
		_ = frame.Close()
		v.show(n, err)
	})
}

// halve makes pixels darker and counts those that were not black.
func halve(pixels []byte) (changed int) {
	for i, p := range pixels {
		if p > 0 {
			pixels[i] = p / 2
			changed++
		}
	}
	return changed
}

func (v *Executor) show(changed int, err error) {
	if err != nil {
		v.status.SetText(err.Error())
		return
	}
	v.status.SetText(fmt.Sprintf("%d pixels changed", changed))
}
