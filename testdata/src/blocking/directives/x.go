// Package directives is about the comments that silence this rule, that begin a context, or that end one.
package directives

import (
	"os/exec"
	"time"

	"blocking/directives/svc"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/jroimartin/gocui"
)

func ping() error { return exec.Command("ping", "-c1", "localhost").Start() }

// An ignore holds on its line, or on the line below, by id or by name; one comment can name several rules.
func Ignored() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		widget.NewButton("line", func() {
			_ = exec.Command("sync").Run() //bg:ignore BG101 ten milliseconds, measured
		}),
		widget.NewButton("above", func() {
			//bg:ignore blocking ten milliseconds, measured
			_ = exec.Command("sync").Run()
		}),
		widget.NewButton("group", func() {
			// The tool is local.
			//bg:ignore BG101 ten milliseconds, measured
			// It has been so since it exists.
			_ = exec.Command("sync").Run()
		}),
		widget.NewButton("several", func() {
			//bg:ignore BG102,BG101 ten milliseconds, measured
			_ = exec.Command("sync").Run()
		}),
		widget.NewButton("nolint", func() {
			_ = exec.Command("sync").Run() //nolint:bglint // ten milliseconds, measured
		}),
		widget.NewButton("two lines below", func() {
			//bg:ignore BG101 this holds for ping only
			_ = ping()
			_ = exec.Command("sync").Run() // want "blocks the UI goroutine"
		}),
		widget.NewButton("another rule", func() {
			//bg:ignore BG103 this is about another rule
			_ = exec.Command("sync").Run() // want "blocks the UI goroutine"
		}),
		widget.NewButton("no reason", func() {
			_ = exec.Command("sync").Run() //bg:ignore BG101 // want "blocks the UI goroutine"
		}),
		widget.NewButton("blank", func() {
			// bg:ignore BG101 a directive has no blank, so this is a comment
			_ = exec.Command("sync").Run() // want "blocks the UI goroutine"
		}),
	}
}

// In the doc comment of a function an ignore holds for all of it, its literals too.
//
//bg:ignore BG101 shown once, before anybody can click
func IgnoredFunc() *widget.Button {
	return widget.NewButton("function", func() {
		_ = exec.Command("sync").Run()
		func() { time.Sleep(time.Second) }()
	})
}

type state struct{ n int }

//bg:ignore BG101 a method's doc comment is one as well
func (s *state) Tapped() { time.Sleep(time.Second) }

func (s *state) Button() *widget.Button { return widget.NewButton("method", s.Tapped) }

// Reached through a function with a declaration, what follows does not block.
//
//bg:nonblocking at most one entry, which is in the cache
func (s *state) lookUp() { s.first() }

func (s *state) first() { s.second() }

func (s *state) second() { time.Sleep(time.Second) }

// The declaration covers the way through lookUp only.
func (s *state) third() {
	time.Sleep(time.Second) // want "blocks the UI goroutine"
}

//bg:nonblocking at most one entry, which is in the cache
func (s *state) lookUpThird() { s.third() }

func (s *state) Buttons() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		widget.NewButton("through a declaration", s.lookUp),
		widget.NewButton("through a declaration, called", func() { s.lookUp() }),
		widget.NewButton("through a declaration, dispatched", func() { fyne.Do(s.lookUp) }),
		widget.NewButton("two ways", func() {
			s.lookUpThird()
			s.third()
		}),
		widget.NewButton("of another package", func() { _ = svc.Hash("x") }),
		widget.NewButton("of another package, without", func() {
			_ = svc.Fetch("x") // want "blocks the UI goroutine"
		}),
		widget.NewButton("through an interface", func() { _ = svc.Quick().Run("x") }),
	}
}

// Nothing in sight calls it: the directive says where it runs.
//
//bg:ui
func (s *state) OnPlugin() {
	s.n++
	s.plugin()
}

func (s *state) plugin() {
	time.Sleep(time.Second) // want "blocks the UI goroutine"
}

// The same without a directive: nobody knows where it runs.
func (s *state) OnUnknown() { s.unknown() }

func (s *state) unknown() { time.Sleep(time.Second) }

// What a //bg:ui function starts does not run there.
//
//bg:ui
func (s *state) OnStart() { go s.work() }

func (s *state) work() { time.Sleep(time.Second) }

//bg:background
func (s *state) Poll() { time.Sleep(time.Second) }

// It has the shape of a key binding, which is only a guess: the directive knows better.
//
//bg:background
func (s *state) Reload(g *gocui.Gui, v *gocui.View) error {
	time.Sleep(time.Second)
	return nil
}

// The methods of bggen run in the background, too.
//
//bg:io
func (s *state) fetch() error { return exec.Command("curl", "https://example.org").Run() }

//bg:cpu
func (s *state) render() { time.Sleep(time.Second) }
