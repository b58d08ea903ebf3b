// Package postgres stands for a dialect whose database is a server.
package postgres

import "gorm.io/gorm"

type Dialector struct{}

func Open(dsn string) gorm.Dialector { return &Dialector{} }

func (*Dialector) Initialize(*gorm.DB) error { return nil }
