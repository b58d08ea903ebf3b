// Package directives is about the comments that silence this rule, that begin a context, or that end one.
package directives

import "fyne.io/fyne/v2/widget"

// An ignore holds on its line, or on the line below: where the report stands, in the background.
func Ignored(lbl *widget.Label, work func() string) *widget.Button {
	var a, b, c, d string
	go func() {
		a = work() //bg:ignore BG105 one writer, and a stale text does no harm
	}()
	go func() {
		//bg:ignore sharing one writer, and a stale text does no harm
		b = work()
	}()
	go func() {
		//bg:ignore BG104 another rule
		c = work() // want "races with"
	}()
	go func() {
		d = work() //bg:ignore BG105 // want "races with"
	}()
	return widget.NewButton("Show", func() { lbl.SetText(a + b + c + d) })
}

//bg:ignore BG105 one writer, and a stale text does no harm
func IgnoredFunc(lbl *widget.Label, work func() string) *widget.Button {
	text := ""
	go func() { text = work() }()
	return widget.NewButton("Show", func() { lbl.SetText(text) })
}

var (
	safe   string
	unsafe string
	loaded string
	polled int
)

// What is safe may be used from every goroutine, and so may what it calls.
//
//bg:safe one writer, and a stale text does no harm
func setSafe(s string) { storeSafe(s) }

func storeSafe(s string) { safe = s }

func setUnsafe(s string) {
	unsafe = s // want "races with"
}

func NewSafe(lbl *widget.Label, work func() string) *widget.Button {
	go func() { setSafe(work()) }()
	go func() { setUnsafe(work()) }()
	return widget.NewButton("Show", func() { lbl.SetText(safe + unsafe) })
}

// Nothing in sight runs either of them: the directives say where.
//
//bg:ui
func Show() string { return loaded }

//bg:background
func Load(load func() string) {
	loaded = load() // want "races with"
}

// Only one side is known.
//
//bg:background
func Poll() { polled++ }

func Polled() int { return polled }
