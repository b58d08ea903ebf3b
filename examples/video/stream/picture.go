package stream

import (
	"os"
	"time"

	"github.com/go-bgkit/bgkit/runtime/opencv"
)

// Picture is what a worker makes.
type Picture struct {
	JPEG   []byte
	Worker int // its process id
	Took   time.Duration
}

// picture filters a frame and encodes it. It runs in a worker process: when it crashes there, by a mistake of OpenCV or on
// the user's demand, one picture is lost. The worker gets copies of the settings, and the frame's pixels without a copy.
//
//bg:cpu timeout=5s
func (v *Player) picture(frame *opencv.Frame) (Picture, error) {
	if v.crash {
		crash()
	}
	start := time.Now()
	jpeg, err := render(frame, v.settings)
	return Picture{JPEG: jpeg, Worker: os.Getpid(), Took: time.Since(start)}, err
}

// crash ends the process as a mistake in C code does: nothing can recover it.
func crash() {
	go func() {
		var nowhere *int
		*nowhere = 1
	}()
	select {}
}
