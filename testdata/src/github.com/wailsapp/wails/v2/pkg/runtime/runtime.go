// Package runtime is a stub of github.com/wailsapp/wails/v2/pkg/runtime v2.13.0 for fixtures.
package runtime

import "context"

func EventsEmit(ctx context.Context, eventName string, optionalData ...interface{}) {}

func EventsOn(ctx context.Context, eventName string, callback func(optionalData ...interface{})) func() {
	return nil
}

func WindowSetTitle(ctx context.Context, title string) {}
