package opencv

import (
	"context"
	"fmt"

	"github.com/go-bgkit/bgkit/runtime/process"
)

// EdgeArgs are the arguments of Canny and Edges.
type EdgeArgs struct {
	In *Frame // Gray8, BGR8 or BGRA8
	// Out receives the edges, Gray8 of In's shape. When it is nil the worker
	// makes a frame, which the caller then owns; a loop should give its own.
	Out *Frame
	// Low and High are Canny's thresholds. Edges uses High alone: a gradient
	// above it is white, anything else black; 0 keeps the gradient itself.
	Low, High float32
}

// Canny is cvtColor and Canny of OpenCV, in a worker. It answers the frame with
// the edges: Out if there is one. Without the build tag it fails with
// ErrNotBuilt.
var Canny = process.Register("bgkit/opencv.canny", func(ctx context.Context, a EdgeArgs) (*Frame, error) {
	return edges(ctx, a, canny)
})

// Edges is the Sobel gradient in Go alone, in a worker, with the arguments and
// results of Canny. It needs no OpenCV.
var Edges = process.Register("bgkit/opencv.edges", func(ctx context.Context, a EdgeArgs) (*Frame, error) {
	return edges(ctx, a, func(out, in *Frame, _, high float32) error { return Sobel(out, in, high) })
})

// edges runs one of the filters on frames that fit.
func edges(ctx context.Context, a EdgeArgs, filter func(out, in *Frame, low, high float32) error) (*Frame, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if _, err := a.In.Bytes(); err != nil {
		return nil, err
	}
	out := a.Out
	if out == nil {
		var err error
		if out, err = NewFrame(a.In.Rows, a.In.Cols, Gray8); err != nil {
			return nil, err
		}
	}
	if err := filter(out, a.In, a.Low, a.High); err != nil {
		if a.Out == nil {
			out.Close()
		}
		return nil, err
	}
	return out, nil
}

// Sobel writes the edges of in to out, a Gray8 frame of the same shape: the sum
// of the absolute horizontal and vertical gradients, or black and white when
// threshold is positive. The border is black. It runs where it is called, and
// holds three rows besides the frames.
func Sobel(out, in *Frame, threshold float32) error {
	src, err := in.Bytes()
	if err != nil {
		return err
	}
	dst, err := out.Bytes()
	if err != nil {
		return err
	}
	if out.Type != Gray8 || !out.fits(in) || in.Type == Gray32 {
		return fmt.Errorf("%w: edges of %d x %d %v into %d x %d %v", ErrFrame, in.Rows, in.Cols, in.Type, out.Rows, out.Cols, out.Type)
	}
	n, cols := in.Type.Bytes(), in.Cols
	rows := make([]byte, 3*cols)
	row := func(y int) []byte { return rows[y%3*cols:][:cols] }
	grayRow(row(0), src, n)
	grayRow(row(1), src[min(1, in.Rows-1)*cols*n:], n)
	for y := range in.Rows {
		to := dst[y*cols : (y+1)*cols]
		if y == 0 || y == in.Rows-1 {
			clear(to)
			continue
		}
		grayRow(row(y+1), src[(y+1)*cols*n:], n)
		sobelRow(to, row(y-1), row(y), row(y+1), int(threshold))
	}
	return nil
}

// grayRow converts as OpenCV does: 0.114 blue, 0.587 green, 0.299 red.
func grayRow(to, from []byte, n int) {
	if n == 1 {
		copy(to, from)
		return
	}
	for x := range to {
		p := from[x*n : x*n+3]
		to[x] = byte((uint32(p[0])*7471 + uint32(p[1])*38470 + uint32(p[2])*19595 + 1<<15) >> 16)
	}
}

func sobelRow(to, above, row, below []byte, threshold int) {
	last := len(to) - 1
	to[0], to[last] = 0, 0
	for x := 1; x < last; x++ {
		a, b, c := int(above[x-1]), int(above[x]), int(above[x+1])
		d, f := int(row[x-1]), int(row[x+1])
		g, h, i := int(below[x-1]), int(below[x]), int(below[x+1])
		gx, gy := c+2*f+i-a-2*d-g, g+2*h+i-a-2*b-c
		v := max(gx, -gx) + max(gy, -gy)
		switch {
		case threshold <= 0:
			v = min(v, 255)
		case v > threshold:
			v = 255
		default:
			v = 0
		}
		to[x] = byte(v)
	}
}
