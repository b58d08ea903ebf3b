// Package fixtview is about the fixes of this rule in tview programs: the application is found, and waited for.
package fixtview

import (
	"net/http"

	"github.com/rivo/tview"
)

type screen struct {
	shared *state
	table  *tview.Table
}

type state struct{ app *tview.Application }

// The application is a field of a field; a loop of cells is one dispatch, and so is one draw.
func (s *screen) fill(rows []string) {
	go func() {
		http.Get("rows")
		s.table.Clear() // want "off the UI goroutine"
		for i, r := range rows {
			s.table.SetCell(i, 0, tview.NewTableCell(r))
		}
	}()
}

// The dispatcher waits: what the statements set is set afterwards, and what they read is what it was.
func poll(app *tview.Application, list *tview.List) {
	go func() {
		n := 0
		for range 10 {
			http.Get("x")
			n++
			list.SetTitle(string(rune(n))) // want "off the UI goroutine"
		}
	}()
	go list.Clear() // want "off the UI goroutine"
}
