// Package capture finds races on the fields that background functions share with the UI goroutine: rule BG104 of bglint.
//
// # Analyzer capture
//
// capture: fields that a background function uses while the UI goroutine may write them
//
// # What it reports
//
// A background function reads or writes a field of a struct, functions on the UI goroutine use the same field, at least
// one of them writes, and no lock is common to both. The background function is a goroutine, a tea.Cmd, the callback of
// a timer, what an executor runs, or a method with //bg:io or //bg:cpu; mostly a literal or a method value that took its
// receiver along. Fields count in it and in everything that it calls. The other side is a handler, a method that the
// toolkit calls, or what these call. A method that nothing in sight calls counts as the other side too when its type is
// part of the UI (it holds something of a toolkit, or the toolkit calls its methods) or, where the background writes,
// when methods of its type start goroutines and nothing in the type could guard it: no lock, no channel.
//
// A command that writes to its own copy of the model is reported, too. Update with a value receiver works on a copy, and the
// command it returns is the last to hold that: nothing races, but nobody sees what the command writes there.
//
// # Why it matters
//
// The background function sees the field as it is when it gets there, not as it was when the user clicked: a draft half
// typed, a selection moved on. A string, a slice or an interface is several words, and reading it while it is written
// crashes the program; so does a map. Go's race detector finds this where a test runs both sides at the same time, which
// tests of user interfaces rarely do.
//
// # Wrong
//
// The goroutine reads draft while the user types on (Fyne):
//
//	c.entry.OnChanged = func(s string) { c.draft = s }
//	widget.NewButton("Send", func() {
//		go func() { send(c.draft) }()
//	})
//
// The model is a pointer, and the command writes what View reads (Bubble Tea):
//
//	func (m *model) search() tea.Msg { // return m, m.search
//		m.hits = find(m.query)
//		return nil
//	}
//
// # Right
//
// Copy before the goroutine starts, hand over when it is done:
//
//	widget.NewButton("Send", func() {
//		draft := c.draft
//		go func() {
//			err := send(draft)
//			fyne.Do(func() { c.done(err) })
//		}()
//	})
//
//	func search(query string) tea.Cmd { // return m, search(m.query)
//		return func() tea.Msg { return hitsMsg(find(query)) }
//	}
//
// A slice or a map needs a copy of its contents: slices.Clone, maps.Clone. Where a lock is better than a copy, both sides
// take the same one, the reading one too. bggen writes the copies for methods with //bg:io or //bg:cpu.
//
// # How to read a report
//
//	view.go:21:15: a background function reads composer.draft, which races with the write that the UI goroutine
//	does; copy the field into a local variable before the goroutine starts, or make what it runs a
//	method marked //bg:io and call the wrapper that bggen writes (BG104 capture, likely)
//		view.go:20:3: starts a goroutine
//		view.go:21:15: reads composer.draft
//		view.go:18:22: stored in Entry.OnChanged
//		view.go:18:41: writes composer.draft
//
// The chain has two halves: how the background gets to the field, then how the UI goroutine does. The report stands on
// the background's side, a write before a read. One goroutine makes one report; the other fields and places follow with
// "also". No report is certain, since a field stands for those of all instances of its type. It is only possible, and not
// shown by default, where the object is one of many (an element of a slice, a result), where the other side is a method
// that nothing in sight calls, and where a number or a truth value is read, or a read is far from the goroutine's start.
//
// # When it is silent
//
//   - Fields that are copied into locals before the goroutine starts, and fields that nobody writes any more once the
//     interface runs: constructors and start-up come before.
//   - A common sync.Mutex or RWMutex on both sides, also one that all callers of a function hold, and one that a helper gets
//     together with the data.
//   - Atomic values, channels, and types of package sync.
//   - Values that the background function has made itself, copies of structs, and methods with value receivers.
//   - A function that the goroutine itself posts: what it did before comes first. So does what the UI goroutine can reach
//     only through such a function.
//   - Objects that a constructor or a copy has made for one literal alone, until the literal hands them out.
//   - Fields that only background functions use, unless a map is written by goroutines that a loop or a handler starts.
//
// # Limits
//
// Both sides must stand in one package, and the type in the same module. Locks go by the field that they are, not by
// instance; a lock that a helper takes for its caller is not seen. What happens before what is known only for start-up,
// posted functions, and writes before the go statement in the same function; a channel that orders both sides is not
// understood. Two different background functions are not compared with each other. Elements of a slice are taken for
// different ones, unless a handler uses them. Addresses given to calls are not followed far. A write to a dead copy of a
// value model (Bubble Tea) is no race and not reported.
//
// # How to silence it
//
//	//bg:ignore BG104 reason    on the line, on the line above, or in the doc comment of a function
//	//bg:safe reason            in the doc comment of a function that runs in the background: what it and its
//	                            callees do with shared state is safe
//
// Both belong to the background's side, where the report stands. A literal has no doc comment, and that of the function
// around it does not make it safe.
package capture
