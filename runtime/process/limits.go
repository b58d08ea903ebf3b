package process

import "time"

// wornLocked reports whether a worker without a job has come to a limit. One
// that holds too much memory before its first task is not replaced: the next
// one would hold as much.
func (w *worker) wornLocked(now time.Time) bool {
	c := &w.pool.cfg
	return w.fat && w.tasks > 0 || c.TasksPerWorker > 0 && w.tasks >= c.TasksPerWorker ||
		c.Lifetime > 0 && now.Sub(w.readySince) >= c.Lifetime
}

// tickLocked has the limits looked at as long as there are workers.
func (p *Pool) tickLocked() {
	if p.ticker == nil {
		p.ticker = time.AfterFunc(p.tickInterval(), p.tick)
	}
}

// tickInterval is a twentieth of a second for memory, else a fraction of the
// shortest time limit.
func (p *Pool) tickInterval() time.Duration {
	if p.cfg.SoftMemory > 0 || p.cfg.HardMemory > 0 {
		return 50 * time.Millisecond
	}
	d := time.Minute
	for _, limit := range []time.Duration{p.cfg.IdleTime, p.cfg.Lifetime} {
		if limit > 0 {
			d = min(d, limit/4)
		}
	}
	return min(max(d, 5*time.Millisecond), time.Second)
}

func (p *Pool) tick() {
	p.weigh()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ticker = nil
	if len(p.workers) == 0 {
		return
	}
	p.trimIdleLocked(time.Now())
	p.growLocked()
	p.tickLocked()
}

// weigh looks at each worker's memory.
func (p *Pool) weigh() {
	soft, hard := p.cfg.SoftMemory, p.cfg.HardMemory
	if soft == 0 && hard == 0 {
		return
	}
	p.mu.Lock()
	list := make([]*worker, 0, len(p.workers))
	for w := range p.workers {
		list = append(list, w)
	}
	p.mu.Unlock()
	for _, w := range list {
		size := privateMemory(w.process.Pid)
		p.mu.Lock()
		if soft > 0 && size > soft {
			w.fat = true
		}
		if hard > 0 && size > hard {
			w.killLocked(ErrMemory)
		}
		p.mu.Unlock()
	}
}

// trimIdleLocked retires idle workers that are worn, or idle too long and not
// needed as spares. The longest idle come first.
func (p *Pool) trimIdleLocked(now time.Time) {
	keep := p.idle[:0]
	excess := len(p.idle) - p.cfg.WarmSpares
	for _, w := range p.idle {
		old := p.cfg.IdleTime > 0 && now.Sub(w.idleSince) >= p.cfg.IdleTime
		if w.wornLocked(now) || old && excess > 0 {
			excess--
			p.retireLocked(w)
			continue
		}
		keep = append(keep, w)
	}
	clear(p.idle[len(keep):])
	p.idle = keep
}
