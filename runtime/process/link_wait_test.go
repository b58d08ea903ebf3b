//go:build linux && !386 && !s390x

package process

import (
	"syscall"
	"testing"
	"time"
)

func TestSpinner(t *testing.T) {
	fds, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(fds[0])
	defer syscall.Close(fds[1])
	fd := uintptr(fds[0])
	send := func() { syscall.Write(fds[1], []byte{1}) }
	take := func() { syscall.Read(fds[0], make([]byte, 1)) }

	var s spinner
	s.begin(true)
	send()
	if !s.spin(fd) || s.pause != 0 {
		t.Fatal("did not see what has come")
	}
	take()

	// In vain: it stops for a while, the next time for longer, or as long when another program took the processor.
	for last := time.Duration(0); last < spinMaxPause; last = s.pause {
		if s.spin(fd) {
			t.Fatal("saw what has not come")
		}
		if s.pause < last || !s.until.After(time.Now().Add(-time.Second)) {
			t.Fatalf("pauses for %v after %v, until %v", s.pause, last, s.until)
		}
		send()
		s.until = time.Now().Add(time.Hour)
		if s.spin(fd) {
			t.Error("spins during the pause")
		}
		take()
		s.until = time.Time{}
	}
	send()
	if !s.spin(fd) || s.pause != 0 {
		t.Error("does not spin after the pause")
	}

	take()

	// The pause ends when a message wakes the reader soon, not when it comes late.
	for _, late := range []bool{false, true} {
		s = spinner{until: time.Now().Add(time.Hour), pause: spinMaxPause}
		s.begin(true)
		s.spin(fd)
		if late {
			s.slept = s.slept.Add(-time.Second)
		} else {
			s.slept = time.Now()
		}
		s.woken()
		if send(); s.spin(fd) == late {
			t.Errorf("woken late %v: spins %v", late, !late)
		}
		take()
	}

	s.begin(false)
	if s.spin(fd) {
		t.Error("spins for a message that nobody expects")
	}
}
