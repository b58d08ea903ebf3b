// Package glib is a stub of github.com/diamondburned/gotk4/pkg/core/glib v0.3.1 for fixtures.
package glib

type SourceHandle uint

type SignalHandle uint

type Object struct{}

func (*Object) Connect(detailedSignal string, f interface{}) SignalHandle { return 0 }

func IdleAdd(f interface{}) SourceHandle { return 0 }
