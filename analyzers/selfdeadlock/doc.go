// Package selfdeadlock finds waiting for the UI goroutine on the UI goroutine: rule BG102 of bglint.
//
// # Analyzer selfdeadlock
//
// selfdeadlock: calls that wait for the UI goroutine while they run on it
//
// # What it reports
//
// Some calls return only when the UI goroutine has done something:
//
//   - fyne.DoAndWait;
//   - QueueUpdate, QueueUpdateDraw and Draw of a tview application;
//   - Send, Quit, Println, Printf and Wait of a tea.Program;
//   - the call that runs an event loop: Run, ShowAndRun, MainLoop;
//   - a program's own functions that make one of these calls, in this package or another.
//
// The rule reports them where a function makes them on the UI goroutine: in a handler, in a method that the toolkit
// calls, in a function that was posted, and in whatever these call. It also reports a waiting call in the function that
// runs the event loop, before it does: nobody is there yet to do what the call waits for.
//
// # Why it matters
//
// The goroutine waits for itself, for ever. The program hangs without a panic, and Go's deadlock detector stays silent as
// long as any other goroutine can run. The path is often a rare one: an error message, a log line, a second dialog. Only
// a Fyne program that has not declared its migration to fyne.Do goes on: Fyne prints an error, and DoAndWait returns
// before its function has run. A second event loop inside a handler does not hang for ever, but the first one stands
// still until the second ends.
//
// # Wrong
//
// A helper that is right in goroutines is called by a handler as well (tview):
//
//	func (v *view) message(s string) {
//		v.app.QueueUpdateDraw(func() { v.bar.SetText(s) })
//	}
//
//	form.AddButton("Save", func() { v.message("saved") })
//	form.AddButton("Load", func() {
//		go func() { v.message("loaded") }() // right
//	})
//
// Send waits until the loop receives, and the loop is in Update (Bubble Tea):
//
//	func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
//		m.program.Send(refreshMsg{})
//		return m, nil
//	}
//
// # Right
//
// One helper for each side, the second in terms of the first:
//
//	func (v *view) show(s string) { v.bar.SetText(s) }
//
//	func (v *view) post(s string) { v.app.QueueUpdateDraw(func() { v.show(s) }) }
//
//	form.AddButton("Save", func() { v.show("saved") })
//	form.AddButton("Load", func() {
//		go func() { v.post("loaded") }()
//	})
//
// In Update the loop takes messages from commands:
//
//	return m, func() tea.Msg { return refreshMsg{} }
//
// In Fyne a handler changes the widget directly, or posts with fyne.Do, which does not wait.
//
// # How to read a report
//
//	view.go:18:8: (*tview.Application).QueueUpdateDraw waits for the UI goroutine, and runs on it (handler given
//	to (*tview.Form).AddButton): it can never return; this function also runs in the background: keep two
//	versions of it, one that changes the UI directly for handlers, one that dispatches for goroutines
//	(BG102 selfdeadlock, certain)
//		view.go:23:3: handler given to (*tview.Form).AddButton
//		view.go:23:32: calls (*view).message
//		view.go:18:8: calls (*tview.Application).QueueUpdateDraw
//
// The chain leads from the handler to the call. The advice depends on who else calls the function: where all callers are
// on the UI goroutine it is to drop the dispatch, where some are not it is to have two functions, since dropping it would
// make BG103 out of the other half.
//
// # When it is silent
//
//   - Dispatchers that do not wait: fyne.Do, gocui's Update, glib.IdleAdd, ui.Do. Client.Call of package ui waits, but
//     runs its function at once when it is on the UI goroutine already.
//   - Waiting calls that only goroutines reach, or that a handler starts with go or time.AfterFunc.
//   - A program's own QueueUpdate that shadows tview's and starts a goroutine: its body counts, not its name.
//   - Versions of tview before 2020, whose QueueUpdate does not wait; their types tell which one is in use.
//   - ForceDraw, and Draw in the changed handler of a TextView, which runs on a goroutine of its own.
//
// # Limits
//
// Waiting for a goroutine that in turn waits for the UI goroutine is reported as BG101 only, at the receive, the Wait or
// the Await: the rule does not look for the partner of a channel. So is a loop that sleeps until another handler sets a
// variable. Locks are not followed. Conditions are not evaluated, so a function that asks first whether it is on the UI
// goroutine is reported. The order of calls before the loop is seen within one function, and a loop only where the call
// that runs it stands in the same package.
//
// # How to silence it
//
//	//bg:ignore BG102 reason    on the line, on the line above, or in the doc comment of a function
//	//bg:background             in the doc comment of a function: it runs in the background, though it
//	                            has the shape of a handler
//
// The directive //bg:nonblocking does not help here: a call that never returns is no short one.
package selfdeadlock
