package views

import (
	"context"
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
	selected []string // changed on the UI goroutine
	uploaded *shared.Value[int]
}

// NewSharing adds the view's buttons.
func NewSharing(ctx context.Context, w *screen.Window) *Sharing {
	v := &Sharing{ctx: ctx, status: screen.NewLabel(w), uploaded: shared.New(0)}
	w.Button("select", v.choose)
	w.Button("forget", v.forget)
	w.Button("upload (wrong)", v.uploadWrong)
	w.Button("remember (wrong)", v.rememberWrong)
	w.Button("upload selected", v.upload)
	return v
}

func (v *Sharing) choose() {
	v.selected = append(v.selected, "picture.png")
	slices.Sort(v.selected)
}

func (v *Sharing) forget() { clear(recent) }

// uploadWrong copies the slice's header, and shares the pictures that choose sorts.
func (v *Sharing) uploadWrong() {
	pictures := v.selected
	background.Create(v.ctx, func(ctx context.Context) error {
		return album.Upload(ctx, pictures)
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
	pictures, uploaded := slices.Clone(v.selected), v.uploaded
	background.Create(v.ctx, func(ctx context.Context) error {
		err := album.Upload(ctx, pictures)
		uploaded.Update(func(n int) int { return n + len(pictures) })
		return err
	})
}
