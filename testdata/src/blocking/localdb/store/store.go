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

func (s *Store) PutAll(names []string) {
	for _, n := range names {
		s.Put(n)
	}
	for _, n := range names {
		s.DB.Exec("UPDATE t SET seen = 1 WHERE name = ?", n)
	}
}
