package process

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os/exec"
	"runtime"
	"time"
)

// This file decides when a worker is started, retired or killed.

// growLocked starts workers that are missing: for queued calls up to
// MaxWorkers, and the warm spares.
func (p *Pool) growLocked() {
	if p.closing {
		return
	}
	need := min(p.cfg.MaxWorkers-p.running, p.queue.n) + p.cfg.WarmSpares - len(p.idle) - p.starting
	room := p.cfg.MaxWorkers + p.cfg.WarmSpares - len(p.workers) - p.toSpawn
	n := min(need, room)
	if p.failures > 0 {
		n = min(n, 1-p.starting) // one at a time until a task succeeds
	}
	if n <= 0 {
		return
	}
	if wait := time.Until(p.notSince); wait > 0 {
		if p.retry == nil {
			p.retry = time.AfterFunc(wait, p.retryGrow)
		}
		return
	}
	p.starting += n
	p.toSpawn += n
	if p.wake == nil {
		p.wake, p.stopped = make(chan struct{}, 1), make(chan struct{})
		go p.spawner()
	}
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func (p *Pool) retryGrow() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.retry = nil
	p.growLocked()
}

// spawner starts processes, all on one thread: the kernel kills a worker when
// the thread that started it ends (workerAttr), so that thread has to outlive
// the workers. It does: stopSpawner comes after the last of them.
func (p *Pool) spawner() {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer close(p.stopped)
	for range p.wake {
		for p.takeSpawn() {
			w, err := p.spawn()
			if err != nil {
				p.spawnFailed(err)
				continue
			}
			w.begin()
		}
	}
}

func (p *Pool) takeSpawn() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.toSpawn == 0 {
		return false
	}
	p.toSpawn--
	return true
}

// stopSpawner ends the spawner, once, and waits for it.
func (p *Pool) stopSpawner() {
	p.mu.Lock()
	wake, stopped := p.wake, p.stopped
	p.wake = nil
	p.mu.Unlock()
	if wake != nil {
		close(wake)
	}
	if stopped != nil {
		<-stopped
	}
}

// spawnFailed ends the start of a process that there never was. A program that
// is not there will not be there in a moment either: that is refused at once.
func (p *Pool) spawnFailed(err error) {
	err = fmt.Errorf("process: cannot start a worker: %w", err)
	hopeless := errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || errors.Is(err, exec.ErrNotFound)
	p.mu.Lock()
	p.starting--
	p.stats.StartFailed++
	settle := p.setBackLocked(err, hopeless)
	p.growLocked()
	p.checkEmptyLocked()
	p.mu.Unlock()
	settle()
}

// setBackLocked counts a worker that ended without finishing a task. The next
// one waits; after CrashLimit of them in a row, or at once when it is
// hopeless, calls are refused for a while.
func (p *Pool) setBackLocked(err error, hopeless bool) (settle func()) {
	p.failures++
	pause := p.cfg.BackoffMin << min(p.failures-1, 20)
	p.notSince = time.Now().Add(min(pause, p.cfg.BackoffMax))
	if !hopeless && (p.cfg.CrashLimit == 0 || p.failures < p.cfg.CrashLimit) {
		return func() {}
	}
	p.openTill = time.Now().Add(p.cfg.BackoffMax)
	p.notSince = p.openTill
	p.openErr = fmt.Errorf("%w: %w", ErrCrashLoop, err)
	if errors.Is(err, ErrHandshake) || hopeless {
		p.openErr = err
	}
	return p.failQueuedLocked(p.openErr)
}

// ready takes a worker that went through the handshake.
func (p *Pool) ready(w *worker) {
	p.mu.Lock()
	p.starting--
	now := time.Now()
	w.ready, w.readySince = true, now
	p.nextLocked(w, now)
	p.mu.Unlock()
	w.flush()
}

// retireLocked ends a worker that has no job, by closing its control link. If
// that is not enough it is killed.
func (p *Pool) retireLocked(w *worker) {
	if w.ending {
		return
	}
	w.ending = true
	p.stats.Retired++
	w.control.close()
	w.killTimer = time.AfterFunc(max(p.cfg.Grace, time.Second), func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		w.killLocked(nil)
	})
}

// gone removes a worker whose process is reaped, and ends its job.
func (p *Pool) gone(w *worker, end *CrashError) {
	p.mu.Lock()
	delete(p.workers, w)
	p.idle = deleteWorker(p.idle, w)
	w.gone = end
	settle := func() {}
	var job *job
	if w.job != nil && w.job.delivered {
		job = p.freeLocked(w)
		end.Task = job.msg.Task
		p.endLocked(job, end)
	}
	settleAhead := p.takeAheadLocked(w, 0, math.MaxUint64)
	unasked := !w.ending && (end.Reason == nil || errors.Is(end.Reason, ErrProtocol) || !w.ready)
	if !w.ready {
		p.starting--
		p.stats.StartFailed++
	}
	if end.Reason != nil {
		p.stats.Killed++
	} else if unasked {
		p.stats.WorkerDeaths++
	}
	if unasked && w.tasks == 0 {
		var why error = end
		if errors.Is(end.Reason, ErrHandshake) {
			why = end.Reason
		}
		settle = p.setBackLocked(why, errors.Is(end.Reason, ErrHandshake))
	}
	for _, t := range []*time.Timer{w.killTimer, w.leadTimer, w.aheadTimer} {
		if t != nil {
			t.Stop()
		}
	}
	p.serveQueueLocked()
	p.growLocked()
	p.checkEmptyLocked()
	p.mu.Unlock()
	if job != nil {
		job.settle(Outcome{Err: end})
	}
	settleAhead()
	settle()
	if unasked && p.cfg.OnDeath != nil {
		p.cfg.OnDeath(end)
	}
}

func deleteWorker(list []*worker, w *worker) []*worker {
	for i, x := range list {
		if x == w {
			return append(list[:i], list[i+1:]...)
		}
	}
	return list
}
