//go:build linux && !386 && !s390x

package process

import (
	"syscall"
	"time"
	"unsafe"
)

// spinner asks the kernel again and again for a message that is expected at
// once, instead of going to sleep.
//
// A processor that has nothing else to do falls asleep between two messages,
// and waking it, above all a virtual one, was measured to cost several times a
// small call. Between two questions the processor is offered to whoever else
// waits for it, which is the other side when both share a processor. What is
// lost is the time of a task that is not small, and the rest of the turn when
// it is another program that takes the offer. So after a failure it is not
// tried for a while, which grows as long as nothing comes. The while is over
// when a message woke the reader so soon that it had been worth to ask: after a
// few calls that wait in another way a pause would else outlast many that do not.
type spinner struct {
	eager bool // messages may be expected at once
	pause time.Duration
	until time.Time // of the pause
	slept time.Time // since when a message is waited for asleep
}

const (
	spinTime     = 50 * time.Microsecond
	spinWorth    = 70 * time.Microsecond  // spinTime and waking up
	spinPause    = 400 * time.Microsecond // after the first failure
	spinCrowded  = 64 * time.Millisecond  // when somebody else took the processor
	spinMaxPause = 16 * time.Millisecond
)

// begin is called when somebody begins to read.
func (s *spinner) begin(eager bool) { s.eager, s.slept = eager, time.Time{} }

// woken is called when something may have come for whoever slept.
func (s *spinner) woken() {
	if s.slept.IsZero() {
		return
	}
	if time.Since(s.slept) < spinWorth {
		s.pause, s.until = 0, time.Time{}
	}
	s.slept = time.Time{}
}

// spin is called when there is nothing to read. It reports whether something
// has come.
func (s *spinner) spin(fd uintptr) bool {
	if !s.eager {
		return false
	}
	begin := time.Now()
	if begin.Before(s.until) {
		s.slept = begin
		return false
	}
	for last := begin; ; {
		if readable(fd) {
			s.pause = 0
			return true
		}
		syscall.RawSyscall(syscall.SYS_SCHED_YIELD, 0, 0, 0)
		now := time.Now()
		if now.Sub(last) > spinTime {
			s.until, s.slept = now.Add(spinCrowded), now
			return false
		}
		if now.Sub(begin) > spinTime {
			s.pause = min(max(2*s.pause, spinPause), spinMaxPause)
			s.until, s.slept = now.Add(s.pause), now
			return false
		}
		last = now
	}
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
