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

// Options are what one download does.
type Options struct {
	Retries int
	Done    func(error)
}

// Run tells the caller's own options of the end.
func Run(url string, opts Options) {
	err := Quiet(url, "x")
	if opts.Done != nil {
		opts.Done(err)
	}
}

// Later does it in a literal.
func Later(url string, opts *Options) {
	finish := func(err error) {
		if opts.Done != nil {
			opts.Done(err)
		}
	}
	finish(Quiet(url, "x"))
}

// RunShown is another user of the options.
func RunShown(url string, lbl *widget.Label) {
	Run(url, Options{Done: func(err error) { lbl.SetText("done") }})
}

// OrLog has something to say of its own if its caller does not.
func OrLog(url string, lbl *widget.Label, opts *Options) {
	if opts.Done == nil {
		opts.Done = func(err error) { lbl.SetText("over") }
	}
	opts.Done(Quiet(url, "x"))
}
