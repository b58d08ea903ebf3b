// Package glib is a stub of github.com/gotk3/gotk3/glib v0.6.4 for fixtures.
package glib

type SourceHandle uint

type SignalHandle uint

type Object struct{}

func (*Object) Connect(signal string, f interface{}) SignalHandle { return 0 }

func IdleAdd(f interface{}) SourceHandle { return 0 }

func TimeoutAdd(milliseconds uint, f interface{}) SourceHandle { return 0 }
