package run

// outcome is how a future ended, for the counters.
type outcome int

const (
	done outcome = iota
	failed
	panicked
	rejected
	canceled
	timedOut
	outcomes // how many there are
)

// Stats are an executor's counters. When nothing is queued or running,
//
//	Submitted == Done + Failed + Panicked + Rejected + Canceled + TimedOut
//
// holds: every accepted function's future ends exactly once.
type Stats struct {
	Queued    int // futures waiting for a slot
	Running   int // slots that functions occupy now
	Awaiting  int // functions that gave their slot back because they wait in Future.Await
	Abandoned int // functions that run on although their future has ended

	Submitted uint64 // futures made, the refused ones too
	Done      uint64 // ended without an error
	Failed    uint64 // ended with the function's error
	Panicked  uint64 // ended with a *PanicError
	Rejected  uint64 // ended with ErrSaturated or ErrShutdown, never started
	Canceled  uint64 // ended by Cancel or by their context
	TimedOut  uint64 // ended by a queue timeout, a run timeout or a deadline of their context
	Late      uint64 // results dropped because the future had ended before
}

// Stats returns the counters. Those of one moment may differ by what changes while they are read.
func (e *Executor) Stats() Stats {
	s := Stats{
		Abandoned: int(e.abandoned.Load()),
		Done:      e.counts[done].Load(),
		Failed:    e.counts[failed].Load(),
		Panicked:  e.counts[panicked].Load(),
		Rejected:  e.counts[rejected].Load(),
		Canceled:  e.counts[canceled].Load(),
		TimedOut:  e.counts[timedOut].Load(),
		Late:      e.late.Load(),
	}
	e.mu.Lock()
	s.Queued, s.Running = e.queue.n, e.slots
	for c := e.live.first; c != nil; c = c.next {
		if c.parked {
			s.Awaiting++
		}
	}
	e.mu.Unlock()
	s.Submitted = e.submitted.Load()
	return s
}
