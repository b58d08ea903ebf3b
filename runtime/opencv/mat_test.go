//go:build opencv

package opencv

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/go-bgkit/bgkit/runtime/process"
	"gocv.io/x/gocv"
)

var (
	// evenKernel has OpenCV throw an exception, which nobody catches.
	evenKernel = process.Register("test.evenKernel", func(_ context.Context, f *Frame) (int, error) {
		m, err := f.Mat()
		if err != nil {
			return 0, err
		}
		defer m.Close()
		gocv.GaussianBlur(*m.CV(), m.CV(), image.Pt(2, 2), 0, 0, gocv.BorderDefault)
		return 1, nil
	})
	// pastTheEnd has OpenCV read far behind a frame's pixels.
	pastTheEnd = process.Register("test.pastTheEnd", func(_ context.Context, f *Frame) (float64, error) {
		pix, err := f.Bytes()
		if err != nil {
			return 0, err
		}
		m, err := gocv.NewMatFromBytes(1<<16, 1<<14, gocv.MatTypeCV8UC1, pix)
		if err != nil {
			return 0, err
		}
		defer m.Close()
		return m.Sum().Val1, nil
	})
	invert = process.Register("test.invert", func(_ context.Context, f *Frame) (bool, error) {
		m, err := f.Mat()
		if err != nil {
			return false, err
		}
		defer m.Close()
		gocv.BitwiseNot(*m.CV(), m.CV())
		return m.Shared(), m.Store()
	})
	blurLoop = process.Register("test.blurLoop", func(_ context.Context, f *Frame) (int, error) {
		m, err := f.Mat()
		if err != nil {
			return 0, err
		}
		for { // keeps a second owner busy: closed while it is used
			gocv.GaussianBlur(*m.CV(), m.CV(), image.Pt(9, 9), 0, 0, gocv.BorderDefault)
			m.Close()
		}
	})
	threads = process.Register("test.threads", func(_ context.Context, f *Frame) (int, error) {
		m, err := f.Mat()
		if err != nil {
			return 0, err
		}
		defer m.Close()
		return Threads(), nil
	})
)

func TestCanny(t *testing.T) {
	p := newPool(t, process.Config{MaxWorkers: 2})
	for _, typ := range []Type{Gray8, BGR8, BGRA8} {
		in, out := square(t, 120, 160, typ), frame(t, 120, 160, Gray8)
		if _, err := call(t, p, Canny, EdgeArgs{In: in, Out: out, Low: 50, High: 150}); err != nil {
			t.Fatal(err)
		}
		checkSquare(t, out)
		made, err := call(t, p, Canny, EdgeArgs{In: in, Low: 50, High: 150})
		if err != nil {
			t.Fatal(err)
		}
		checkSquare(t, made)
		made.Close()
	}
}

func TestMatSharesPixels(t *testing.T) {
	p := newPool(t, process.Config{MaxWorkers: 1})
	f := square(t, 10, 10, BGR8)
	shared, err := call(t, p, invert, f)
	if err != nil || !shared {
		t.Fatal("the worker's Mat was a copy", shared, err)
	}
	if pix, _ := f.Bytes(); pix[0] != 255 || pix[(5*10+5)*3] != 0 {
		t.Error("not inverted in place")
	}
}

// A crash inside OpenCV fails one call, and the next one works.
func TestCrashInside(t *testing.T) {
	p := newPool(t, process.Config{MaxWorkers: 1})
	in, out := square(t, 120, 160, BGR8), frame(t, 120, 160, Gray8)
	for _, c := range []struct {
		name   string
		run    func() error
		signal os.Signal
		says   string
	}{
		{"exception", func() error { _, err := call(t, p, evenKernel, in); return err }, syscall.SIGABRT, "ksize.width"},
		{"segmentation fault", func() error { _, err := call(t, p, pastTheEnd, in); return err }, syscall.SIGSEGV, "SIG"},
		{"used after close", func() error { _, err := call(t, p, blurLoop, in); return err }, syscall.SIGSEGV, "SIG"},
	} {
		err := c.run()
		var crash *process.CrashError
		if !errors.As(err, &crash) || crash.Signal != c.signal || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
		t.Logf("%s: %v", c.name, err)
		if _, err := call(t, p, Canny, EdgeArgs{In: in, Out: out, Low: 50, High: 150}); err != nil {
			t.Errorf("after %s: %v", c.name, err)
		}
		checkSquare(t, out)
	}
}

