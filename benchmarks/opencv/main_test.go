//go:build opencv

package opencv

import (
	"context"
	"flag"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"gocv.io/x/gocv"

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
func twice(work func(goroutine int) error) (time.Duration, error) {
	var wg sync.WaitGroup
	errs := make(chan error, two)
	begin := time.Now()
	for g := range two {
		wg.Go(func() {
			for range frames / two {
				if err := work(g); err != nil {
					errs <- err
					return
				}
			}
			errs <- nil
		})
	}
	wg.Wait()
	took := time.Since(begin)
	for range two {
		if err := <-errs; err != nil {
			return 0, err
		}
	}
	return took, nil
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

// TestRatios prints the throughput of workers and goroutines, which take turns
// in short rounds; the median round counts.
func TestRatios(t *testing.T) {
	if !*ratios {
		t.Skip("run with -ratios")
	}
	if err := exec.Command("python3", "-c", "import cv2").Run(); err != nil {
		t.Log("Python's cv2 is left out: python3 cannot import it:", err)
	} else {
		t.Log("Python has cv2, but this benchmark does not measure it yet")
	}
	pix := picture()
	ways := []struct {
		name string
		work func(int) error
	}{
		{"gocv in two goroutines, default threads", inGoroutines(t, pix)},
		{"gocv in two goroutines, one thread each", inGoroutines(t, pix)},
		{"opencv.Canny in two workers", inWorkers(t, pix)},
	}
	threads := opencv.Threads()
	times := make([][]time.Duration, len(ways))
	for range rounds {
		for i, w := range ways {
			n := threads
			if i == 1 {
				n = 1
			}
			if err := opencv.SetThreads(n); err != nil {
				t.Fatal(err)
			}
			if _, err := twice(w.work); err != nil { // warm
				t.Fatal(w.name, err)
			}
			took, err := twice(w.work)
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
		slices.Sort(times[0])
		m, first := times[i][rounds/2], times[0][rounds/2]
		fmt.Fprintf(table, "%s\t%d\t%.2f\t\n", w.name, m.Microseconds(), float64(first)/float64(m))
	}
	table.Flush()
}
