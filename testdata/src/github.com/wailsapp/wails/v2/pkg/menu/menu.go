// Package menu is a stub of github.com/wailsapp/wails/v2/pkg/menu v2.13.0 for fixtures.
package menu

type CallbackData struct{}

type Callback func(*CallbackData)

type MenuItem struct{}

func Text(label string, accelerator interface{}, click Callback) *MenuItem { return nil }
