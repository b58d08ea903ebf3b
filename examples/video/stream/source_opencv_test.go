//go:build opencv

package stream

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-bgkit/bgkit/runtime/opencv"
	"gocv.io/x/gocv"
)

// film writes a video of n pictures, each brighter than the one before, and answers its folder.
func film(t *testing.T, name string, n, rows, cols int) string {
	t.Helper()
	dir := t.TempDir()
	w, err := gocv.VideoWriterFile(filepath.Join(dir, name), "MJPG", 20, cols, rows, true)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for i := range n {
		v := float64(20 + i*200/n)
		m := gocv.NewMatWithSizeFromScalar(gocv.NewScalar(v, v, v, 0), rows, cols, gocv.MatTypeCV8UC3)
		if err := w.Write(m); err != nil {
			t.Fatal(err)
		}
		m.Close()
	}
	return dir
}

func TestFile(t *testing.T) {
	c := Config{Folder: film(t, "film.avi", 10, 240, 1280), Camera: -1}
	src, err := open(c, "file:film.avi", 3)
	if err != nil {
		t.Fatal(err)
	}
	defer src.close()
	rows, cols := src.size()
	if rows != 120 || cols != 640 || src.rate() != 20 {
		t.Fatalf("%d x %d at %v, want 120 x 640 at 20", rows, cols, src.rate())
	}
	frame, err := opencv.NewFrame(rows, cols, opencv.BGR8)
	if err != nil {
		t.Fatal(err)
	}
	defer frame.Close()
	var got []int
	for i := range 9 {
		if i == 2 {
			if err := src.skip(); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := src.next(frame); err != nil {
			t.Fatal(err)
		}
		pix, err := frame.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, (int(pix[len(pix)/2])-20+10)/20) // which picture it is
	}
	if want := []int{3, 4, 6, 7, 8, 9, 0, 1}; !slices.Equal(got, want) {
		t.Errorf("pictures %v, want %v", got, want)
	}
}

func TestSources(t *testing.T) {
	v := &Player{config: Config{Folder: film(t, "film.avi", 2, 64, 64), Camera: 1}}
	list, err := v.sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	if got, want := strings.Join(ids, " "), "pattern camera file:film.avi"; got != want {
		t.Errorf("sources %s, want %s", got, want)
	}
}

func TestNoVideo(t *testing.T) {
	c := Config{Folder: t.TempDir(), Camera: -1}
	for _, name := range []string{"file:none.avi", "file:../film.avi", "camera", "tape"} {
		if _, err := open(c, name, 0); err == nil {
			t.Errorf("%s can be opened", name)
		}
	}
}
