// Package ending holds a lock in a goroutine that ends the program.
package ending

import (
	"context"
	"os"
	"sync"
	"time"

	"fyne.io/fyne/v2/widget"
)

type server struct{ mu, other sync.Mutex }

func (s *server) stop() {
	time.Sleep(3 * time.Second) // want `server.other is held`
}

func (s *server) Run(ctx context.Context, restart bool) *widget.Button {
	go func() {
		<-ctx.Done()
		s.mu.Lock()
		s.stop()
		s.mu.Unlock()
		os.Exit(0)
	}()
	go func() {
		<-ctx.Done()
		s.other.Lock()
		s.stop()
		s.other.Unlock()
		if !restart {
			os.Exit(0)
		}
	}()
	return widget.NewButton("Stop", func() {
		s.mu.Lock()
		s.mu.Unlock()
		s.other.Lock()
		s.other.Unlock()
	})
}
