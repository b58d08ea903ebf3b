package views

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/shared"
	"github.com/go-bgkit/bgkit/testdata/demo/album"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

// recent is the package's own state.
var recent = make(map[string]int)

// Sharing shares mutable data with the background, or does not (BG105).
type Sharing struct {
	ctx      context.Context
	status   *screen.Label
	selected map[string]bool // changed on the UI goroutine
	uploaded *shared.Value[int]
}

// NewSharing adds the view's buttons.
func NewSharing(ctx context.Context, w *screen.Window) *Sharing {
	v := &Sharing{ctx: ctx, status: screen.NewLabel(w), selected: make(map[string]bool), uploaded: shared.New(0)}
	w.Button("select", v.choose)
	w.Button("forget", v.forget)
	w.Button("upload (wrong)", v.uploadWrong)
	w.Button("remember (wrong)", v.rememberWrong)
	w.Button("upload selected", v.upload)
	return v
}

func (v *Sharing) choose() {
	v.selected[fmt.Sprintf("picture%d.png", len(v.selected))] = true
}

func (v *Sharing) forget() { clear(recent) }

// uploadWrong takes no copy along: the variable is a new one, the map is that to which choose adds.
func (v *Sharing) uploadWrong() {
	selected := v.selected
	background.Create(v.ctx, func(ctx context.Context) error {
		for picture := range selected {
			if err := album.Upload(ctx, []string{picture}); err != nil {
				return err
			}
		}
		return nil
	})
}

// rememberWrong writes a map that forget clears on the UI goroutine.
func (v *Sharing) rememberWrong() {
	background.Create(v.ctx, func(context.Context) error {
		names, err := album.Names(".")
		recent["."] = len(names)
		return err
	})
}

// upload copies the pictures before it starts, and counts in a value with a lock.
func (v *Sharing) upload() {
	pictures, uploaded := slices.Collect(maps.Keys(v.selected)), v.uploaded
	background.Create(v.ctx, func(ctx context.Context) error {
		err := album.Upload(ctx, pictures)
		uploaded.Update(func(n int) int { return n + len(pictures) })
		return err
	})
}
