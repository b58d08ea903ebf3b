// Package fetch downloads files and tells how far it has come.
package fetch

import (
	"io"
	"net/http"
	"os"

	"fyne.io/fyne/v2/widget"
)

// A Counter counts what is written to it.
type Counter struct {
	n        int64
	Progress func(n int64)
}

func (c *Counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	if c.Progress != nil {
		c.Progress(c.n)
	}
	return len(p), nil
}

// File reports to the function that it gets, by a counter of its own.
func File(url, path string, progress func(n int64)) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer out.Close()
	_, err = io.Copy(out, io.TeeReader(resp.Body, &Counter{Progress: progress}))
	return err
}

// Quiet reports to nobody.
func Quiet(url, path string) error {
	return File(url, path, func(int64) {})
}

// Shown reports to a bar, on the goroutine that calls it.
func Shown(url, path string, bar *widget.ProgressBar) error {
	return File(url, path, func(n int64) { bar.SetValue(float64(n)) })
}

// Through passes on what it gets.
func Through(url, path string, progress func(n int64)) error {
	return File(url, path+".tmp", progress)
}
