//go:build !opencv

package opencv

// Built reports whether the program has OpenCV in it: built with -tags opencv.
const Built = false

// Mat is a matrix of OpenCV around a frame's pixels. This program is built
// without the tag opencv and has none; with it there is a method CV, which
// gives gocv's Mat.
type Mat struct{}

// Mat answers ErrNotBuilt.
func (f *Frame) Mat() (*Mat, error) { return nil, ErrNotBuilt }

// Shared reports whether the matrix still lies in the frame's pixels.
func (m *Mat) Shared() bool { return false }

// Store answers ErrNotBuilt.
func (m *Mat) Store() error { return ErrNotBuilt }

// Close answers ErrNotBuilt.
func (m *Mat) Close() error { return ErrNotBuilt }

// SetThreads answers ErrNotBuilt.
func SetThreads(n int) error { return ErrNotBuilt }

// Threads is 0.
func Threads() int { return 0 }

func canny(out, in *Frame, low, high float32) error { return ErrNotBuilt }
