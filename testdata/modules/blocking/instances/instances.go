// Package instances uses types of dependencies of which others have instances, too.
package instances

import (
	"net/http"

	"example.org/app/instances/lib"
	"example.org/app/instances/table"
	"example.org/dep/ansi"
	"example.org/dep/token"
	"example.org/other/client"
)

//bg:ui
func draw() { println(table.Render("x")) }

//bg:ui
func search() { println(lib.Search("x")) } // want `http.Get blocks the UI goroutine through lib.Search`

//bg:ui
func page() { println(lib.Pages().Get("x")) } // want `http.Get blocks the UI goroutine`

//bg:ui
func open() { println(client.New("file")) }

//bg:ui
func ask() { println(token.New("http://example.org").Token()) } // want `http.Get blocks the UI goroutine`

type parser struct{ ansi.Parser }

func (p *parser) start() {
	p.SetHandler(ansi.Handler{Csi: func(rune) {
		http.Get("http://example.org") // want `http.Get blocks the UI goroutine`
	}})
}

//bg:ui
func (p *parser) feed(s string) { p.Parse(s) }

//bg:ui
func width(s string) int { return ansi.Width(s) + len(ansi.Strip(s)) }
