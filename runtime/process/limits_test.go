//go:build linux

package process

import (
	"testing"
	"time"
)

func TestMemoryEater(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1, HardMemory: 300 << 20})
	_, err := call(t, p, eat, 1<<30)
	if crash := crashOf(t, err); crash.Reason != ErrMemory {
		t.Error(err)
	}
	works(t, p)
}

func TestSoftMemory(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1, SoftMemory: 150 << 20})
	before, err := call(t, p, pid, struct{}{})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := call(t, p, eat, 400<<20); err != nil || n != 400 {
		t.Fatal(n, err)
	}
	if !eventually(10*time.Second, func() bool {
		now, err := call(t, p, pid, struct{}{})
		return err == nil && now != before
	}) {
		t.Error("worker was not replaced")
	}
	if s := p.Stats(); s.Killed+s.WorkerDeaths+s.Crashed != 0 || s.Retired != 1 {
		t.Errorf("%+v", s)
	}
}

func TestLimits(t *testing.T) {
	t.Run("tasks", func(t *testing.T) {
		p := newPool(t, Config{MaxWorkers: 1, TasksPerWorker: 2})
		seen := map[int]int{}
		for range 6 {
			n, err := call(t, p, pid, struct{}{})
			if err != nil {
				t.Fatal(err)
			}
			seen[n]++
		}
		if len(seen) != 3 {
			t.Error(seen)
		}
	})
	t.Run("lifetime", func(t *testing.T) {
		p := newPool(t, Config{MaxWorkers: 1, Lifetime: 50 * time.Millisecond})
		works(t, p)
		if !eventually(10*time.Second, func() bool { s := p.Stats(); return s.Retired > 0 && s.Workers == 0 }) {
			t.Errorf("%+v", p.Stats())
		}
		works(t, p)
	})
	t.Run("idle", func(t *testing.T) {
		p := newPool(t, Config{MaxWorkers: 2, WarmSpares: 1, IdleTime: 50 * time.Millisecond})
		if !eventually(10*time.Second, func() bool { return p.Stats().Idle == 1 }) {
			t.Fatalf("no spare: %+v", p.Stats())
		}
		a := start(t, t.Context(), p, obedient)
		b := start(t, t.Context(), p, obedient)
		if !eventually(10*time.Second, func() bool { s := p.Stats(); return s.Workers == 3 && s.Idle == 1 }) {
			t.Errorf("busy: %+v", p.Stats())
		}
		a.Cancel()
		b.Cancel()
		if !eventually(10*time.Second, func() bool { s := p.Stats(); return s.Workers == 1 && s.Idle == 1 && s.Retired == 2 }) {
			t.Errorf("idle: %+v", p.Stats())
		}
	})
}
