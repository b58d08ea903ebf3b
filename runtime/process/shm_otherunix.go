//go:build unix && !linux

package process

import "os"

func createFile() (*os.File, error) { return createTemp() }
