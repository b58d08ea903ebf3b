// Package backend is a stub of github.com/AllenDang/cimgui-go/backend v1.4.0 for fixtures.
package backend

type Backend interface {
	Run(func())
	Refresh()
}
