package stream

import (
	"context"
	"time"

	"github.com/go-bgkit/bgkit/runtime/opencv"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// inWork is how many pictures are in workers' hands at a time. What is read when all are out is skipped, not queued: a
// stream that falls behind shows fewer pictures, not older ones.
const inWork = 3

// raw is a picture as it was read. Its pixels lie in memory that the program shares with the workers.
type raw struct {
	frame  *opencv.Frame
	number int // in the source
	free   chan<- *raw
}

// done gives the memory back for another picture.
func (p *raw) done() { p.free <- p }

// read reads a source at its own pace until ctx ends, and has show called with each picture on the UI goroutine of ctx's
// client. It owns the source and the pictures' memory; what a worker still holds at the end, goes when that lets go.
func read(ctx context.Context, c Config, name string, from int, show func(*raw)) error {
	src, err := open(c, name, from)
	if err != nil {
		return err
	}
	defer src.close()
	free := make(chan *raw, inWork)
	rows, cols := src.size()
	for range inWork {
		frame, err := opencv.NewFrame(rows, cols, opencv.BGR8)
		if err != nil {
			return err
		}
		defer frame.Close()
		free <- &raw{frame: frame, free: free}
	}
	tick := time.NewTicker(time.Duration(float64(time.Second) / src.rate()))
	defer tick.Stop()
	for number := from; ; number++ {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-tick.C:
		}
		select {
		case p := <-free:
			if err := src.next(p.frame); err != nil {
				return err
			}
			p.number = number
			if err := ui.Do(ctx, func() { show(p) }); err != nil {
				return err
			}
		default:
			if err := src.skip(); err != nil {
				return err
			}
		}
	}
}
