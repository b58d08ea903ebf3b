// Package giu is a program with giu: the loop function runs in every frame.
package giu

import (
	"image"
	"os/exec"
	"time"

	"github.com/AllenDang/giu"
)

type state struct {
	window  *giu.MasterWindow
	texture *giu.Texture
}

func (s *state) loop() {
	giu.SingleWindow().Layout(
		giu.Button("Export").OnClick(s.export),
		giu.Button("Load").OnClick(s.load),
		giu.Button("Play").OnClick(func() { go s.play() }), // want "a goroutine that never ends"
		s,
	)
}

func (s *state) export() {
	_ = exec.Command("export").Run() // want `Run blocks the UI goroutine \(handler given to \(\*giu.ButtonWidget\).OnClick`
}

// Build makes state a widget of its own.
func (s *state) Build() {
	time.Sleep(time.Second) // want `time.Sleep blocks the UI goroutine \(implements giu.Widget`
}

func (s *state) play() {
	for range time.Tick(time.Second) {
		s.window.SetTitle("playing") // want `\(\*giu.MasterWindow\).SetTitle runs off the UI goroutine \(starts a goroutine\), with 1 more UI operation here`
		giu.OpenPopup("playing")
		giu.Update() // right
	}
}

// load is right: textures are made in the loop, the rest is not.
func (s *state) load() {
	go func() {
		_ = exec.Command("convert").Run()
		giu.EnqueueNewTextureFromRgba(image.NewRGBA(image.Rect(0, 0, 1, 1)), func(t *giu.Texture) { s.texture = t })
		giu.Update()
	}()
}

func Run() {
	_ = exec.Command("probe").Run()
	s := &state{window: giu.NewMasterWindow("state", 640, 480)}
	s.window.Run(s.loop)
}
