// Package options is a stub of github.com/wailsapp/wails/v2/pkg/options v2.13.0 for fixtures.
package options

import "context"

type App struct {
	Title         string
	OnStartup     func(ctx context.Context)
	OnDomReady    func(ctx context.Context)
	OnShutdown    func(ctx context.Context)
	OnBeforeClose func(ctx context.Context) (prevent bool)
	Bind          []interface{}
}
