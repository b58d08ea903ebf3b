// Package lockwait finds locks that are held across a wait while the UI goroutine needs them: rule BG204 of bglint.
//
// # Analyzer lockwait
//
// lockwait: locks held across a wait while the UI goroutine needs them
//
// # What it reports
//
// A mutex (sync.Mutex, sync.RWMutex, either of them embedded or behind sync.Locker, or taken by a helper) is held where
// that leaves the UI goroutine standing:
//
//   - A background goroutine holds it and waits for the UI goroutine (fyne.DoAndWait, QueueUpdate, Program.Send), and
//     a handler takes it: each waits for the other, for ever.
//   - A background goroutine holds it across something slow (the network, a child process, a sleep, a channel, a
//     WaitGroup), and a handler takes it: the UI stands still meanwhile.
//   - A function calls, under the lock, something that takes the lock again: the goroutine waits for itself. This is
//     reported on every goroutine.
//   - A function defers the Unlock in a loop's body or a branch, and comes to lock the same mutex again: the deferred call
//     runs when the function returns, and not before.
//   - A function takes the lock and leaves it to a function that it posts to the UI goroutine to give it back: a handler
//     that comes between takes the lock and waits, and the posted function waits behind the handler.
//   - A method of a widget calls a function in one of its exported fields (OnChanged) under its lock, while other
//     exported methods take that lock: a function that asks the widget anything waits for itself.
//
// The wait may be some calls below the lock, and so may be the place where the UI goroutine takes it.
//
// # Why it matters
//
// Code in a handler that only takes a lock looks harmless, and is: as long as every holder is quick. One holder that asks
// another machine makes each frame wait for that machine, and one that waits for the UI goroutine stops the program. The
// race detector is silent about both, and Go's deadlock detector too, while any other goroutine can run.
//
// # Wrong
//
// The loader waits for the UI goroutine under the lock that a key handler takes (tview):
//
//	func (p *page) load() { // in a goroutine
//		rows := fetch()
//		p.mu.Lock()
//		defer p.mu.Unlock()
//		p.rows = rows
//		p.app.QueueUpdateDraw(p.show)
//	}
//
//	func (p *page) refresh() { // handler of a key
//		p.mu.Lock()
//		busy := p.busy
//		p.mu.Unlock()
//		...
//	}
//
// # Right
//
// Work without the lock, take it to store the result, give it back, then wait:
//
//	func (p *page) load() {
//		rows := fetch()
//		p.mu.Lock()
//		p.rows = rows
//		p.mu.Unlock()
//		p.app.QueueUpdateDraw(p.show)
//	}
//
// A callback is copied under the lock and called without it:
//
//	w.mu.Lock()
//	w.value = v
//	changed := w.OnChanged
//	w.mu.Unlock()
//	if changed != nil {
//		changed(v)
//	}
//
// Of two methods that need the lock one is for callers that hold it already, by custom with a name that ends in Locked.
//
// # How to read a report
//
//	page.go:33:8: (*tview.Application).QueueUpdateDraw waits for the UI goroutine while page.mu is held, and the UI
//	goroutine locks it too: each can wait for the other for ever; unlock before the call (BG204 lockwait, certain)
//		page.go:24:3: starts a goroutine
//		page.go:30:7: locks page.mu
//		page.go:33:8: calls (*tview.Application).QueueUpdateDraw
//		page.go:23:6: handler given to (*tview.Box).SetInputCapture
//		page.go:38:7: the UI goroutine locks page.mu
//
// The chain has two halves: how the holder gets from its lock to the wait, and how the UI goroutine gets to the lock.
// The report stands at the innermost call of the package under analysis, once for each place where a lock is taken; what
// else waits there follows with "also". A lock that is taken twice is reported at the call that leads back to it.
//
// # When it is silent
//
//   - The lock is given back before the wait, also by a helper that is called in between.
//   - Nothing on the UI goroutine takes the lock, or both sides are readers of a RWMutex.
//   - (*sync.Cond).Wait, which gives the lock back.
//   - A slow call under a lock on the UI goroutine itself: that is BG101, with or without the lock.
//   - Files: they are reported with --confidence=possible.
//
// # Limits
//
// A mutex is known by the field or variable that it is, for all objects of a type: two objects of one type seem to share
// their lock. For a lock that is taken twice the object is followed too, and methods of another object of the same type
// (a parent, a child, an element) are left out. Holders and users are seen within one package, what they call also in
// others. A lock counts as held where every way through the function holds it; TryLock is not followed. Conditions are
// not evaluated. A table with more than three functions, or an interface with more than three implementations, proves
// nothing about which of them runs: that is only possible.
//
// # How to silence it
//
//	//bg:ignore BG204 reason    on the line, on the line above, or in the doc comment of a function
//	//bg:nonblocking reason     in the doc comment of the function that holds the lock: what it does under it is short
package lockwait
