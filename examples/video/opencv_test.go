//go:build opencv

package main

import (
	"bytes"
	"image/jpeg"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-bgkit/bgkit/examples/video/stream"
	"gocv.io/x/gocv"
)

// A video file of the folder is offered, and plays through OpenCV in the workers.
func TestVideoFile(t *testing.T) {
	dir := t.TempDir()
	film, err := gocv.VideoWriterFile(filepath.Join(dir, "film.avi"), "MJPG", 25, 320, 200, true)
	if err != nil {
		t.Fatal(err)
	}
	square := gocv.NewMatWithSizeFromScalar(gocv.NewScalar(0, 0, 0, 0), 200, 320, gocv.MatTypeCV8UC3)
	defer square.Close()
	part := square.RowRange(50, 150)
	part.SetTo(gocv.NewScalar(255, 255, 255, 0))
	part.Close()
	for range 5 {
		if err := film.Write(square); err != nil {
			t.Fatal(err)
		}
	}
	film.Close()

	_, url := start(t, config{stream: stream.Config{Folder: dir}})
	v := visit(t, url, "/")
	v.wait("the film's name", func(kind string, data []byte) bool {
		return kind == "sources" && strings.Contains(string(data), `"file:film.avi"`)
	})
	v.send("set", map[string]any{"source": "file:film.avi", "operation": "edges", "low": 50, "high": 100})
	v.send("start", nil)
	for range 12 { // more than it has
		img, err := jpeg.Decode(bytes.NewReader(v.picture()))
		if err != nil {
			t.Fatal(err)
		}
		if b := img.Bounds(); b.Dx() != 320 || b.Dy() != 200 {
			t.Fatalf("a picture of %v", b)
		}
		edge, inside := uint32(0), uint32(0)
		for y := 47; y <= 53; y++ {
			if r, _, _, _ := img.At(160, y).RGBA(); r > edge {
				edge = r
			}
		}
		inside, _, _, _ = img.At(160, 100).RGBA()
		if edge < 0xc000 || inside > 0x4000 {
			t.Fatalf("brightness %#x at the edge and %#x inside", edge, inside)
		}
	}
}
