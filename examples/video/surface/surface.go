// Package surface shows a surface that moves: balls that melt into each other. Its geometry is computed in the background
// and streamed to the page, which draws it with WebGL.
package surface

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/go-bgkit/bgkit/examples/video/page"
	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

//go:generate go tool bggen

// Settings are what the user chooses.
type Settings struct {
	Balls int `json:"balls"` // 1 to 12
	Grid  int `json:"grid"`  // cells along an edge of the space, 8 to 96
}

func (s Settings) check() error {
	switch {
	case s.Balls < 1 || s.Balls > 12:
		return fmt.Errorf("%d balls: it must be 1 to 12", s.Balls)
	case s.Grid < 8 || s.Grid > 96:
		return fmt.Errorf("a grid of %d cells: it must be 8 to 96", s.Grid)
	}
	return nil
}

// View is the component of one page. Its fields belong to the page's UI goroutine.
type View struct {
	page     *page.Page
	settings Settings
	moving   bool
	mover    *background.Task
	time     float64 // of the last step, in seconds

	last   time.Time // when the figures were sent
	shown  uint64    // steps shown until then
	latest Mesh
}

// New gives a page a view.
func New(p *page.Page) *View {
	v := &View{page: p, settings: Settings{Balls: 6, Grid: 40}, moving: true}
	p.OnMessage(v.message)
	p.Client().OnConnect(v.connected)
	ui.NewTimer(p.Context(), 500*time.Millisecond, v.measure)
	return v
}

// connected runs whenever the browser comes, also after its connection was cut.
func (v *View) connected() {
	v.sendState()
	if v.moving {
		v.move()
	}
}

type state struct {
	Settings Settings `json:"settings"`
	Moving   bool     `json:"moving"`
}

func (v *View) sendState() { v.send("state", state{v.settings, v.moving}) }

func (v *View) send(kind string, data any) {
	if err := v.page.Send(kind, data); err != nil {
		v.complain(err)
	}
}

func (v *View) complain(err error) {
	if err := v.page.Send("error", fmt.Sprintf("It did not work: %v.", err)); err != nil {
		panic(err) // a string has a JSON form
	}
}

func (v *View) message(kind string, data json.RawMessage) {
	switch kind {
	case "start":
		v.moving = true
		v.move()
	case "stop":
		v.stop()
	case "set":
		v.set(data)
	default:
		v.complain(fmt.Errorf("the page sent %q, which this server does not know", kind))
		return
	}
	v.sendState()
}

// set changes the settings. While nothing moves, the step at hand is computed anew: of several changes in a row the last
// one counts.
func (v *View) set(data json.RawMessage) {
	next := v.settings
	if err := json.Unmarshal(data, &next); err != nil {
		v.complain(fmt.Errorf("settings that cannot be read: %w", err))
		return
	}
	if err := next.check(); err != nil {
		v.complain(err)
		return
	}
	v.settings = next
	if !v.moving {
		v.meshAsync(v.page.Context(), v.time).Then(v.computed)
	}
}

// stepEvery is how often the surface moves, at most.
const stepEvery = 40 * time.Millisecond

// move computes steps until the page stops or disconnects: with the settings of the moment, one after the other.
func (v *View) move() {
	v.stop()
	v.moving = true
	from := v.time
	v.mover = background.CreateLazy(v.page.Context(), [2]any{v, "move"}, func(ctx context.Context) error {
		tick := time.NewTicker(stepEvery)
		defer tick.Stop()
		for t := from; ; t += stepEvery.Seconds() {
			var next *run.Future[Mesh]
			if err := ui.Call(ctx, func() { next = v.step(ctx, t) }); err != nil {
				return err
			}
			if _, err := next.Await(ctx); err != nil {
				return err
			}
			select {
			case <-ctx.Done():
				return context.Cause(ctx)
			case <-tick.C:
			}
		}
	}, background.Name("move"), background.UntilDisconnect())
}

// step starts the computing of one step.
func (v *View) step(ctx context.Context, t float64) *run.Future[Mesh] {
	v.time = t
	f := v.meshAsync(ctx, t)
	f.Then(v.computed)
	return f
}

func (v *View) stop() {
	v.moving = false
	if v.mover != nil {
		v.mover.Cancel()
	}
}
