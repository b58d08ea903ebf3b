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
	// send writes first, then rest; fds go with the first byte. n is how much it
	// wrote.
	send(fds []int, first, rest []byte) (n int, err error)
	// setDeadline bounds later sends on a control link, where the system can.
	setDeadline(t time.Time)
	// during calls m.come whenever there may be something to read, until it
	// reports true. Within it, recv may answer errLater when there is no more,
	// and then come reports false. That saves asking the system in vain; the
	// end of the link may go unnoticed until closeRead.
	// soon says that messages are expected at once: it may spin for them.
	during(m messages, soon bool) error
	// interrupt has recv answer os.ErrDeadlineExceeded until resume. It
	// reports whether the system can.
	interrupt() bool
	resume()
	// closeRead is for when the other side is gone: it interrupts, has recv answer
	// io.EOF after what has arrived, and has sends fail, also one that waits.
	closeRead()
	close() error
}

type messages interface{ come() (stop bool) }

var errLinkClosed = errors.New("process: link is closed")

// sender writes whole frames to a link.
type sender struct {
	mu   sync.Mutex
	link link
	head [headerSize]byte
	buf  []byte
}

// joinBelow is the size up to which parts are copied into one write.
const joinBelow = 64 << 10

// send writes one frame whose body is head and rest.
func (s *sender) send(kind byte, seq uint64, fds []int, head, rest []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sendHeld(kind, seq, fds, head, rest)
}

// sendHeld is send with s.mu held.
func (s *sender) sendHeld(kind byte, seq uint64, fds []int, head, rest []byte) error {
	if err := putHeader(s.head[:], kind, len(fds), seq, head, rest); err != nil {
		return err
	}
	s.buf = append(append(s.buf[:0], s.head[:]...), head...)
	if len(head)+len(rest) <= joinBelow {
		s.buf, rest = append(s.buf, rest...), nil
	}
	_, err := s.link.send(fds, s.buf, rest)
	return err
}

// put adds a small frame to s.buf, for the caller, who holds s.mu, to send.
func (s *sender) put(kind byte, seq uint64, head, rest []byte) error {
	if err := putHeader(s.head[:], kind, 0, seq, head, rest); err != nil {
		return err
	}
	s.buf = append(append(append(s.buf, s.head[:]...), head...), rest...)
	return nil
}
