package opencv

import (
	"context"
	"errors"
	"image"
	"image/color"
	"io"
	"os"
	"testing"
	"time"

	"github.com/go-bgkit/bgkit/runtime/process"
)

func TestMain(m *testing.M) {
	process.Main()
	os.Setenv("GORACE", "atexit_sleep_ms=0")
	os.Exit(m.Run())
}

func newPool(t testing.TB, cfg process.Config) *process.Pool {
	t.Helper()
	if !testing.Verbose() {
		cfg.Stderr = io.Discard
	}
	p := process.New(cfg)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := p.Shutdown(ctx); err != nil {
			t.Error(err)
		}
	})
	return p
}

func call[A, R any](t testing.TB, p *process.Pool, task *process.Task[A, R], args A) (R, error) {
	t.Helper()
	c, err := task.Submit(context.Background(), args, process.On(p))
	if err != nil {
		t.Fatal(err)
	}
	select {
	case <-c.Done():
	case <-time.After(60 * time.Second):
		t.Fatal("call did not end")
	}
	return c.Result()
}

// square is a frame with a white square, so that the edges are known.
func square(t testing.TB, rows, cols int, typ Type) *Frame {
	t.Helper()
	f := frame(t, rows, cols, typ)
	pix, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	n := typ.Bytes()
	for y := rows / 4; y < rows*3/4; y++ {
		for x := cols / 4; x < cols*3/4; x++ {
			for c := range n {
				pix[(y*cols+x)*n+c] = 255
			}
		}
	}
	return f
}

func frame(t testing.TB, rows, cols int, typ Type) *Frame {
	t.Helper()
	f, err := NewFrame(rows, cols, typ)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// checkSquare fails the test unless out has edges where square's are, and
// nowhere else.
func checkSquare(t *testing.T, out *Frame) {
	t.Helper()
	pix, err := out.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	at := func(y, x int) byte { return pix[y*out.Cols+x] }
	r, c := out.Rows, out.Cols
	if at(r/4, c/2)|at(r/4-1, c/2) != 255 || at(r/2, c/4)|at(r/2, c/4-1) != 255 {
		t.Error("no edge where the square begins")
	}
	if at(r/2, c/2) != 0 || at(2, 2) != 0 || at(r/8, c/2) != 0 {
		t.Error("edges where there are none")
	}
}

func TestEdges(t *testing.T) {
	p := newPool(t, process.Config{MaxWorkers: 1})
	for _, typ := range []Type{Gray8, BGR8, BGRA8} {
		in := square(t, 120, 160, typ)
		made, err := call(t, p, Edges, EdgeArgs{In: in, High: 200})
		if err != nil {
			t.Fatal(err)
		}
		checkSquare(t, made)
		if err := errors.Join(made.Close()); err != nil {
			t.Error(err)
		}
		own := frame(t, 120, 160, Gray8)
		got, err := call(t, p, Edges, EdgeArgs{In: in, Out: own, High: 200})
		if err != nil {
			t.Fatal(err)
		}
		checkSquare(t, own)
		a, _ := own.Bytes()
		b, _ := got.Bytes()
		if &a[0] != &b[0] {
			t.Error("the result is another frame than Out")
		}
	}
	wrong := frame(t, 10, 10, Gray8)
	if _, err := call(t, p, Edges, EdgeArgs{In: square(t, 120, 160, BGR8), Out: wrong}); !errors.Is(err, ErrFrame) {
		t.Error(err)
	}
	if _, err := call(t, p, Edges, EdgeArgs{In: &Frame{Rows: 1 << 10, Cols: 1 << 10, Type: BGR8, Pixels: wrong.Pixels}}); !errors.Is(err, ErrFrame) {
		t.Error("a shape larger than its pixels:", err)
	}
	if _, err := call(t, p, Edges, EdgeArgs{}); !errors.Is(err, ErrFrame) {
		t.Error(err)
	}
}

func TestTinyFrames(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {1, 5}, {5, 1}, {2, 2}, {3, 3}} {
		in, out := square(t, size[0], size[1], BGR8), frame(t, size[0], size[1], Gray8)
		if err := Sobel(out, in, 0); err != nil {
			t.Error(size, err)
		}
	}
}

func TestImages(t *testing.T) {
	img := image.NewRGBA(image.Rect(3, 4, 10, 9))
	img.Set(5, 6, color.RGBA{1, 2, 3, 255})
	f, err := FromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	back, err := f.Image()
	if err != nil || back.Bounds() != image.Rect(0, 0, 7, 5) || back.At(2, 2) != (color.RGBA{1, 2, 3, 255}) {
		t.Errorf("%v %v", back, err)
	}
	gray := image.NewGray(image.Rect(0, 0, 4, 4)).SubImage(image.Rect(1, 1, 3, 3)).(*image.Gray)
	gray.SetGray(2, 2, color.Gray{77})
	g, err := FromImage(gray)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if pix, _ := g.Bytes(); string(pix) != "\x00\x00\x00\x4d" {
		t.Error(pix)
	}
}

func TestCloseTwice(t *testing.T) {
	f, err := NewFrame(2, 2, Gray8)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if err := f.Close(); err == nil {
		t.Error("second close")
	}
	if _, err := f.Bytes(); err != ErrClosed {
		t.Error(err)
	}
	if _, err := NewFrame(0, 2, Gray8); !errors.Is(err, ErrFrame) {
		t.Error(err)
	}
}

func BenchmarkSobel1080p(b *testing.B) {
	in, out := square(b, 1080, 1920, BGR8), frame(b, 1080, 1920, Gray8)
	for b.Loop() {
		if err := Sobel(out, in, 200); err != nil {
			b.Fatal(err)
		}
	}
}
