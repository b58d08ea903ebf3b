package process

// Stats are a pool's counters at one moment. Counts of calls and workers only
// grow; Queued, Running, Workers, Idle and Starting are levels.
//
// Submitted = Queued + Running + Done + Failed + Panicked + Crashed + Canceled + TimedOut.
type Stats struct {
	Queued  int // calls waiting for a worker
	Running int // calls with a worker

	Submitted uint64 // calls accepted
	Rejected  uint64 // calls not accepted: queue full, shut down, crash loop
	Done      uint64 // ended with a result
	Failed    uint64 // ended with an error of the task, or of the pool
	Panicked  uint64 // ended with a panic of the task
	Crashed   uint64 // ended with the worker, not killed for one of the reasons below
	Canceled  uint64 // ended by Cancel, the context or Shutdown
	TimedOut  uint64 // ended by the queue or task timeout

	Workers  int // processes, those starting and ending included
	Idle     int // ready and without a call
	Starting int // not yet through the handshake

	Started      uint64 // processes started
	StartFailed  uint64 // of these, ended before they were ready
	WorkerDeaths uint64 // ended by themselves or by somebody else
	Killed       uint64 // killed by the pool
	Retired      uint64 // ended by the pool for a limit or for shutdown
}
