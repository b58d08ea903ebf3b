// Package gio is a stub of github.com/diamondburned/gotk4/pkg/gio/v2 v0.3.1 for fixtures.
package gio

import (
	"context"

	"github.com/diamondburned/gotk4/pkg/core/glib"
)

type Application struct{ glib.Object }

func (*Application) ConnectActivate(f func()) glib.SignalHandle { return 0 }

func (*Application) Run(args []string) int { return 0 }

type AsyncResulter interface{}

type AsyncReadyCallback func(res AsyncResulter)

type File struct{ glib.Object }

func (*File) ReadAsync(ctx context.Context, ioPriority int, callback AsyncReadyCallback) {}
