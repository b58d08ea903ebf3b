package process

import (
	"io"
	"os"
	"runtime"
	"time"
)

// Values of Config.QueueBound with a meaning of their own.
const (
	// NoQueue refuses a call when no worker may take it at once.
	NoQueue = -1
	// Unbounded queues without limit: memory is the bound.
	Unbounded = -2
)

// Config sets up a Pool. The zero value is useful: as many workers as
// GOMAXPROCS, started from this program when first needed and ended after a
// minute without work. Of durations and counts, zero is the default that the
// field names, negative is "no limit".
type Config struct {
	// Name appears in the workers' command lines. Default: "pool".
	Name string

	// Command is the program to start as a worker, with its arguments. Its
	// main calls Main, and it registers the same tasks. Default: this program
	// itself, also when its file was replaced since (Linux).
	Command []string
	// Env is added to the workers' environment, which is this program's.
	Env []string
	// Dir is the workers' working directory. Default: this program's.
	Dir string

	// MaxWorkers is how many tasks run at a time. Default: GOMAXPROCS.
	MaxWorkers int
	// Procs is the GOMAXPROCS of a worker. Default: its share, the processors
	// divided by MaxWorkers, at least 2: with 1 a call into C makes the scheduler
	// look for something else to do, at that call's cost. Negative: as Go chooses.
	Procs int
	// WarmSpares is how many idle, ready workers are kept beyond that of the
	// running ones, so that neither a burst nor a crash waits for a start.
	// There are at most MaxWorkers+WarmSpares processes. Default: none.
	WarmSpares int

	// QueueBound is how many calls wait for a worker before Submit answers
	// ErrSaturated. Default: 1024. See NoQueue and Unbounded.
	QueueBound int
	// QueueTimeout is how long a call waits at most. Default: no limit.
	QueueTimeout time.Duration
	// TaskTimeout is how long a task runs at most. Default: no limit.
	TaskTimeout time.Duration
	// Grace is the time between asking a task to end and killing its worker.
	// Default: 2 s. Negative: kill at once.
	Grace time.Duration
	// StartTimeout is how long a worker may take until it answers the
	// handshake. Default: 10 s.
	StartTimeout time.Duration

	// TasksPerWorker retires a worker after so many tasks. Default: no limit.
	TasksPerWorker int
	// SoftMemory, in bytes, retires a worker that holds more after its task and
	// those sent ahead.
	// It is also set as the Go memory limit of the worker. Private memory is
	// counted, Buffers are not. Linux only. Default: no limit.
	SoftMemory int64
	// HardMemory, in bytes, kills a worker that holds more, with its task. It
	// is looked at twenty times a second. Linux only. Default: no limit.
	HardMemory int64
	// Lifetime retires a worker that is older, after its task and those sent
	// ahead. Default: no limit.
	Lifetime time.Duration
	// IdleTime ends a worker without work, down to WarmSpares. Default: 1 min.
	IdleTime time.Duration

	// BackoffMin and BackoffMax bound the pause before the next worker is
	// started after one ended without finishing a task; it doubles each time.
	// Default: 50 ms and 5 s.
	BackoffMin, BackoffMax time.Duration
	// CrashLimit is how many workers in a row may end that way. Then waiting
	// calls fail with ErrCrashLoop, and new ones too until BackoffMax passed.
	// Default: 5. Negative: no limit.
	CrashLimit int
	// StderrTail is how many bytes of a worker's standard error a CrashError
	// carries. Default: 64 KiB.
	StderrTail int
	// Stderr receives what the workers write to standard error. Default:
	// os.Stderr. Their standard output is this program's.
	Stderr io.Writer

	// OnDeath is told of each worker that ended without being asked, also
	// while it had no call. It runs on a goroutine of the pool.
	OnDeath func(*CrashError)
}

// orDefault is d for zero and 0, which stands for "none" inside the pool, for
// negative values.
func orDefault[T int | int64 | time.Duration](v, d T) T {
	switch {
	case v == 0:
		return d
	case v < 0:
		return 0
	}
	return v
}

func (c Config) withDefaults() Config {
	if c.Name == "" {
		c.Name = "pool"
	}
	if c.MaxWorkers <= 0 {
		c.MaxWorkers = runtime.GOMAXPROCS(0)
	}
	c.Procs = orDefault(c.Procs, max(2, runtime.NumCPU()/c.MaxWorkers))
	if c.QueueBound == 0 {
		c.QueueBound = 1024
	}
	c.WarmSpares = orDefault(c.WarmSpares, 0)
	c.QueueTimeout = orDefault(c.QueueTimeout, 0)
	c.TaskTimeout = orDefault(c.TaskTimeout, 0)
	c.Grace = orDefault(c.Grace, 2*time.Second)
	c.StartTimeout = orDefault(c.StartTimeout, 10*time.Second)
	c.TasksPerWorker = orDefault(c.TasksPerWorker, 0)
	c.SoftMemory = orDefault(c.SoftMemory, 0)
	c.HardMemory = orDefault(c.HardMemory, 0)
	c.Lifetime = orDefault(c.Lifetime, 0)
	c.IdleTime = orDefault(c.IdleTime, time.Minute)
	c.BackoffMin = orDefault(c.BackoffMin, 50*time.Millisecond)
	c.BackoffMax = max(orDefault(c.BackoffMax, 5*time.Second), c.BackoffMin)
	c.CrashLimit = orDefault(c.CrashLimit, 5)
	if c.Stderr == nil {
		c.Stderr = os.Stderr
	}
	c.StderrTail = orDefault(c.StderrTail, 64<<10)
	return c
}
