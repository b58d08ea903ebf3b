// Package systray is a stub of fyne.io/systray v1.12.2 for fixtures.
package systray

type MenuItem struct{ ClickedCh chan struct{} }

func (item *MenuItem) SetTitle(title string) {}

func AddMenuItem(title string, tooltip string) *MenuItem { return nil }

func Run(onReady, onExit func()) {}

func SetOnTapped(f func()) {}

func SetTitle(t string) {}