func TestThreadsAreShared(t *testing.T) {
	for _, workers := range []int{1, 2, 64} {
		p := newPool(t, process.Config{MaxWorkers: workers})
		n, err := call(t, p, threads, square(t, 10, 10, Gray8))
		if want := max(1, runtime.NumCPU()/workers); err != nil || n != want {
			t.Errorf("%d workers: %d threads, want %d; %v", workers, n, want, err)
		}
	}
	if err := SetThreads(0); err == nil {
		t.Error("0 threads")
	}
}

func TestMatClose(t *testing.T) {
	m, err := square(t, 10, 10, Gray8).Mat()
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	closed := make(chan error, 8)
	for range cap(closed) {
		wg.Go(func() { closed <- m.Close() })
	}
	wg.Wait()
	good := 0
	for range cap(closed) {
		if <-closed == nil {
			good++
		}
	}
	if good != 1 {
		t.Errorf("closed %d times", good)
	}
}

func TestStoreAfterRealloc(t *testing.T) {
	f := square(t, 10, 20, BGR8)
	m, err := f.Mat()
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	gocv.Resize(*m.CV(), m.CV(), image.Pt(5, 5), 0, 0, gocv.InterpolationNearestNeighbor)
	if err := m.Store(); !errors.Is(err, ErrFrame) {
		t.Error("other size:", err)
	}
	gocv.Resize(*m.CV(), m.CV(), image.Pt(20, 10), 0, 0, gocv.InterpolationNearestNeighbor)
	m.CV().SetTo(gocv.NewScalar(7, 7, 7, 0))
	if m.Shared() {
		t.Fatal("still shared")
	}
	if err := m.Store(); err != nil {
		t.Error(err)
	}
	if pix, _ := f.Bytes(); pix[0] != 7 || pix[len(pix)-1] != 7 {
		t.Error("not brought back")
	}
	g, err := FromMat(*m.CV())
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if g.Rows != 10 || g.Cols != 20 || g.Type != BGR8 {
		t.Error(g)
	}
}

func BenchmarkCanny1080p(b *testing.B) {
	run := func(name string, workers int, do func(in, out *Frame) error) {
		b.Run(fmt.Sprintf("%s/%d", name, workers), func(b *testing.B) {
			var wg sync.WaitGroup
			jobs := make(chan struct{})
			for range workers {
				in, out := square(b, 1080, 1920, BGR8), frame(b, 1080, 1920, Gray8)
				wg.Go(func() {
					for range jobs {
						if err := do(in, out); err != nil {
							b.Error(err)
						}
					}
				})
			}
			for b.Loop() {
				jobs <- struct{}{}
			}
			close(jobs)
			wg.Wait()
		})
	}
	p := newPool(b, process.Config{MaxWorkers: 2})
	run("warm", 2, func(in, out *Frame) error {
		_, err := call(b, p, Canny, EdgeArgs{In: in, Out: out, Low: 50, High: 150})
		return err
	})
	for _, n := range []int{1, 2, 3} {
		run("workers", n, func(in, out *Frame) error {
			_, err := call(b, p, Canny, EdgeArgs{In: in, Out: out, Low: 50, High: 150})
			return err
		})
	}
	SetThreads(1)
	for _, n := range []int{1, 2} {
		run("goroutines", n, func(in, out *Frame) error { return canny(out, in, 50, 150) })
	}
}
