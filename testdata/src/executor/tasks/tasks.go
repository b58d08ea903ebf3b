// Package tasks has work for worker processes, and work that is none.
package tasks

import (
	"context"
	"image"
	"net/http"
	"os"
	"time"

	"github.com/go-bgkit/bgkit/runtime/process"
	"github.com/go-bgkit/bgkit/runtime/run"
)

type picture struct {
	Name   string
	Pixels *image.RGBA
}

type shared struct {
	Name   string
	Pixels *process.Buffer
}

type raw struct{ Data []byte }

var (
	_ = process.Register("edges", func(context.Context, picture) (int, error) { return 0, nil })          // want `picture.Pixels \(a picture\) is copied to the worker process`
	_ = process.Register("gray", func(context.Context, string) ([]image.Gray, error) { return nil, nil }) // want `\(a picture\) is copied`
	_ = process.Register("table", func(context.Context, *[1 << 20]byte) (int, error) { return 0, nil })   // want `\(an array of a megabyte or more\) is copied`
	_ = process.Register("shared", func(context.Context, shared) (int, error) { return 0, nil })
	_ = process.Register("bounds", func(context.Context, image.Rectangle) (image.Point, error) { return image.Point{}, nil })

	bytes = process.Register("bytes", func(context.Context, raw) (int, error) { return 0, nil })
)

var fetch = process.Register("fetch", func(ctx context.Context, url string) (int, error) {
	return get(url)
})

func get(url string) (int, error) {
	resp, err := http.Get(url) // want `http.Get waits in a worker process, and holds one of few`
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

var pause = process.Register("pause", func(ctx context.Context, n int) (int, error) {
	time.Sleep(time.Duration(n) * time.Second) // want `time.Sleep waits in a worker process`
	return n, nil
})

var count = process.Register("count", func(ctx context.Context, path string) (int, error) {
	data, err := os.ReadFile(path)
	return len(data), err
})

func Call(ctx context.Context, data []byte) {
	big := make([]byte, 8<<20)
	bytes.Submit(ctx, raw{big})                              // want `the argument is copied to the worker process`
	run.CPUBound(ctx, bytes, raw{Data: make([]byte, 1<<20)}) // want `the argument is copied to the worker process`
	bytes.Submit(ctx, raw{data})
	bytes.Submit(ctx, raw{make([]byte, 100)})
	run.IOBound(ctx, func(context.Context) (int, error) {
		time.Sleep(time.Second)
		return http.StatusOK, nil
	})
	run.CPUBound(ctx, fetch, "http://localhost")
}
