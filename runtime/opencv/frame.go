package opencv

import (
	"errors"
	"fmt"

	"github.com/go-bgkit/bgkit/runtime/process"
)

var (
	// ErrNotBuilt is answered by what needs OpenCV in a program built without
	// the tag opencv. It keeps its identity on the way from a worker.
	ErrNotBuilt = process.RegisterError("opencv.ErrNotBuilt", errors.New("opencv: built without -tags opencv"))

	// ErrClosed is answered by a Mat or Frame that was closed before.
	ErrClosed = process.RegisterError("opencv.ErrClosed", errors.New("opencv: closed"))

	// ErrFrame is answered for a frame whose shape, type and pixels do not fit.
	ErrFrame = process.RegisterError("opencv.ErrFrame", errors.New("opencv: malformed frame"))
)

// Type says what a pixel is. The values are OpenCV's (CV_8UC1 and so on).
type Type int

// Types of pixels: unsigned bytes in one, three (blue, green, red) and four
// (and alpha) channels, and floats in one.
const (
	Gray8  Type = 0
	BGR8   Type = 16
	BGRA8  Type = 24
	Gray32 Type = 5
)

// Bytes is the size of a pixel, 0 for a Type that is none of the constants.
func (t Type) Bytes() int {
	switch t {
	case Gray8:
		return 1
	case BGR8:
		return 3
	case BGRA8, Gray32:
		return 4
	}
	return 0
}

// String is the constant's name.
func (t Type) String() string {
	switch t {
	case Gray8:
		return "Gray8"
	case BGR8:
		return "BGR8"
	case BGRA8:
		return "BGRA8"
	case Gray32:
		return "Gray32"
	}
	return fmt.Sprintf("Type(%d)", int(t))
}

// Frame is a picture in shared memory, row after row without gaps. The zero
// value has no pixels. Who makes a Frame owns it and must Close it; a task
// that returns a Frame it made hands it to the caller. See process.Buffer.
type Frame struct {
	Rows, Cols int
	Type       Type
	Pixels     *process.Buffer
}

// NewFrame makes a black frame. It costs a system call and no memory before
// the pixels are touched. A video loop should make its frames once and use them
// again: workers know them then.
func NewFrame(rows, cols int, t Type) (*Frame, error) {
	f := &Frame{Rows: rows, Cols: cols, Type: t}
	size, err := f.size()
	if err != nil {
		return nil, err
	}
	if f.Pixels, err = process.NewBuffer(size); err != nil {
		return nil, err
	}
	return f, nil
}

// size is how many bytes the pixels take.
func (f *Frame) size() (int, error) {
	if f == nil {
		return 0, fmt.Errorf("%w: no frame", ErrFrame)
	}
	const most = 1 << 20
	if f.Rows <= 0 || f.Cols <= 0 || f.Rows > most || f.Cols > most || f.Type.Bytes() == 0 {
		return 0, fmt.Errorf("%w: %d x %d of %v", ErrFrame, f.Rows, f.Cols, f.Type)
	}
	return f.Rows * f.Cols * f.Type.Bytes(), nil
}

// Bytes is the pixels, or an error when the frame is closed or its shape does
// not fit them. The slice must not be used after Close.
func (f *Frame) Bytes() ([]byte, error) {
	size, err := f.size()
	if err != nil {
		return nil, err
	}
	b := f.Pixels.Bytes()
	if b == nil {
		return nil, ErrClosed
	}
	if len(b) < size {
		return nil, fmt.Errorf("%w: %d x %d of %v do not fit %d bytes", ErrFrame, f.Rows, f.Cols, f.Type, len(b))
	}
	return b[:size], nil
}

// Close gives the pixels back. A second Close answers an error and does
// nothing.
func (f *Frame) Close() error {
	if f == nil || f.Pixels == nil {
		return ErrClosed
	}
	return f.Pixels.Close()
}

// fits reports whether o has f's shape.
func (f *Frame) fits(o *Frame) bool { return f.Rows == o.Rows && f.Cols == o.Cols }
