// Package app is a stub of gioui.org/app v0.9.0 for fixtures.
package app

import (
	"gioui.org/io/event"
	"gioui.org/layout"
)

type FrameEvent struct{ Frame func() }

func (FrameEvent) ImplementsEvent() {}

type DestroyEvent struct{ Err error }

func (DestroyEvent) ImplementsEvent() {}

type Window struct{}

func (w *Window) Event() event.Event { return nil }

func (w *Window) Invalidate() {}

func NewContext(e FrameEvent) layout.Context { return layout.Context{} }

func Main() {}
