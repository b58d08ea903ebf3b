// Package engine calls an interface in a goroutine.
package engine

type Observer interface{ Progress(n int) }

type Engine struct{ obs Observer }

func New(o Observer) *Engine { return &Engine{o} }

func (e *Engine) Start() {
	go func() {
		for n := range 10 {
			e.obs.Progress(n)
		}
	}()
}
