// Package uv is a stub of github.com/charmbracelet/ultraviolet for fixtures: Bubble Tea v2 takes its message type from it.
package uv

type Event interface{}
