//go:build opencv

package opencv

import (
	"fmt"
	"sync"

	"gocv.io/x/gocv"
)

// Built reports whether the program has OpenCV in it: built with -tags opencv.
const Built = true

// Mat is a matrix of OpenCV around a frame's pixels. Like gocv's it belongs to
// one goroutine at a time, except for Close. It must be closed before the
// frame is.
type Mat struct {
	frame *Frame
	cv    gocv.Mat

	mu     sync.Mutex
	closed bool
}

// Mat lays a matrix around the frame's pixels, without a copy. The caller
// closes it. In a worker the first Mat also limits OpenCV's threads, see
// SetThreads.
func (f *Frame) Mat() (*Mat, error) {
	pix, err := f.Bytes()
	if err != nil {
		return nil, err
	}
	settle()
	cv, err := gocv.NewMatFromBytes(f.Rows, f.Cols, gocv.MatType(f.Type), pix)
	if err != nil {
		return nil, err
	}
	return &Mat{frame: f, cv: cv}, nil
}

// CV is gocv's Mat. Do not close it: Close does. A function of OpenCV that
// writes to it uses the frame's pixels if size and type of what it writes are
// the frame's; otherwise it takes memory of its own. Store brings that back.
func (m *Mat) CV() *gocv.Mat { return &m.cv }

// Shared reports whether the matrix still lies in the frame's pixels.
func (m *Mat) Shared() bool {
	pix, err := m.frame.Bytes()
	if err != nil || m.cv.Rows() != m.frame.Rows || m.cv.Cols() != m.frame.Cols || m.cv.Type() != gocv.MatType(m.frame.Type) {
		return false
	}
	// gocv gives bytes for byte matrices only, floats for floats.
	if m.frame.Type == Gray32 {
		data, err := m.cv.DataPtrFloat32()
		return err == nil && len(data) > 0 && sameAddress(&data[0], &pix[0])
	}
	data, err := m.cv.DataPtrUint8()
	return err == nil && len(data) > 0 && &data[0] == &pix[0]
}

// Store makes sure that the frame holds the matrix's values. It does nothing
// when they lie there already, copies them when OpenCV took memory of its own,
// and answers ErrFrame when size or type have changed.
func (m *Mat) Store() error {
	if m.Shared() {
		return nil
	}
	pix, err := m.frame.Bytes()
	if err != nil {
		return err
	}
	if m.cv.Rows() != m.frame.Rows || m.cv.Cols() != m.frame.Cols || m.cv.Type() != gocv.MatType(m.frame.Type) {
		return fmt.Errorf("%w: a matrix of %d x %d, type %d, for a frame of %d x %d %v", ErrFrame,
			m.cv.Rows(), m.cv.Cols(), m.cv.Type(), m.frame.Rows, m.frame.Cols, m.frame.Type)
	}
	copy(pix, m.cv.ToBytes())
	return nil
}

// Close frees the matrix, not the frame. Closing again answers ErrClosed and
// does nothing: OpenCV would free the memory twice.
func (m *Mat) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return ErrClosed
	}
	m.closed = true
	return m.cv.Close()
}

// FromMat copies a matrix of gocv into a new frame. The caller closes both.
func FromMat(cv gocv.Mat) (*Frame, error) {
	f, err := NewFrame(cv.Rows(), cv.Cols(), Type(cv.Type()))
	if err != nil {
		return nil, err
	}
	pix, err := f.Bytes()
	if err != nil {
		f.Close()
		return nil, err
	}
	copy(pix, cv.ToBytes())
	return f, nil
}

func canny(out, in *Frame, low, high float32) error {
	if out.Type != Gray8 || !out.fits(in) || in.Type == Gray32 {
		return fmt.Errorf("%w: edges of %d x %d %v into %d x %d %v", ErrFrame, in.Rows, in.Cols, in.Type, out.Rows, out.Cols, out.Type)
	}
	src, err := in.Mat()
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := out.Mat()
	if err != nil {
		return err
	}
	defer dst.Close()
	gray := src.CV()
	if in.Type != Gray8 {
		code := gocv.ColorBGRToGray
		if in.Type == BGRA8 {
			code = gocv.ColorBGRAToGray
		}
		m := gocv.NewMat()
		defer m.Close()
		gocv.CvtColor(*src.CV(), &m, code)
		gray = &m
	}
	gocv.Canny(*gray, dst.CV(), low, high)
	return dst.Store()
}
