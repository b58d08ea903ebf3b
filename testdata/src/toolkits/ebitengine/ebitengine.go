// Package ebitengine is a game with Ebitengine.
package ebitengine

import (
	"net/http"
	"sync"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
)

type game struct {
	units map[string]int

	mu    sync.Mutex
	score int
}

func (g *game) Update() error {
	resp, err := http.Get("https://example.org/units") // want `http.Get blocks the UI goroutine \(implements ebiten.Game`
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (g *game) Draw(screen *ebiten.Image) {
	for range g.units {
	}
	g.mu.Lock()
	_ = g.score
	g.mu.Unlock()
}

func (g *game) Layout(w, h int) (int, int) { return w, h }

func (g *game) listen(events <-chan string) {
	for name := range events {
		g.units[name]++ // want `a background function writes game.units`
		g.mu.Lock()
		g.score++
		g.mu.Unlock()
		ebiten.SetWindowTitle(name) // may be called anywhere
	}
}

func Run(events <-chan string) error {
	time.Sleep(time.Second)
	g := &game{units: map[string]int{}}
	go g.listen(events)
	return ebiten.RunGame(g)
}
