// Package nucular is a stub of github.com/aarzilli/nucular v0.0.0-20250403063459-8c88c888ed2e for fixtures.
package nucular

type WindowFlags int

type UpdateFn func(*Window)

type Window struct{}

func (win *Window) ButtonText(text string) bool { return false }

func (win *Window) Master() MasterWindow { return nil }

type MasterWindow interface {
	Main()
	Changed()
	PopupOpen(title string, flags WindowFlags, updateFn UpdateFn)
	Lock()
	Unlock()
}

func NewMasterWindow(flags WindowFlags, title string, updatefn UpdateFn) MasterWindow { return nil }
