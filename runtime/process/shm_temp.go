//go:build unix

package process

import "os"

// createTemp makes a temporary file and takes its name away at once.
func createTemp() (*os.File, error) {
	f, err := os.CreateTemp("", "bgkit-buffer-")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(f.Name()); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
