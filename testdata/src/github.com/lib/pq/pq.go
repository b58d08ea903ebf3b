// Package pq stands for a driver of a database server.
package pq

import "database/sql/driver"

type Driver struct{}

func (Driver) Open(name string) (driver.Conn, error) { return nil, nil }
