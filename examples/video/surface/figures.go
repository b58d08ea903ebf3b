package surface

import (
	"context"
	"errors"
	"time"

	"github.com/go-bgkit/bgkit/runtime/background"
)

// figures are shown on the page while it is open.
type figures struct {
	FPS       float64 `json:"fps"`
	Skipped   uint64  `json:"skipped"` // meshes that the browser was not ready for
	Vertices  int     `json:"vertices"`
	Triangles int     `json:"triangles"`
	KB        float64 `json:"kb"`   // of the last mesh
	Took      float64 `json:"took"` // what it took, in milliseconds
}

// computed shows a mesh. It runs on the UI goroutine.
func (v *View) computed(m Mesh, err error) {
	switch {
	case errors.Is(err, background.ErrSuperseded), errors.Is(err, context.Canceled): // nobody waits for it any more
	case err != nil:
		v.complain(err)
	default:
		v.latest = m
		v.page.Show(m.Data)
	}
}

// measure sends the figures. A timer calls it on the UI goroutine.
func (v *View) measure(context.Context) {
	shown, skipped := v.page.Counts()
	now := time.Now()
	rate := 0.0
	if passed := now.Sub(v.last).Seconds(); !v.last.IsZero() && passed > 0 {
		rate = float64(shown-v.shown) / passed
	}
	v.last, v.shown = now, shown
	v.send("figures", figures{
		FPS: rate, Skipped: skipped, Vertices: v.latest.Vertices, Triangles: v.latest.Triangles,
		KB: float64(len(v.latest.Data)) / 1000, Took: float64(v.latest.Took.Microseconds()) / 1000,
	})
}
