// Package s09 is shape S9: blocking once per frame, per tick or per key.
package s09

import (
	"net/http"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

type gauge struct {
	*tview.Box
	url    string
	cached string
}

func NewGauge(url string) *gauge { return &gauge{Box: tview.NewBox(), url: url} }

// Wrong: the loop calls Draw for every frame.
func (g *gauge) Draw(screen tcell.Screen) {
	g.DrawForSubclass(screen, g)
	resp, err := http.Head(g.url) // want "blocks the UI goroutine"
	if err == nil {
		g.cached = resp.Status
	}
}

type calmGauge struct {
	*tview.Box
	cached string
}

func NewCalmGauge() tview.Primitive { return &calmGauge{Box: tview.NewBox()} }

// Right: draws what a goroutine has put into the cache.
func (g *calmGauge) Draw(screen tcell.Screen) {
	g.DrawForSubclass(screen, g)
	for i, r := range g.cached {
		screen.SetContent(i, 0, r, nil, tcell.Style{})
	}
}

func NewCitySearch() *tview.InputField {
	field := tview.NewInputField()
	field.SetAutocompleteFunc(func(text string) []string {
		return lookUp(text)
	})
	return field
}

// Wrong: one request for each key stroke.
func lookUp(text string) []string {
	resp, err := http.Get("https://example.org/?q=" + text) // want "blocks the UI goroutine"
	if err != nil {
		return nil
	}
	return []string{resp.Status}
}
