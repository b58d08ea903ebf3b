package process

import (
	"errors"
	"sync"
	"time"
)

// link is one end of a connection between program and worker. Each pair has
// two: data carries calls, results and progress; control carries what must
// overtake a running task, and its end tells a worker that the program is
// gone.
type link interface {
	source
	// send writes the parts one after the other; fds go with the first byte.
	send(fds []int, parts ...[]byte) error
	// setDeadline bounds later sends, where the system can.
	setDeadline(t time.Time)
	// closeRead has recv answer io.EOF once what has arrived is read.
	closeRead()
	close() error
}

var errLinkClosed = errors.New("process: link is closed")

// sender writes whole frames to a link, one at a time.
type sender struct {
	mu   sync.Mutex
	link link
	head [headerSize]byte
	buf  []byte
}

// joinBelow is the size up to which parts are copied into one write.
const joinBelow = 64 << 10

// send writes one frame whose body is the parts.
func (s *sender) send(kind byte, seq uint64, fds []int, parts ...[]byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := putHeader(s.head[:], kind, len(fds), seq, parts...); err != nil {
		return err
	}
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	if size > joinBelow {
		return s.link.send(fds, append([][]byte{s.head[:]}, parts...)...)
	}
	s.buf = append(s.buf[:0], s.head[:]...)
	for _, p := range parts {
		s.buf = append(s.buf, p...)
	}
	return s.link.send(fds, s.buf)
}
