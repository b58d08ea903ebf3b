// Package wails is a program with Wails: hooks and listeners have goroutines of their own, menus have the main thread.
package wails

import (
	"context"
	"os/exec"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/menu"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

type api struct{ ctx context.Context }

// Build is called by the front end, each time in a goroutine.
func (a *api) Build() error { return exec.Command("make").Run() }

func (a *api) poll() {
	for range time.Tick(time.Second) {
		runtime.EventsEmit(a.ctx, "tick")
		runtime.WindowSetTitle(a.ctx, "tick")
	}
}

func items() []*menu.MenuItem {
	return []*menu.MenuItem{
		menu.Text("Build", nil, func(*menu.CallbackData) {
			_ = exec.Command("make").Run() // want `Run blocks the UI goroutine \(handler given to menu.Text`
		}),
		menu.Text("Test", nil, func(*menu.CallbackData) {
			go func() { _ = exec.Command("make", "test").Run() }()
		}),
	}
}

func Run(a *api) error {
	return wails.Run(&options.App{
		OnStartup: func(ctx context.Context) {
			_ = exec.Command("probe").Run()
			runtime.EventsOn(ctx, "sync", func(...interface{}) { _ = exec.Command("sync").Run() })
		},
		OnDomReady:    func(ctx context.Context) { go a.poll() }, // want "a goroutine that never ends"
		OnBeforeClose: func(ctx context.Context) bool { return exec.Command("save").Run() != nil },
		OnShutdown:    func(ctx context.Context) { _ = exec.Command("cleanup").Run() },
		Bind:          []interface{}{a},
	})
}
