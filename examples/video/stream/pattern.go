package stream

import (
	"math"

	"github.com/go-bgkit/bgkit/runtime/opencv"
)

// pattern is a picture that moves: colour bars, a grey ramp, a disc on its way and a turning hand.
type pattern struct {
	number int
	still  []byte // what does not move
}

const patternRows, patternCols = 360, 640

func newPattern(from int) *pattern {
	p := &pattern{number: from, still: make([]byte, patternRows*patternCols*3)}
	bars := [7][3]byte{{230, 230, 230}, {60, 210, 220}, {200, 190, 60}, {80, 190, 80}, {180, 80, 180}, {60, 70, 210}, {190, 90, 50}}
	for y := range patternRows {
		for x := range patternCols {
			c := bars[x*len(bars)/patternCols]
			if y >= patternRows*3/4 {
				g := byte(x * 255 / patternCols)
				c = [3]byte{g, g, g}
			}
			copy(p.still[(y*patternCols+x)*3:], c[:])
		}
	}
	return p
}

func (p *pattern) size() (rows, cols int) { return patternRows, patternCols }

func (p *pattern) rate() float64 { return 25 }

func (p *pattern) skip() error {
	p.number++
	return nil
}

func (p *pattern) close() {}

func (p *pattern) next(to *opencv.Frame) error {
	pix, err := to.Bytes()
	if err != nil {
		return err
	}
	copy(pix, p.still)
	t := float64(p.number) / p.rate()
	p.number++
	x, y := patternCols/2+220*math.Sin(t*0.9), patternRows/2+110*math.Sin(t*1.7)
	disc(pix, x, y, 56, [3]byte{30, 30, 30})
	disc(pix, x, y, 48, [3]byte{40, 160, 250})
	for r := 0.0; r < 44; r++ { // the hand
		disc(pix, x+r*math.Sin(t*3), y-r*math.Cos(t*3), 3, [3]byte{30, 30, 30})
	}
	return nil
}

// disc paints a disc. What lies outside the picture is left out.
func disc(pix []byte, cx, cy, r float64, c [3]byte) {
	for y := max(0, int(cy-r)); y < min(patternRows, int(cy+r)+2); y++ {
		for x := max(0, int(cx-r)); x < min(patternCols, int(cx+r)+2); x++ {
			if dx, dy := float64(x)-cx, float64(y)-cy; dx*dx+dy*dy <= r*r {
				copy(pix[(y*patternCols+x)*3:], c[:])
			}
		}
	}
}
