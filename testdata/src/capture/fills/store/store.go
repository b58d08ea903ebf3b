// Package store fills what its callers give it by address.
package store

import (
	"database/sql"
	"encoding/json"
)

type Task struct {
	ID      int
	Summary string
	Spent   int
	Owner   Person
}

type Person struct{ Name string }

func Load(row *sql.Row, t *Task) error { return scan(row, t) }

func scan(row *sql.Row, t *Task) error { return row.Scan(&t.Spent, &t.Owner.Name) }

func Parse(data []byte, t *Task) error { return json.Unmarshal(data, t) }

// Show only reads.
func Show(t *Task) string { return t.Summary }
