// Package gtki is a stub of github.com/coyim/gotk3adapter/gtki v0.0.3 for fixtures.
package gtki

import "github.com/coyim/gotk3adapter/glibi"

type Label interface {
	glibi.Object
	SetText(string)
}

type Builder interface {
	ConnectSignals(map[string]interface{})
}
