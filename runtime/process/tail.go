package process

import (
	"io"
	"os"
	"sync"
	"time"
)

// tail mirrors a worker's standard error and keeps its last bytes.
type tail struct {
	r    *os.File
	to   io.Writer
	done chan struct{} // closed when there is no more to come

	mu   sync.Mutex
	last []byte
	most int
}

// newTail gives the end of the pipe that the worker writes to.
func newTail(most int, to io.Writer) (*tail, *os.File, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	return &tail{r: r, to: to, done: make(chan struct{}), most: most}, w, nil
}

// mirror copies until the last writer is gone, or finish says so. The worker
// is held up when the program's own standard error is.
func (t *tail) mirror() {
	defer close(t.done)
	defer t.r.Close()
	buf := make([]byte, 4<<10)
	for {
		n, err := t.r.Read(buf)
		t.to.Write(buf[:n])
		t.keep(buf[:n])
		if err != nil {
			return
		}
	}
}

func (t *tail) keep(b []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = append(t.last, b...)
	if n := len(t.last) - t.most; n > 0 {
		t.last = append(t.last[:0], t.last[n:]...)
	}
}

// finish bounds how long mirror waits for a writer that outlives the worker.
func (t *tail) finish(d time.Duration) { t.r.SetReadDeadline(time.Now().Add(d)) }

// cancel is for a tail whose worker was never started.
func (t *tail) cancel() { t.r.Close() }

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.last)
}
