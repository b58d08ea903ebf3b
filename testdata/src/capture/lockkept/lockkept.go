// Package lockkept takes locks by helpers that keep them for their caller.
package lockkept

import (
	"sync"

	"capture/lockkept/cache"

	"fyne.io/fyne/v2/widget"
)

// A preview is guarded by methods that forward to its lock.
type preview struct {
	mu    sync.Mutex
	text  string
	stamp int
	size  int
}

func (p *preview) Lock()   { p.mu.Lock() }
func (p *preview) Unlock() { p.mu.Unlock() }

// hold gives back the lock with what it returns.
func (p *preview) hold() func() {
	p.Lock()
	return p.Unlock
}

func (p *preview) setText(s string) { p.text = s }

// maybe keeps the lock on one of its returns only.
func (p *preview) maybe(on bool) {
	if on {
		p.mu.Lock()
	}
}

type view struct {
	prev  *preview
	label *widget.Label
	cache *cache.Cache
}

func (v *view) Right() *widget.Button {
	return widget.NewButton("Go", func() {
		go func() {
			v.prev.Lock()
			v.prev.setText("x")
			v.prev.Unlock()
			defer v.prev.hold()()
			v.prev.stamp++
		}()
		v.prev.Lock()
		defer v.prev.Unlock()
		v.label.SetText(v.prev.text)
		v.prev.stamp = 0
	})
}

func (v *view) RightFar() *widget.Button {
	return widget.NewButton("Go", func() {
		go func() {
			v.cache.Lock()
			v.cache.Lines = append(v.cache.Lines, "x")
			v.cache.Unlock()
		}()
		v.cache.Lock()
		v.label.SetText(v.cache.Lines[0])
		v.cache.Unlock()
	})
}

// WrongFar comes to the cache when the lock is given back.
func (v *view) WrongFar() *widget.Button {
	return widget.NewButton("Go", func() {
		go func() {
			v.cache.Lock()
			v.cache.Unlock()
			v.cache.Title = "x" // want "writes Cache.Title, which races with"
		}()
		v.cache.Lock()
		v.label.SetText(v.cache.Title)
		v.cache.Unlock()
	})
}

// WrongHalf holds it on some ways only.
func (v *view) WrongHalf(on bool) *widget.Button {
	return widget.NewButton("Go", func() {
		go func() {
			v.prev.maybe(on)
			v.prev.size++ // want "writes preview.size, which races with"
		}()
		v.prev.Lock()
		defer v.prev.Unlock()
		v.prev.size = 0
	})
}

// A store may be locked by who uses it.
type store interface {
	sync.Locker
	Load() []string
}

type panel struct {
	store store
	mu    sync.Mutex
	rows  []string
	count int
	total int
	label *widget.Label
}

func (p *panel) RightBehindInterface() *widget.Button {
	return widget.NewButton("Go", func() {
		go func() {
			p.store.Lock()
			defer p.store.Unlock()
			p.rows = p.store.Load()
		}()
		p.store.Lock()
		p.label.SetText(p.rows[0])
		p.store.Unlock()
	})
}

// RightTried works only when it gets the lock.
func (p *panel) RightTried() *widget.Button {
	return widget.NewButton("Go", func() {
		go func() {
			if !p.mu.TryLock() {
				return
			}
			defer p.mu.Unlock()
			p.count++
		}()
		p.mu.Lock()
		p.count = 0
		p.mu.Unlock()
	})
}

// WrongTried works also when it does not.
func (p *panel) WrongTried() *widget.Button {
	return widget.NewButton("Go", func() {
		go func() {
			if p.mu.TryLock() {
				defer p.mu.Unlock()
			}
			p.total++ // want "writes panel.total, which races with"
		}()
		p.mu.Lock()
		p.total = 0
		p.mu.Unlock()
	})
}
