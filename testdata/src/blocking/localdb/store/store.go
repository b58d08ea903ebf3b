// Package store keeps rows in a file of this machine.
package store

import (
	"database/sql"

	_ "modernc.org/sqlite"
)

type Store struct{ DB *sql.DB }

func (s *Store) Count() (n int) {
	s.DB.QueryRow("SELECT count(*) FROM t").Scan(&n)
	return n
}

func (s *Store) Put(name string) { s.DB.Exec("INSERT INTO t VALUES (?)", name) }
