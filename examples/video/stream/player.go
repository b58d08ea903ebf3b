// Package stream shows a video on a page, filtered in worker processes.
//
// A Player is the component of one page. Its fields belong to the page's UI goroutine: handlers change them there without
// locks. What takes time happens elsewhere and gets copies: a background task reads the source (read), worker processes
// filter its pictures (picture), a goroutine lists the sources (sources).
package stream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/go-bgkit/bgkit/examples/video/page"
	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/opencv"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

//go:generate go tool bggen

// Config is the server's part of the settings.
type Config struct {
	Folder string // of video files, or empty
	Camera int    // its number; negative: none
}

// Player is a page's video.
type Player struct {
	page   *page.Page
	config Config

	settings Settings
	playing  bool
	reader   *background.Task // reads the source while the page plays
	position int              // number of the picture shown last, in the source

	sent     int  // pictures given to workers
	newest   int  // of these, the one shown last
	failures int  // pictures that failed since
	crash    bool // the next picture shall crash its worker
	meter    meter
}

// New gives a page a player.
func New(p *page.Page, c Config) *Player {
	v := &Player{page: p, config: c, settings: Settings{Source: patternID, Operation: opEdges, Low: 60, High: 160, Blur: 5}}
	p.OnMessage(v.message)
	p.Client().OnConnect(v.connected)
	ui.NewTimer(p.Context(), 500*time.Millisecond, v.measure)
	return v
}

// state is what the browser has to know when it comes, and whenever it changes.
type state struct {
	Settings Settings `json:"settings"`
	Playing  bool     `json:"playing"`
	OpenCV   bool     `json:"opencv"`
}

func (v *Player) sendState() {
	v.send("state", state{v.settings, v.playing, opencv.Built})
}

func (v *Player) send(kind string, data any) {
	if err := v.page.Send(kind, data); err != nil {
		v.complain(err)
	}
}

// connected runs whenever the browser comes: for the first time, and after its connection was cut. Then the stream, which
// ended with the connection, goes on where it was.
func (v *Player) connected() {
	v.sendState()
	if v.playing {
		v.play()
	}
	v.sourcesAsync(v.page.Context()).Then(func(list []Choice, err error) {
		if err != nil {
			v.complain(fmt.Errorf("the folder of videos cannot be read: %w", err))
		}
		v.send("sources", list)
	})
}

// message handles what the browser sends.
func (v *Player) message(kind string, data json.RawMessage) {
	switch kind {
	case "start":
		v.playing = true
		v.play()
	case "stop":
		v.stop()
	case "set":
		v.set(data)
	case "crash":
		v.crash = true
	default:
		v.complain(fmt.Errorf("the page sent %q, which this server does not know", kind))
		return
	}
	v.sendState()
}

func (v *Player) set(data json.RawMessage) {
	next := v.settings
	if err := json.Unmarshal(data, &next); err != nil {
		v.complain(fmt.Errorf("settings that cannot be read: %w", err))
		return
	}
	if err := next.check(); err != nil {
		v.complain(err)
		return
	}
	other := next.Source != v.settings.Source
	v.settings = next
	if other {
		v.position = 0
		if v.playing {
			v.play()
		}
	}
}

// play starts the reader. Its key has one run at a time: the one before ends first.
func (v *Player) play() {
	if v.reader != nil {
		v.reader.Cancel()
	}
	v.failures = 0
	name, config, from := v.settings.Source, v.config, v.position
	v.reader = background.CreateLazy(v.page.Context(), [2]any{v, "read"}, func(ctx context.Context) error {
		return read(ctx, config, name, from, func(p *raw) { v.filter(ctx, p) })
	}, background.Name("read "+name), background.UntilDisconnect(), background.OnError(v.readerFailed))
}

func (v *Player) stop() {
	v.playing = false
	if v.reader != nil {
		v.reader.Cancel()
	}
}

func (v *Player) readerFailed(_ context.Context, err error) {
	v.stop()
	v.complain(errors.Unwrap(err)) // without the task's name, which says nothing to the user
	v.sendState()
}

// filter has a worker process make a picture of what was read, with the settings of this moment, and shows it.
func (v *Player) filter(ctx context.Context, p *raw) {
	if ctx.Err() != nil {
		return // the reader has ended
	}
	v.sent++
	number := v.sent
	position := p.number
	v.pictureAsync(ctx, p.frame).Then(func(made Picture, err error) {
		p.done() // p is the reader's again
		switch {
		case ctx.Err() != nil: // stopped meanwhile
		case err != nil:
			v.failed(err)
		case number > v.newest: // a later one may have been quicker
			v.newest, v.position, v.failures = number, position, 0
			v.meter.made(made)
			v.page.Show(made.JPEG)
		}
	})
	v.crash = false // in the copy that the worker gets
}

// maxFailures is how many pictures in a row may fail before the stream stops.
const maxFailures = 30

// failed is a picture that was not made. A crash costs one picture, and the stream goes on.
func (v *Player) failed(err error) {
	v.failures++
	if v.failures == 1 {
		v.complain(err)
	}
	if v.failures == maxFailures {
		v.stop()
		v.complain(fmt.Errorf("stopped after %d pictures that failed: %w", maxFailures, err))
		v.sendState()
	}
}

func (v *Player) complain(err error) {
	if err := v.page.Send("error", words(err)); err != nil {
		panic(err) // a string has a JSON form
	}
}
