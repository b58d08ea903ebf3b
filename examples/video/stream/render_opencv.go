//go:build opencv

package stream

import (
	"bytes"
	"image"

	"github.com/go-bgkit/bgkit/runtime/opencv"
	"gocv.io/x/gocv"
)

// render filters a BGR8 frame with OpenCV, and encodes it.
func render(frame *opencv.Frame, s Settings) ([]byte, error) {
	in, err := frame.Mat()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	out := gocv.NewMat()
	defer out.Close()
	switch s.Operation {
	case opGray:
		gocv.CvtColor(*in.CV(), &out, gocv.ColorBGRToGray)
	case opEdges:
		gray := gocv.NewMat()
		defer gray.Close()
		gocv.CvtColor(*in.CV(), &gray, gocv.ColorBGRToGray)
		gocv.Canny(gray, &out, float32(s.Low), float32(s.High))
	case opBlur:
		gocv.GaussianBlur(*in.CV(), &out, image.Pt(2*s.Blur+1, 2*s.Blur+1), 0, 0, gocv.BorderDefault)
	default:
		in.CV().CopyTo(&out)
	}
	buf, err := gocv.IMEncodeWithParams(gocv.JPEGFileExt, out, []int{gocv.IMWriteJpegQuality, 80})
	if err != nil {
		return nil, err
	}
	defer buf.Close()
	return bytes.Clone(buf.GetBytes()), nil // C's memory goes with buf
}
