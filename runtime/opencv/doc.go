// Package opencv runs OpenCV on frames in worker processes.
//
// A Frame is a picture whose pixels lie in shared memory (process.Buffer). It
// crosses to a worker and back without a copy: in an argument, the worker's
// Mat is laid around the very same pixels; in a result likewise.
//
//	var blur = process.Register("blur", func(ctx context.Context, f *opencv.Frame) (int, error) {
//		m, err := f.Mat()
//		if err != nil {
//			return 0, err
//		}
//		defer m.Close()
//		gocv.GaussianBlur(*m.CV(), m.CV(), image.Pt(5, 5), 0, 0, gocv.BorderDefault)
//		return 0, m.Store()
//	})
//
// Why processes: a mistake inside OpenCV (a bad size, a Mat used after Close)
// is a C++ exception or a segmentation fault, and ends the whole program. Here
// it ends a worker, and one call fails with a *process.CrashError. Memory that
// OpenCV leaks goes with a worker too (process.Config.SoftMemory). When neither
// matters, a goroutine in the program is simpler and as fast: Go has no lock
// that C++ would have to release, and gocv's calls run beside Go code.
//
// With build tag opencv the package uses gocv v0.31.0 and the system's OpenCV 4
// (Debian: libopencv-dev). Without the tag everything compiles, Mat and Canny
// answer ErrNotBuilt, and Edges, in Go alone, serves in Canny's place.
//
// OpenCV starts as many threads as there are processors, in each process. In a
// worker the first Mat limits them to the processors divided by the workers of
// the pool; SetThreads does that by hand.
package opencv
