//go:build linux && !386 && !s390x

package process

import (
	"syscall"
	"testing"
	"time"
)

// waits has s come back from waits of a length.
func waits(s *spinner, n int, length time.Duration) {
	for range n {
		s.slept = time.Now().Add(-length)
		s.woken()
	}
}

func TestSpinner(t *testing.T) {
	fds, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(fds[0])
	defer syscall.Close(fds[1])
	fd := uintptr(fds[0])
	const wake = wakeMax / 2

	var s spinner
	s.begin(true)
	waits(&s, 10, time.Second)
	waits(&s, wakesInRow-1, wake)
	waits(&s, 1, time.Second)
	waits(&s, wakesInRow-1, wake)
	if s.on {
		t.Error("spins without a row of short waits")
	}
	waits(&s, 1, wake)
	if !s.on {
		t.Fatal("does not spin after a row of short waits")
	}
	syscall.Write(fds[1], []byte{1})
	for range 2 {
		if !s.spin(fd) || !s.on {
			t.Fatal("did not see what has come")
		}
	}
	syscall.Read(fds[0], make([]byte, 1))

	// In vain: it stops for a while, the next time for longer.
	last := time.Duration(0)
	for range 12 {
		if s.on = true; s.spin(fd) || s.on {
			t.Fatal("saw what has not come")
		}
		if waits(&s, 2*wakesInRow, wake); s.on {
			t.Error("spins during the pause")
		}
		if s.pause <= last && s.pause != spinMaxPause {
			t.Errorf("pauses for %v after %v", s.pause, last)
		}
		last = s.pause
	}
	s.until = time.Now()
	if waits(&s, wakesInRow, wake); !s.on {
		t.Error("does not spin after the pause")
	}

	s.begin(false)
	syscall.Write(fds[1], []byte{1})
	if s.spin(fd) {
		t.Error("spins for a message that nobody expects")
	}
}
