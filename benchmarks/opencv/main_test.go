//go:build opencv

package opencv

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"gocv.io/x/gocv"

	"github.com/go-bgkit/bgkit/benchmarks/internal/python"
	"github.com/go-bgkit/bgkit/runtime/opencv"
	"github.com/go-bgkit/bgkit/runtime/process"
)

var ratios = flag.Bool("ratios", false, "print the table of ratios")

func TestMain(m *testing.M) {
	process.Main()
	os.Exit(m.Run())
}

const (
	rows, cols = 1080, 1920
	two        = 2  // workers and goroutines
	rounds     = 40 // of each way
	frames     = 20 // in a round
)

// picture has rectangles and noise, so that there are edges.
func picture() []byte {
	m := gocv.NewMatWithSize(rows, cols, gocv.MatTypeCV8UC3)
	defer m.Close()
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		at := image.Pt(r.IntN(cols), r.IntN(rows))
		gocv.Rectangle(&m, image.Rectangle{at, at.Add(image.Pt(20+r.IntN(200), 20+r.IntN(200)))}, color.RGBA{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256)), 255}, -1)
	}
	pix := m.ToBytes()
	for i := range pix {
		pix[i] = byte(min(255, int(pix[i])+r.IntN(8)))
	}
	return pix
}

// twice runs work for so many frames on two goroutines.
func twice(work func(goroutine int) error) func(frames int) (time.Duration, error) {
	return func(frames int) (time.Duration, error) {
		var wg sync.WaitGroup
		var errs [two]error
		begin := time.Now()
		for g := range two {
			wg.Go(func() {
				for i := 0; i < frames/two && errs[g] == nil; i++ {
					errs[g] = work(g)
				}
			})
		}
		wg.Wait()
		return time.Since(begin), errors.Join(errs[:]...)
	}
}

// inWorkers has two workers take frames that lie in shared memory.
func inWorkers(t *testing.T, pix []byte) func(int) error {
	p := process.New(process.Config{MaxWorkers: two})
	t.Cleanup(func() { p.Shutdown(context.Background()) })
	var args [two]opencv.EdgeArgs
	for g := range two {
		in, err := opencv.NewFrame(rows, cols, opencv.BGR8)
		if err != nil {
			t.Fatal(err)
		}
		out, err := opencv.NewFrame(rows, cols, opencv.Gray8)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { in.Close(); out.Close() })
		to, err := in.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		copy(to, pix)
		args[g] = opencv.EdgeArgs{In: in, Out: out, Low: 50, High: 150}
	}
	return func(g int) error {
		c, err := opencv.Canny.Submit(context.Background(), args[g], process.On(p))
		if err != nil {
			return err
		}
		_, err = c.Await(context.Background())
		return err
	}
}

// inGoroutines is the same with gocv in this process: a matrix for the result
// of each step is kept from frame to frame.
func inGoroutines(t *testing.T, pix []byte) func(int) error {
	var in, gray, out [two]gocv.Mat
	for g := range two {
		var err error
		if in[g], err = gocv.NewMatFromBytes(rows, cols, gocv.MatTypeCV8UC3, slices.Clone(pix)); err != nil {
			t.Fatal(err)
		}
		gray[g], out[g] = gocv.NewMat(), gocv.NewMat()
	}
	t.Cleanup(func() {
		for g := range two {
			in[g].Close()
			gray[g].Close()
			out[g].Close()
		}
	})
	return func(g int) error {
		gocv.CvtColor(in[g], &gray[g], gocv.ColorBGRToGray)
		gocv.Canny(gray[g], &out[g], 50, 150)
		return nil
	}
}

// way is one way to find the edges of frames, two at a time.
type way struct {
	name    string
	threads int // of OpenCV in this process
	run     func(frames int) (time.Duration, error)
}

// TestRatios prints the throughput of workers, goroutines and Python, which take turns in short rounds; the median round
// counts.
func TestRatios(t *testing.T) {
	if !*ratios {
		t.Skip("run with -ratios")
	}
	pix := picture()
	threads := opencv.Threads()
	ways := []way{
		{"gocv in two goroutines, default threads", threads, twice(inGoroutines(t, pix))},
		{"gocv in two goroutines, one thread each", 1, twice(inGoroutines(t, pix))},
		{"opencv.Canny in two workers", threads, twice(inWorkers(t, pix))},
	}
	ways = append(ways, inPython(t, pix)...)
	times := make([][]time.Duration, len(ways))
	for range rounds {
		for i, w := range ways {
			if err := opencv.SetThreads(w.threads); err != nil {
				t.Fatal(err)
			}
			if _, err := w.run(frames / 2); err != nil { // warm
				t.Fatal(w.name, err)
			}
			took, err := w.run(frames)
			if err != nil {
				t.Fatal(w.name, err)
			}
			times[i] = append(times[i], took/frames)
		}
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "way\tus a frame\tthroughput\t")
	for i, w := range ways {
		slices.Sort(times[i])
		m, first := times[i][rounds/2], times[0][rounds/2]
		fmt.Fprintf(table, "%s\t%d\t%.2f\t\n", w.name, m.Microseconds(), float64(first)/float64(m))
		if i == 2 && float64(first)/float64(m) < 0.95 {
			t.Errorf("workers have %.2f of the throughput of goroutines, the bar is 0.95", float64(first)/float64(m))
		}
	}
	table.Flush()
}

// inPython is Python's cv2 through its executors, if it is there.
func inPython(t *testing.T, pix []byte) (ways []way) {
	file := filepath.Join(t.TempDir(), "frame")
	if err := os.WriteFile(file, pix, 0o600); err != nil {
		t.Fatal(err)
	}
	py := python.Start(t, []string{"cv2", "numpy"}, "testdata/edges.py", file)
	if py == nil {
		return nil
	}
	for _, what := range []string{"threads", "processes"} {
		ways = append(ways, way{"Python: cv2 in two " + what, opencv.Threads(), func(frames int) (time.Duration, error) {
			return py.Run(what, frames)
		}})
	}
	return ways
}
