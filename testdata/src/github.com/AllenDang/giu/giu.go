// Package giu is a stub of github.com/AllenDang/giu v0.14.1 for fixtures.
package giu

import "image"

type Widget interface{ Build() }

type Layout []Widget

type Texture struct{}

type ButtonWidget struct{}

func Button(label string) *ButtonWidget { return nil }

func (b *ButtonWidget) OnClick(onClick func()) *ButtonWidget { return b }

func (b *ButtonWidget) Build() {}

type WindowWidget struct{}

func SingleWindow() *WindowWidget { return nil }

func (w *WindowWidget) Layout(widgets ...Widget) {}

type MasterWindow struct{}

func NewMasterWindow(title string, width, height int) *MasterWindow { return nil }

func (w *MasterWindow) Run(loopFunc func()) {}

func (w *MasterWindow) SetTitle(title string) {}

func OpenPopup(name string) {}

func Update() {}

func NewTextureFromRgba(rgba image.Image, loadCallback func(*Texture)) {}

func EnqueueNewTextureFromRgba(rgba image.Image, loadCb func(*Texture)) {}
