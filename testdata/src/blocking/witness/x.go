// Package witness shows pages through one helper: the proof leads through the handler that shows the page in question.
package witness

import (
	"net/http"

	"fyne.io/fyne/v2/widget"
)

type page interface{ load() }

type app struct{ shown []page }

func (a *app) show(p page) {
	a.shown = append(a.shown, p)
	p.load()
}

type users struct{ names []string }

func (u *users) load() {
	http.Get("https://example.org/users") // want `x.go:42 handler given to widget.NewButton; blocking/witness/x.go:42 calls \(\*app\).openUsers; blocking/witness/x.go:35 calls`
}

type groups struct{ names []string }

func (g *groups) load() {
	http.Get("https://example.org/groups") // want `x.go:43 handler given to widget.NewButton; blocking/witness/x.go:43 calls \(\*app\).openGroups; blocking/witness/x.go:37 calls`
}

type about struct{}

func (*about) load() {}

func (a *app) openUsers() { a.show(&users{}) }

func (a *app) openGroups() { a.show(&groups{}) }

func buttons(a *app) []*widget.Button {
	return []*widget.Button{
		widget.NewButton("About", func() { a.show(&about{}) }),
		widget.NewButton("Users", func() { a.openUsers() }),
		widget.NewButton("Groups", func() { a.openGroups() }),
	}
}
