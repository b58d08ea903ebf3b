// Package imgui is a stub of github.com/AllenDang/cimgui-go/imgui v1.4.0 for fixtures.
package imgui

type Vec2 struct{ X, Y float32 }

func NewVec2(x, y float32) Vec2 { return Vec2{} }

func Button(label string) bool { return false }

func Text(text string) {}
