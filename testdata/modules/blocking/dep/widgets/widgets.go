// Package widgets is a toolkit that nobody describes: a widget's base refreshes the renderer that the widget has made.
package widgets

import "sync"

type Renderer interface{ Refresh() }

type Widget interface{ CreateRenderer() Renderer }

// Base is what widgets embed.
type Base struct{ impl Widget }

func (b *Base) Extend(w Widget) { b.impl = w }

func (b *Base) Refresh() { cached(b.impl).Refresh() }

var renderers sync.Map

func cached(w Widget) Renderer {
	if r, ok := renderers.Load(w); ok {
		return r.(Renderer)
	}
	r := w.CreateRenderer()
	renderers.Store(w, r)
	return r
}

// A Button has a renderer of the toolkit's.
type Button struct {
	Base
	text string
}

func (b *Button) CreateRenderer() Renderer { return &buttonRenderer{b} }

type buttonRenderer struct{ b *Button }

func (r *buttonRenderer) Refresh() { r.b.text += " " }
