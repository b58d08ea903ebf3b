// Package glibi is a stub of github.com/coyim/gotk3adapter/glibi v0.0.3 for fixtures.
package glibi

type Object interface {
	Connect(string, interface{}) uint
}

type Glib interface {
	IdleAdd(interface{}) uint
}
