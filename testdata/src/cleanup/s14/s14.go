// Package s14 is bug shape S14: goroutines and tickers that never end.
package s14

import (
	"context"
	"log"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

type board struct {
	app     *tview.Application
	table   *tview.Table
	jobs    chan string
	lines   chan string
	once    sync.Once
	started bool
	polling bool
	busy    atomic.Bool
	cancel  context.CancelFunc
	cancel2 context.CancelFunc
}

func (b *board) draw() { b.app.QueueUpdateDraw(func() { b.table.Clear() }) }

func (b *board) poll() {
	for {
		time.Sleep(time.Second)
		b.draw()
	}
}

// Wrong: each key starts one more.
func (b *board) Bind() {
	b.jobs = make(chan string)
	b.lines = make(chan string)
	b.table.SetInputCapture(func(ev *tcell.EventKey) *tcell.EventKey {
		switch ev.Rune() {
		case 'p':
			go b.poll() // want "a goroutine that never ends is started again and again from the UI"
		case 'w':
			b.watch()
		case 'j':
			go b.work() // want "a goroutine that never ends"
		case 'l':
			go b.read()
		case 's':
			go b.signals() // want "a goroutine that never ends"
		case 'o':
			b.once.Do(func() { go b.poll() })
		case 'f':
			b.startOnce()
			b.startAgain()
			b.startAtomic()
		case 'e':
			go b.first()
		case 'x':
			go b.fatal()
		case 'c':
			b.follow()
			b.followRight()
		}
		return ev
	})
}

// Wrong: a select has nothing else to wait for; the helper is called in each handler.
func (b *board) watch() {
	t := time.NewTicker(time.Second)
	never := make(chan struct{})
	go func() { // want "a goroutine that never ends"
		for {
			select {
			case <-t.C:
				b.draw()
			case <-never:
				return
			}
		}
	}()
}

// Wrong: nobody closes the channel.
func (b *board) work() {
	for j := range b.jobs {
		log.Print(j)
	}
}

func (b *board) Send(j string) { b.jobs <- j }

// Right: somebody does.
func (b *board) read() {
	for l := range b.lines {
		log.Print(l)
	}
}

func (b *board) Close() { close(b.lines) }

// Wrong: signal.Notify never closes.
func (b *board) signals() {
	ch := make(chan os.Signal, 1)
	signal.Notify(ch, os.Interrupt)
	for range ch {
		b.draw()
	}
}

// Right: a flag that nobody clears.
func (b *board) startOnce() {
	if b.started {
		return
	}
	b.started = true
	go b.poll()
}

// Wrong: the flag is cleared, the goroutine goes on.
func (b *board) startAgain() {
	if b.polling {
		return
	}
	b.polling = true
	go b.poll() // want "a goroutine that never ends"
}

func (b *board) Pause() { b.polling = false }

// Right: an atomic flag.
func (b *board) startAtomic() {
	if !b.busy.CompareAndSwap(false, true) {
		return
	}
	go b.poll()
}

// Right: it ends.
func (b *board) first() {
	for {
		time.Sleep(time.Second)
		if b.started {
			return
		}
	}
}

// Right: it ends with the program.
func (b *board) fatal() {
	for {
		time.Sleep(time.Second)
		if b.started {
			os.Exit(1)
		}
	}
}

// Wrong: the goroutine of the time before is out of reach.
func (b *board) follow() {
	ctx, cancel := context.WithCancel(context.Background())
	b.cancel = cancel // want `cancel is replaced here at each call, while the goroutine that only the former one ends goes on`
	go b.loop(ctx)
}

// Right: it is ended first.
func (b *board) followRight() {
	if b.cancel2 != nil {
		b.cancel2()
	}
	ctx, cancel := context.WithCancel(context.Background())
	b.cancel2 = cancel
	go b.loop(ctx)
}

func (b *board) Stop() { b.cancel() }

func (b *board) loop(ctx context.Context) {
	for {
		select {
		case <-time.After(time.Second):
			b.draw()
		case <-ctx.Done():
			return
		}
	}
}
