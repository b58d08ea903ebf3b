//go:build !opencv

package stream

import (
	"bytes"
	"image"
	"image/jpeg"

	"github.com/go-bgkit/bgkit/runtime/opencv"
)

// render filters a BGR8 frame in Go alone, and encodes it.
func render(frame *opencv.Frame, s Settings) ([]byte, error) {
	pix, err := frame.Bytes()
	if err != nil {
		return nil, err
	}
	var img image.Image
	switch s.Operation {
	case opGray:
		img = gray(pix, frame.Rows, frame.Cols)
	case opEdges:
		img, err = edges(frame, byte(s.Low), byte(s.High))
	case opBlur:
		rgba := color(pix, frame.Rows, frame.Cols)
		for range 2 { // twice a box is nearly a bell
			rgba = blurRows(blurRows(rgba, s.Blur), s.Blur)
		}
		img = rgba
	default:
		img = color(pix, frame.Rows, frame.Cols)
	}
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = jpeg.Encode(&b, img, &jpeg.Options{Quality: 80})
	return b.Bytes(), err
}

func color(bgr []byte, rows, cols int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, cols, rows))
	for i := range rows * cols {
		from, to := bgr[3*i:3*i+3], img.Pix[4*i:4*i+4]
		to[0], to[1], to[2], to[3] = from[2], from[1], from[0], 255
	}
	return img
}

func gray(bgr []byte, rows, cols int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, cols, rows))
	for i := range img.Pix {
		from := bgr[3*i : 3*i+3]
		img.Pix[i] = byte((uint32(from[0])*29 + uint32(from[1])*150 + uint32(from[2])*77) >> 8)
	}
	return img
}

// blurRows averages each pixel with its neighbours in the row, and turns the picture on its side: a second call does the
// columns, and turns it back.
func blurRows(in *image.RGBA, radius int) *image.RGBA {
	cols, rows := in.Rect.Dx(), in.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, rows, cols))
	width := uint32(2*radius + 1)
	for y := range rows {
		row := in.Pix[y*in.Stride:][:4*cols]
		at := func(x int) []byte { return row[4*min(max(x, 0), cols-1):][:3] }
		var sum [3]uint32
		for x := -radius; x <= radius; x++ {
			for i, v := range at(x) {
				sum[i] += uint32(v)
			}
		}
		for x := range cols {
			to := out.Pix[x*out.Stride+4*y:][:4]
			add, drop := at(x+radius+1), at(x-radius)
			for i := range sum {
				to[i] = byte(sum[i] / width)
				sum[i] += uint32(add[i]) - uint32(drop[i])
			}
			to[3] = 255
		}
	}
	return out
}

// edges are the pixels whose gradient is above high, and those above low that touch them, over others if need be.
func edges(frame *opencv.Frame, low, high byte) (*image.Gray, error) {
	gradient, err := opencv.NewFrame(frame.Rows, frame.Cols, opencv.Gray8)
	if err != nil {
		return nil, err
	}
	defer gradient.Close()
	if err := opencv.Sobel(gradient, frame, 0); err != nil {
		return nil, err
	}
	pix, err := gradient.Bytes()
	if err != nil {
		return nil, err
	}
	img := image.NewGray(image.Rect(0, 0, frame.Cols, frame.Rows))
	var found []int
	mark := func(i int) {
		img.Pix[i] = 255
		found = append(found, i)
	}
	for i, v := range pix {
		if v > high {
			mark(i)
		}
	}
	cols := frame.Cols
	for len(found) > 0 { // the border's gradient is 0: every pixel found has its eight neighbours
		i := found[len(found)-1]
		found = found[:len(found)-1]
		for _, n := range [8]int{i - cols - 1, i - cols, i - cols + 1, i - 1, i + 1, i + cols - 1, i + cols, i + cols + 1} {
			if img.Pix[n] == 0 && pix[n] > low {
				mark(n)
			}
		}
	}
	return img, nil
}
