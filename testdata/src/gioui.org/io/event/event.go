// Package event is a stub of gioui.org/io/event v0.9.0 for fixtures.
package event

type Event interface{ ImplementsEvent() }
