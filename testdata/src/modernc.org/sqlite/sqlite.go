// Package sqlite stands for a driver of an embedded database.
package sqlite

import "database/sql/driver"

type Driver struct{}

func (*Driver) Open(name string) (driver.Conn, error) { return nil, nil }
