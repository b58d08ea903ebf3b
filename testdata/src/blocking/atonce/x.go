// Package atonce waits for goroutines that have nothing to wait for, and for others.
package atonce

import (
	"net/http"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type app struct{ label *widget.Label }

// posted: fyne.Do does not wait.
func (a *app) posted() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		fyne.Do(func() { a.label.SetText("bye") })
	}()
	select {
	case <-done:
	case <-time.After(2 * time.Second):
	}
}

func (a *app) sum(numbers []int) int {
	out := make(chan int, 1)
	go func() {
		n := 0
		for _, x := range numbers {
			n += x
		}
		out <- n
	}()
	return <-out
}

func (a *app) asked(url string) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = http.Get(url)
	}()
	<-done // want "blocks the UI goroutine"
}

// polled waits for either of two, both slow.
func (a *app) polled(url string) {
	done, stop := make(chan struct{}), make(chan struct{})
	go func() {
		_, _ = http.Get(url)
		close(done)
	}()
	go func() {
		time.Sleep(time.Second)
		close(stop)
	}()
	select { // want "blocks the UI goroutine"
	case <-done:
	case <-stop:
	}
}

// seldom answers at once only sometimes.
func (a *app) seldom(url string, cached bool) {
	done := make(chan struct{})
	go func() {
		if cached {
			close(done)
			return
		}
		_, _ = http.Get(url)
		close(done)
	}()
	<-done // want "blocks the UI goroutine"
}

func buttons(a *app) []*widget.Button {
	return []*widget.Button{
		widget.NewButton("a", a.posted),
		widget.NewButton("b", func() { a.sum(nil) }),
		widget.NewButton("c", func() { a.asked("http://localhost") }),
		widget.NewButton("d", func() { a.polled("http://localhost") }),
		widget.NewButton("e", func() { a.seldom("http://localhost", true) }),
	}
}
