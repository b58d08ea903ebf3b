// Package systray is a stub of github.com/energye/systray v1.0.2 for fixtures.
package systray

type IMenu interface{ ShowMenu() error }

type MenuItem struct{}

func (item *MenuItem) Click(fn func()) {}

func AddMenuItem(title string, tooltip string) *MenuItem { return nil }

func Run(onReady, onExit func()) {}

func SetOnClick(fn func(menu IMenu)) {}
