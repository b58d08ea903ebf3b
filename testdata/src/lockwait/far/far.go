// Package far holds locks that the UI goroutine takes in another package.
package far

import (
	"net/http"
	"strings"

	"lockwait/far/store"

	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

// Wrong: the handler below comes to the lock through Names.
func Load(s *store.Store) {
	go func() {
		s.Mu.Lock()
		http.Get("https://example.org") // want `http.Get blocks while Store.Mu is held, and the UI goroutine locks it too`
		s.Mu.Unlock()
	}()
}

func Show(s *store.Store, label *widget.Label) *widget.Button {
	return widget.NewButton("Show", func() { label.SetText(strings.Join(s.Names(), "")) })
}

// Wrong: a handler of the other package takes the lock.
func Save(j *store.Journal) {
	go func() {
		j.Mu.RLock()
		defer j.Mu.RUnlock()
		http.Get("https://example.org") // want `http.Get blocks while Journal.Mu is held`
	}()
}

// Right: readers do not wait for each other.
func Read(a *store.Archive) {
	go func() {
		a.Mu.RLock()
		defer a.Mu.RUnlock()
		http.Get("https://example.org")
	}()
}

// Wrong: the event loop draws under the application's lock.
func Ask(app *tview.Application) {
	go func() {
		app.Lock()
		http.Get("https://example.org") // want `http.Get blocks while Application.RWMutex is held`
		app.Unlock()
	}()
}

// Right: called outside the lock.
func Fetch(s *store.Store) {
	go func() {
		http.Get("https://example.org")
		s.Mu.Lock()
		defer s.Mu.Unlock()
		println("done")
	}()
}
