package opencv

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
)

// FromImage copies a picture into a new frame: Gray8 for *image.Gray, else
// BGR8. The caller closes it.
func FromImage(img image.Image) (*Frame, error) {
	b := img.Bounds()
	if gray, ok := img.(*image.Gray); ok {
		f, err := NewFrame(b.Dy(), b.Dx(), Gray8)
		if err != nil {
			return nil, err
		}
		pix, err := f.Bytes()
		for y := 0; err == nil && y < b.Dy(); y++ {
			copy(pix[y*b.Dx():], gray.Pix[gray.PixOffset(b.Min.X, b.Min.Y+y):][:b.Dx()])
		}
		return f, err
	}
	rgba, ok := img.(*image.RGBA)
	if !ok {
		rgba = image.NewRGBA(b)
		draw.Draw(rgba, b, img, b.Min, draw.Src)
	}
	f, err := NewFrame(b.Dy(), b.Dx(), BGR8)
	if err != nil {
		return nil, err
	}
	pix, err := f.Bytes()
	if err != nil {
		return nil, err
	}
	for y := range b.Dy() {
		from := rgba.Pix[rgba.PixOffset(b.Min.X, b.Min.Y+y):]
		to := pix[y*b.Dx()*3:]
		for x := range b.Dx() {
			to[3*x], to[3*x+1], to[3*x+2] = from[4*x+2], from[4*x+1], from[4*x]
		}
	}
	return f, nil
}

// Image copies the frame into a picture: *image.Gray for Gray8, *image.RGBA
// for BGR8 and BGRA8. Other types answer ErrFrame.
func (f *Frame) Image() (image.Image, error) {
	pix, err := f.Bytes()
	if err != nil {
		return nil, err
	}
	bounds := image.Rect(0, 0, f.Cols, f.Rows)
	switch f.Type {
	case Gray8:
		img := image.NewGray(bounds)
		copy(img.Pix, pix)
		return img, nil
	case BGR8, BGRA8:
		img := image.NewRGBA(bounds)
		n := f.Type.Bytes()
		for i := range f.Rows * f.Cols {
			p := pix[i*n : i*n+n]
			c := color.NRGBA{R: p[2], G: p[1], B: p[0], A: 0xff}
			if n == 4 {
				c.A = p[3]
			}
			img.SetRGBA(i%f.Cols, i/f.Cols, color.RGBAModel.Convert(c).(color.RGBA))
		}
		return img, nil
	}
	return nil, fmt.Errorf("%w: no picture of %v", ErrFrame, f.Type)
}
