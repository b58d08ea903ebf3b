// Package generics blocks behind type parameters.
package generics

import (
	"iter"
	"net/http"
	"os/exec"
	"time"

	"blocking/generics/box"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

// A method of the constraint, called on a type parameter.
type pinger interface{ Ping() error }

type host struct{ name string }

func (h host) Ping() error {
	return exec.Command("ping", h.name).Run() // want "blocks the UI goroutine"
}

func pingAll[T pinger](all []T) {
	for _, p := range all {
		_ = p.Ping()
	}
}

func NewPing(hosts []host) *widget.Button {
	return widget.NewButton("Ping", func() { pingAll(hosts) })
}

// The same in a goroutine. (With the constraint of the host above this would be reported: what is used through one
// interface method meets.)
type prober interface{ Probe() error }

type probe struct{ url string }

func (p probe) Probe() error {
	_, err := http.Get(p.url)
	return err
}

func probeAll[T prober](all []T) {
	for _, p := range all {
		_ = p.Probe()
	}
}

func NewProbe(all []probe) *widget.Button {
	return widget.NewButton("Probe", func() { go probeAll(all) })
}

// Helpers and types of another package.
func NewBoxes(list *tview.List) {
	eager := box.New(func() (string, error) {
		out, err := exec.Command("ls").Output() // want "blocks the UI goroutine"
		return string(out), err
	})
	lazy := box.NewLazy(func() (string, error) {
		out, err := exec.Command("ls").Output()
		return string(out), err
	})
	list.SetDoneFunc(func() {
		_, _ = eager.Open()
		lazy.Start()
		_ = box.With("ls", func(name string) error {
			return exec.Command(name).Run() // want "blocks the UI goroutine"
		})
		box.Later("ls", func(name string) error { return exec.Command(name).Run() })
	})
}

// A generic function as a value, instantiated.
func sleep[D ~int64](d D) { time.Sleep(time.Duration(d)) } // want "blocks the UI goroutine"

func NewInstance() *widget.Slider {
	s := widget.NewSlider(0, 1)
	f := sleep[int64]
	s.OnChanged = func(v float64) { f(int64(v)) }
	return s
}

// A generic interface.
type source[T any] interface{ Next() (T, bool) }

type rows struct{ cmd *exec.Cmd }

func (r *rows) Next() (string, bool) {
	return "", r.cmd.Run() == nil // want "blocks the UI goroutine"
}

func drain[T any](s source[T], use func(T)) {
	for v, ok := s.Next(); ok; v, ok = s.Next() {
		use(v)
	}
}

func NewDrain(lbl *widget.Label, cmd *exec.Cmd) *widget.Button {
	return widget.NewButton("Drain", func() { drain[string](&rows{cmd}, lbl.SetText) })
}

// A generic type with an embedded generic type, and a handler that is its method.
type base[T any] struct{ load func() T }

func (b *base[T]) reload() { _ = b.load() }

type page[T any] struct {
	base[T]
	lbl *widget.Label
}

func NewPage(lbl *widget.Label) *widget.Button {
	p := &page[string]{lbl: lbl}
	p.load = func() string {
		time.Sleep(time.Second) // want "blocks the UI goroutine"
		return ""
	}
	return widget.NewButton("Reload", p.reload)
}

// An iterator runs on the goroutine that ranges over it; so does the loop's body.
func lines(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		out, _ := exec.Command(name).Output() // want "blocks the UI goroutine"
		yield(string(out))
	}
}

func numbers(yield func(int) bool) {
	for i := 0; i < 3 && yield(i); i++ {
	}
}

func NewLines(lbl *widget.Label) []*widget.Button {
	return []*widget.Button{
		widget.NewButton("Lines", func() {
			for line := range lines("ls") {
				lbl.SetText(line)
			}
		}),
		widget.NewButton("Body", func() {
			for range numbers {
				time.Sleep(time.Second) // want "blocks the UI goroutine"
			}
		}),
		widget.NewButton("In a goroutine", func() {
			go func() {
				for range numbers {
					time.Sleep(time.Second)
				}
			}()
		}),
	}
}

// A generic dispatcher: what it posts runs on the UI goroutine.
func show[T any](v T, set func(T)) { fyne.Do(func() { set(v) }) }

func Watch(in chan string, lbl *widget.Label) {
	go func() {
		for s := range in {
			show(s, func(s string) {
				time.Sleep(time.Second) // want "blocks the UI goroutine"
				lbl.SetText(s)
			})
		}
	}()
}
