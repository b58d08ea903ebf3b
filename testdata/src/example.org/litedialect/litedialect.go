// Package litedialect stands for a dialect that is built on a driver of an embedded database.
package litedialect

import (
	"gorm.io/gorm"
	"modernc.org/sqlite"
)

type Dialector struct{ Driver *sqlite.Driver }

func Open(dsn string) gorm.Dialector { return &Dialector{} }

func (*Dialector) Initialize(*gorm.DB) error { return nil }
