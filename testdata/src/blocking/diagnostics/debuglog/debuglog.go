// Package debuglog writes a log for the makers of the program.
package debuglog

import (
	"os"
	"strings"
)

var (
	file    *os.File
	enabled bool
	level   string
)

func wanted() bool {
	v := strings.ToLower(os.Getenv("APP_DEBUG"))
	return v == "1" || v == "true"
}

// Open opens the log if somebody asks for it.
func Open() error {
	if !wanted() {
		return nil
	}
	f, err := os.Create("debug.log")
	if err != nil {
		return err
	}
	file, enabled = f, true
	return nil
}

// Log flushes each line, so that the last one before a crash is there.
func Log(text string) {
	if !enabled || file == nil {
		return
	}
	_, _ = file.WriteString(text)
	_ = file.Sync()
}
