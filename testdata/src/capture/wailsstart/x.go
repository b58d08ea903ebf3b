// Package wailsstart keeps the context that Wails hands over at the start, as all its programs do.
package wailsstart

import (
	"context"
	"net/http"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
)

type App struct {
	ctx  context.Context
	news *http.Response
}

func (a *App) startup(ctx context.Context) {
	a.ctx = ctx
	a.news, _ = http.Get("https://example.org") // want "writes App.news, which races with"
}

func (a *App) Context() error { return a.ctx.Err() }

func (a *App) News() string { return a.news.Status }

func Main() {
	app := &App{}
	_ = wails.Run(&options.App{OnStartup: app.startup, Bind: []interface{}{app}})
}
