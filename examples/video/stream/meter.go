package stream

import (
	"context"
	"time"

	"github.com/go-bgkit/bgkit/runtime/process"
)

// meter remembers what the page's figures are made of. It belongs to the UI goroutine.
type meter struct {
	last  time.Time // when the figures were sent last
	shown uint64    // pictures shown until then
	rate  float64
	pic   Picture // the last one, without its bytes
}

func (m *meter) made(p Picture) {
	p.JPEG = nil
	m.pic = p
}

// figures are shown on the page while it is open.
type figures struct {
	FPS     float64 `json:"fps"`     // pictures that the browser showed, a second
	Skipped uint64  `json:"skipped"` // pictures that it was not ready for
	Queue   int     `json:"queue"`   // pictures of all pages that wait for a worker
	Busy    int     `json:"busy"`    // workers that make one
	Idle    int     `json:"idle"`
	Starts  int     `json:"starts"` // workers that are starting
	Crashed uint64  `json:"crashed"`
	Worker  int     `json:"worker"` // process id of the one that made the last picture
	Took    float64 `json:"took"`   // what it took, in milliseconds
}

// measure sends the figures. A timer calls it on the UI goroutine.
func (v *Player) measure(context.Context) {
	m := &v.meter
	shown, skipped := v.page.Counts()
	now := time.Now()
	if passed := now.Sub(m.last).Seconds(); !m.last.IsZero() && passed > 0 {
		m.rate = 0.5*m.rate + 0.5*float64(shown-m.shown)/passed
	}
	m.last, m.shown = now, shown
	if !v.playing {
		m.rate = 0
	}
	s := process.Default().Stats()
	v.send("figures", figures{
		FPS: m.rate, Skipped: skipped, Queue: s.Queued, Busy: s.Running, Idle: s.Idle, Starts: s.Starting,
		Crashed: s.WorkerDeaths, Worker: m.pic.Worker, Took: float64(m.pic.Took.Microseconds()) / 1000,
	})
}
