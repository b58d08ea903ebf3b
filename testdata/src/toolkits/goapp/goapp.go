// Package goapp is a web application with go-app.
package goapp

import (
	"net/http"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

type page struct {
	app.Compo
	status string
	count  int
}

func (p *page) OnMount(ctx app.Context) {
	p.status = get() // the page stands still until the answer is there
}

func get() string {
	resp, err := http.Get("https://example.org") // want `http.Get blocks the UI goroutine \(implements app.Mounter`
	if err != nil {
		return ""
	}
	return resp.Status
}

func (p *page) Render() app.UI {
	_ = p.count
	return app.Button().OnClick(p.onClick).OnClick(p.right)
}

func (p *page) onClick(ctx app.Context, e app.Event) {
	ctx.Async(func() {
		p.count++ // want `a background function writes page.count`
	})
}

func (p *page) right(ctx app.Context, e app.Event) {
	ctx.Async(func() {
		resp, err := http.Get("https://example.org")
		if err != nil {
			return
		}
		ctx.Dispatch(func(app.Context) { p.status = resp.Status })
	})
}

func Run() { app.RunWhenOnBrowser() }
