// Package wails is a stub of github.com/wailsapp/wails/v2 v2.13.0 for fixtures.
package wails

import "github.com/wailsapp/wails/v2/pkg/options"

func Run(options *options.App) error { return nil }
