// Package gorm stands for the object mapper, which reaches its driver through a table of callbacks.
package gorm

type Dialector interface{ Initialize(*DB) error }

type Config struct{ Dialector }

type DB struct {
	*Config
	Error error
}

func Open(d Dialector, c *Config) (*DB, error)        { return &DB{}, nil }
func (db *DB) Find(dest any, conds ...any) *DB        { return db }
func (db *DB) First(dest any, conds ...any) *DB       { return db }
func (db *DB) Save(value any) *DB                     { return db }
func (db *DB) AutoMigrate(dst ...any) error           { return nil }
func (db *DB) Where(query any, args ...any) *DB       { return db }
func (db *DB) Transaction(f func(tx *DB) error) error { return f(db) }
