//go:build linux && !386 && !s390x

package process

import (
	"syscall"
	"time"
	"unsafe"
)

// spinner decides whether to ask the kernel again and again for a message that
// is expected at once, instead of going to sleep.
//
// It pays when both sides run on processors that have nothing else to do: such
// a processor falls asleep between two messages, and waking it, above all a
// virtual one, was measured to cost several times a small call. When the other
// side needs this very processor, or the task is not small, it is in vain, and
// worse than that: the scheduler counts the time, and lets the other side's
// messages wait behind other programs. So it is tried only when some waits in a
// row took as long as waking takes, and after a failure not for a while, which
// grows: what spinning costs in vain is at most one percent of the time.
type spinner struct {
	eager bool // messages may be expected at once
	on    bool
	slept time.Time // when the wait for the poller began
	slow  int       // waits in a row that spinning might have shortened
	pause time.Duration
	until time.Time // of the pause
}

const (
	spinTime     = 50 * time.Microsecond
	spinPause    = 5 * time.Millisecond // after the first failure
	spinMaxPause = 640 * time.Millisecond

	// A wait between these may have been one for a processor to wake. The same
	// processor's other program answers a small call sooner.
	wakeMin, wakeMax = 12 * time.Microsecond, 200 * time.Microsecond
	wakesInRow       = 4
)

// begin is called when somebody begins to read.
func (s *spinner) begin(eager bool) {
	s.eager, s.slept = eager, time.Time{}
}

// woken is called when there may be something to read.
func (s *spinner) woken() {
	if s.slept.IsZero() {
		return
	}
	now := time.Now()
	waited := now.Sub(s.slept)
	s.slept = time.Time{}
	if waited < wakeMin || waited > wakeMax {
		s.slow = 0
		return
	}
	s.slow++
	s.on = s.slow >= wakesInRow && now.After(s.until)
}

// spin is called when there is nothing to read. It reports whether something
// has come; if not, woken comes next.
func (s *spinner) spin(fd uintptr) bool {
	if !s.eager {
		return false
	}
	s.slept = time.Now()
	if !s.on {
		return false
	}
	begin := s.slept
	for time.Since(begin) < spinTime {
		if readable(fd) {
			s.slept, s.pause = time.Time{}, 0
			return true
		}
	}
	s.slept = time.Now()
	s.on, s.slow = false, 0
	s.pause = min(max(2*s.pause, spinPause), spinMaxPause)
	s.until = s.slept.Add(s.pause)
	return false
}

type pollFD struct {
	fd              int32
	events, revents int16
}

// readable asks and does not wait.
func readable(fd uintptr) bool {
	const pollIn = 1
	p := pollFD{fd: int32(fd), events: pollIn}
	var now syscall.Timespec
	n, _, _ := syscall.RawSyscall6(syscall.SYS_PPOLL, uintptr(unsafe.Pointer(&p)), 1, uintptr(unsafe.Pointer(&now)), 0, 0, 0)
	return n == 1
}
