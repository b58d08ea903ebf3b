// Package gtk is a stub of github.com/diamondburned/gotk4/pkg/gtk/v4 v0.3.1 for fixtures.
package gtk

import (
	"github.com/diamondburned/gotk4/pkg/core/glib"
	"github.com/diamondburned/gotk4/pkg/gio/v2"
)

type Application struct{ gio.Application }

func NewApplication(id string) *Application { return nil }

type Widget struct{ glib.Object }

func (*Widget) SetVisible(visible bool) {}

type Button struct{ Widget }

func NewButton() *Button { return nil }

func (*Button) ConnectClicked(f func()) glib.SignalHandle { return 0 }

type Label struct{ Widget }

func NewLabel(str string) *Label { return nil }

func (*Label) SetText(str string) {}

func (*Label) Text() string { return "" }
