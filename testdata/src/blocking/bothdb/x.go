// Package bothdb may have its rows from a server.
package bothdb

import (
	"database/sql"

	"fyne.io/fyne/v2/widget"
	_ "github.com/lib/pq"
	_ "modernc.org/sqlite"
)

func newCount(db *sql.DB) *widget.Button {
	return widget.NewButton("Count", func() {
		db.QueryRow("SELECT 1") // want `QueryRow blocks the UI goroutine`
	})
}
