// Package directives is about the comments that silence this rule, that begin a context, or that end one.
package directives

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type ignored struct {
	a, b, c, d, e int
	lbl           *widget.Label
}

// The UI side of all goroutines below.
func (v *ignored) Button() *widget.Button {
	return widget.NewButton("Show", func() {
		if v.a+v.b+v.c+v.d+v.e > 0 {
			v.lbl.SetText("some")
		}
	})
}

// An ignore holds on its line, or on the line below: where the report stands, in the background.
func (v *ignored) Ignored(work func() int) {
	go func() {
		v.a = work() //bg:ignore BG104 one writer, and a stale number does no harm
	}()
	go func() {
		//bg:ignore capture one writer, and a stale number does no harm
		v.b = work()
	}()
	go func() {
		//bg:ignore BG105 another rule
		v.c = work() // want "races with"
	}()
	go func() {
		v.d = work() //bg:ignore BG104 // want "races with"
	}()
}

//bg:ignore BG104 one writer, and a stale number does no harm
func (v *ignored) IgnoredFunc(work func() int) {
	go func() {
		v.e = work()
	}()
}

type safe struct {
	n, m, k int
	lbl     *widget.Label
}

func (v *safe) Button() *widget.Button {
	return widget.NewButton("Show", func() {
		if v.n+v.m+v.k > 0 {
			v.lbl.SetText("some")
		}
	})
}

// What is safe may be used from every goroutine, and so may what it calls.
//
//bg:safe the platform stores a word at once, and a stale one does no harm
func (v *safe) set(n int) { v.store(n) }

func (v *safe) store(n int) { v.n = n }

func (v *safe) Work(work func() int) {
	go func() { v.set(work()) }()
	go v.set(1)
}

// A literal is a function of its own: what the goroutine does is not what the function around it does.
//
//bg:safe it only starts a goroutine
func (v *safe) Around(work func() int) {
	go func() {
		v.k = work() // want "races with"
	}()
}

// Without a declaration.
func (v *safe) put(m int) {
	v.m = m // want "races with"
}

func (v *safe) WorkPut(work func() int) {
	go func() { v.put(work()) }()
}

// Nothing in sight runs either of them: the directives say where.
type declared struct{ text string }

//bg:ui
func (d *declared) Show() string { return d.text }

//bg:background
func (d *declared) Load(load func() string) {
	d.text = load() // want "races with"
}

// Handed over.
type handed struct{ text string }

//bg:ui
func (h *handed) Show() string { return h.text }

//bg:background
func (h *handed) Load(load func() string) {
	s := load()
	fyne.Do(func() { h.text = s })
}

// The bodies of bggen's methods are background functions.
type chart struct {
	points []int
	theme  string
}

//bg:ui
func (c *chart) OnTheme(s string) { c.theme = s }

//bg:io
func (c *chart) render() string {
	return c.theme // right: the generated wrapper runs it on a copy of the chart
}

//bg:cpu
func (c *chart) sum() int { return len(c.points) } // right: nobody writes the points
