// Package parked is about sends whose receiver stands ready: whoever opens the dialog does nothing afterwards but wait for
// the answer.
package parked

import (
	"net/http"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func ask(box *fyne.Container) bool {
	answer := make(chan bool)
	box.Add(widget.NewButton("Yes", func() { answer <- true }))
	return <-answer
}

// It fetches something first: until then the button hangs.
func askLate(box *fyne.Container) bool {
	answer := make(chan bool)
	box.Add(widget.NewButton("Yes", func() { answer <- true })) // want `a send on a channel blocks the UI goroutine`
	http.Get("http://localhost")
	return <-answer
}

// It may have gone.
func askOrNot(box *fyne.Container, hurry bool) bool {
	answer := make(chan bool)
	box.Add(widget.NewButton("Yes", func() { answer <- true })) // want `a send on a channel blocks the UI goroutine`
	if hurry {
		return true
	}
	return <-answer
}

type picker struct{ list chan []string }

// The posted function makes the buttons.
func (p *picker) pick(box *fyne.Container) []string {
	fyne.Do(func() { p.open(box) })
	return <-p.list
}

func (p *picker) open(box *fyne.Container) {
	p.list = make(chan []string)
	box.Add(p.button())
}

func (p *picker) button() *widget.Button {
	return widget.NewButton("OK", func() { p.send() })
}

func (p *picker) send() { p.list <- []string{"a"} }

func run(box *fyne.Container) {
	p := new(picker)
	go func() {
		ask(box)
		askLate(box)
		askOrNot(box, false)
		p.pick(box)
	}()
}

const room = 1024 * 1024

type event[T any] struct{ what T }

type broker[T any] struct {
	subs   map[chan event[T]]bool
	done   chan bool
	closed bool
}

func (b *broker[T]) subscribe(stop chan bool) chan event[T] {
	if b.closed {
		ch := make(chan event[T])
		close(ch)
		return ch
	}
	ch := make(chan event[T], room)
	b.subs[ch] = true
	go func() {
		<-stop
		delete(b.subs, ch)
	}()
	return ch
}

// There is room in each of the channels.
func (b *broker[T]) publish(s T) {
	for ch := range b.subs {
		select {
		case ch <- event[T]{s}:
		case <-b.done:
		}
	}
}

type narrow struct {
	subs map[chan string]bool
	done chan bool
}

func (b *narrow) subscribe() chan string {
	ch := make(chan string)
	b.subs[ch] = true
	return ch
}

func (b *narrow) publish(s string) {
	for ch := range b.subs {
		select { // want `a select without default blocks the UI goroutine`
		case ch <- s:
		case <-b.done:
		}
	}
}

func newPublish(b *broker[string], n *narrow) *widget.Button {
	return widget.NewButton("Publish", func() {
		b.publish("x")
		n.publish("x")
	})
}
