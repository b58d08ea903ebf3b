// Package localgorm maps objects to the rows of a file of this machine.
package localgorm

import (
	"example.org/litedialect"
	"fyne.io/fyne/v2/widget"
	"gorm.io/gorm"
)

type quote struct{ ID int }

type store struct{ db *gorm.DB }

func open(path string) (*store, error) {
	db, err := gorm.Open(litedialect.Open(path), &gorm.Config{})
	return &store{db}, err
}

func byID(db *gorm.DB, id int) (q quote) {
	db.Where("deleted = 0").First(&q, id)
	return q
}

// Some rows of an embedded database are small local I/O.
func newShow(s *store, lbl *widget.Label) *widget.Button {
	return widget.NewButton("Show", func() {
		var all []quote
		if s.db.Find(&all); len(all) > 0 && byID(s.db, all[0].ID).ID > 0 {
			lbl.SetText("found")
		}
	})
}

// So is a single change; one for each object waits for the device each time.
func newSave(s *store, all []quote) *widget.Button {
	return widget.NewButton("Save", func() {
		s.db.Save(&quote{})
		for i := range all {
			s.db.Save(&all[i]) // want `Save blocks the UI goroutine`
		}
	})
}

// The change of a whole schema waits for the device, but not where the database lies in memory.
func newDraft(path string) (*gorm.DB, error) {
	file, err := gorm.Open(litedialect.Open(path), &gorm.Config{})
	if err != nil {
		return nil, err
	}
	if err := file.AutoMigrate(&quote{}); err != nil { // want `AutoMigrate blocks the UI goroutine`
		return nil, err
	}
	db, err := gorm.Open(litedialect.Open(":memory:"), &gorm.Config{})
	if err != nil {
		return nil, err
	}
	return db, db.AutoMigrate(&quote{})
}

func newImport(path string) *widget.Button {
	return widget.NewButton("Import", func() { newDraft(path) })
}
