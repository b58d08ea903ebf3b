// Package remotegorm maps objects to the rows of a server.
package remotegorm

import (
	"fyne.io/fyne/v2/widget"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

func newShow(dsn string, lbl *widget.Label) *widget.Button {
	db, err := gorm.Open(postgres.Open(dsn), &gorm.Config{})
	if err != nil {
		return nil
	}
	return widget.NewButton("Show", func() {
		var n int
		db.First(&n) // want `First blocks the UI goroutine`
		lbl.SetText("found")
	})
}
