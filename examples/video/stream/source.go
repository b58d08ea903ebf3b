package stream

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-bgkit/bgkit/runtime/opencv"
)

// source is where pictures come from. It belongs to the goroutine that opened it.
type source interface {
	size() (rows, cols int)
	rate() float64 // pictures a second
	next(to *opencv.Frame) error
	skip() error // the next one is not wanted
	close()
}

// What names a source in Settings.
const (
	patternID  = "pattern"
	cameraID   = "camera"
	filePrefix = "file:"
)

// Choice is a source that the user can choose.
type Choice struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

var videoTypes = []string{".avi", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".webm"}

// sources lists what there is. It reads the disk, so it runs in the background, on copies of the fields it reads. The test
// pattern is always there, also beside an error.
//
//bg:io timeout=10s
func (v *Player) sources(ctx context.Context) ([]Choice, error) {
	list := []Choice{{patternID, "Test pattern"}}
	if !opencv.Built {
		return list, nil
	}
	if v.config.Camera >= 0 {
		list = append(list, Choice{cameraID, fmt.Sprintf("Camera %d", v.config.Camera)})
	}
	if v.config.Folder == "" {
		return list, nil
	}
	entries, err := os.ReadDir(v.config.Folder)
	for _, e := range entries {
		if slices.Contains(videoTypes, strings.ToLower(filepath.Ext(e.Name()))) {
			list = append(list, Choice{filePrefix + e.Name(), e.Name()})
		}
	}
	return list, err
}

// open opens a source at its picture number from.
func open(c Config, name string, from int) (source, error) {
	file, isFile := strings.CutPrefix(name, filePrefix)
	switch {
	case name == patternID:
		return newPattern(from), nil
	case !opencv.Built:
		return nil, fmt.Errorf("%q needs OpenCV, and this server was built without: go run -tags opencv", name)
	case name == cameraID && c.Camera >= 0:
		return openCamera(c.Camera)
	case isFile && c.Folder != "" && filepath.IsLocal(file) && filepath.Base(file) == file: // nothing outside the folder
		return openFile(filepath.Join(c.Folder, file), from)
	}
	return nil, fmt.Errorf("there is no source %q", name)
}
