package toolkit

import (
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestUniverses asks one set, from many goroutines, about the same package in different type checkers.
func TestUniverses(t *testing.T) {
	s := set(t, toyProfile)
	old := strings.Replace(toySource, "func (a *App) Post", "func (a *App) Send", 1)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			src := toySource
			if i%2 == 0 {
				src = old
			}
			pkg := universe{}.add(t, "corp.example/toy", src)
			for range 100 {
				if got := s.Owner(pkg) != nil; got != (i%2 == 1) {
					t.Errorf("owned: %t", got)
				}
				s.Call(fn(t, pkg, "App.Walk"))
			}
		})
	}
	wg.Wait()
}

// TestForgets: a set lives as long as the process, the packages of one analysis do not.
func TestForgets(t *testing.T) {
	s := set(t, toyProfile)
	collected := make(chan bool)
	func() {
		pkg := universe{}.add(t, "example.com/toy", toySource)
		s.Call(fn(t, pkg, "App.Post"))
		s.Handlers(pkg)
		runtime.AddCleanup(pkg, func(done chan bool) { close(done) }, collected)
	}()
	for range 100 {
		runtime.GC()
		select {
		case <-collected:
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
	t.Error("the set holds the package")
}
