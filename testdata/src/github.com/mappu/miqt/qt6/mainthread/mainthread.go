// Package mainthread is a stub of github.com/mappu/miqt/qt6/mainthread v0.14.0 for fixtures.
package mainthread

func Start(gofunc func()) {}

func Wait(gofunc func()) {}
