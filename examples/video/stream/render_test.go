package stream

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"

	"github.com/go-bgkit/bgkit/runtime/opencv"
)

// rendered is the pattern's picture after an operation.
func rendered(t *testing.T, s Settings) image.Image {
	t.Helper()
	if err := s.check(); err != nil {
		t.Fatal(err)
	}
	frame, err := opencv.NewFrame(patternRows, patternCols, opencv.BGR8)
	if err != nil {
		t.Fatal(err)
	}
	defer frame.Close()
	if err := newPattern(10).next(frame); err != nil {
		t.Fatal(err)
	}
	data, err := render(frame, s)
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got := img.Bounds().Size(); got != image.Pt(patternCols, patternRows) {
		t.Fatalf("a picture of %v", got)
	}
	return img
}

// count is how many pixels are nearly white, and how large the differences of neighbours are on average, squared.
func count(img image.Image) (white int, detail float64) {
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		before := 0.0
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := img.At(x, y).RGBA()
			if min(r, g, bl) > 0xc000 {
				white++
			}
			if x > b.Min.X {
				detail += (float64(r>>8) - before) * (float64(r>>8) - before)
			}
			before = float64(r >> 8)
		}
	}
	return white, detail / float64(b.Dx()*b.Dy())
}

// Each of the two thresholds counts: an edge begins above the high one and goes on above the low one.
func TestEdges(t *testing.T) {
	edges := func(low, high int) int {
		white, _ := count(rendered(t, Settings{Operation: opEdges, Low: low, High: high, Blur: 1}))
		return white
	}
	strict, goingOn, all := edges(200, 254), edges(10, 254), edges(10, 20)
	if strict == 0 || goingOn <= strict || all < goingOn || all > patternRows*patternCols/4 {
		t.Errorf("%d pixels on edges with thresholds 200 and 254, %d with 10 and 254, %d with 10 and 20: want more each time", strict, goingOn, all)
	}
}

func TestGray(t *testing.T) {
	img := rendered(t, Settings{Operation: opGray, Blur: 1})
	if _, ok := img.(*image.Gray); !ok {
		t.Errorf("a picture of type %T, want gray", img)
	}
}

func TestBlur(t *testing.T) {
	_, sharp := count(rendered(t, Settings{Operation: opNone, Blur: 1}))
	_, little := count(rendered(t, Settings{Operation: opBlur, Blur: 2}))
	_, much := count(rendered(t, Settings{Operation: opBlur, Blur: 20}))
	if little > 0.7*sharp || much > 0.7*little {
		t.Errorf("detail %.1f, with radius 2 %.1f, with radius 20 %.1f: want much less each time", sharp, little, much)
	}
	// A blur keeps what has one colour.
	a, b := rendered(t, Settings{Operation: opNone, Blur: 1}), rendered(t, Settings{Operation: opBlur, Blur: 5})
	ra, ga, ba, _ := a.At(45, 20).RGBA()
	rb, gb, bb, _ := b.At(45, 20).RGBA()
	for i, pair := range [][2]uint32{{ra, rb}, {ga, gb}, {ba, bb}} {
		if d := int(pair[0]>>8) - int(pair[1]>>8); d < -4 || d > 4 {
			t.Errorf("channel %d in the middle of a bar: %d became %d", i, pair[0]>>8, pair[1]>>8)
		}
	}
}
