//go:build opencv

package stream

import (
	"errors"
	"fmt"
	"image"
	"path/filepath"

	"github.com/go-bgkit/bgkit/runtime/opencv"
	"gocv.io/x/gocv"
)

// capture is a video file or a camera. Pictures that are larger than the page shows them are made smaller.
//
// It is opened and read in the program, not in a worker: a worker keeps nothing from one call to the next. A server that
// is given files of strangers should read each file in a process of its own.
type capture struct {
	cv         *gocv.VideoCapture
	mat        gocv.Mat
	name       string
	isFile     bool
	rows, cols int
}

const maxWidth = 640

func openCamera(number int) (source, error) {
	cv, err := gocv.OpenVideoCapture(number)
	if err != nil {
		return nil, fmt.Errorf("camera %d cannot be opened: %w", number, err)
	}
	return newCapture(cv, fmt.Sprintf("camera %d", number), false)
}

func openFile(path string, from int) (source, error) {
	cv, err := gocv.VideoCaptureFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be opened as a video: %w", filepath.Base(path), err)
	}
	if count := int(cv.Get(gocv.VideoCaptureFrameCount)); count > 0 {
		cv.Set(gocv.VideoCapturePosFrames, float64(from%count))
	}
	return newCapture(cv, filepath.Base(path), true)
}

func newCapture(cv *gocv.VideoCapture, name string, isFile bool) (source, error) {
	rows, cols := int(cv.Get(gocv.VideoCaptureFrameHeight)), int(cv.Get(gocv.VideoCaptureFrameWidth))
	if rows <= 0 || cols <= 0 {
		cv.Close()
		return nil, fmt.Errorf("%s has no pictures", name)
	}
	if cols > maxWidth {
		rows, cols = max(rows*maxWidth/cols, 1), maxWidth
	}
	return &capture{cv: cv, mat: gocv.NewMat(), name: name, isFile: isFile, rows: rows, cols: cols}, nil
}

func (c *capture) size() (rows, cols int) { return c.rows, c.cols }

func (c *capture) rate() float64 {
	if rate := c.cv.Get(gocv.VideoCaptureFPS); rate >= 1 && rate <= 120 {
		return rate
	}
	return 25
}

// next reads a picture. A file begins anew after its last one.
func (c *capture) next(to *opencv.Frame) error {
	if !c.cv.Read(&c.mat) && !(c.isFile && c.readFirst()) {
		return fmt.Errorf("%s gives no more pictures", c.name)
	}
	if c.mat.Empty() || c.mat.Type() != gocv.MatTypeCV8UC3 {
		return fmt.Errorf("%s gives pictures of another kind than blue, green and red bytes", c.name)
	}
	m, err := to.Mat()
	if err != nil {
		return err
	}
	gocv.Resize(c.mat, m.CV(), image.Pt(c.cols, c.rows), 0, 0, gocv.InterpolationArea)
	return errors.Join(m.Store(), m.Close())
}

func (c *capture) skip() error {
	c.cv.Grab(1) // at the end of a file nothing happens, and next begins anew
	return nil
}

func (c *capture) readFirst() bool {
	c.cv.Set(gocv.VideoCapturePosFrames, 0)
	return c.cv.Read(&c.mat)
}

func (c *capture) close() {
	c.mat.Close()
	c.cv.Close()
}
