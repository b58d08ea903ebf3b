// Package timerrate finds timers, polling loops and redraws that come too often: rule BG302 of bglint.
//
// # Analyzer timerrate
//
// timerrate: timers, polling loops and redraws that come too often
//
// # What it reports
//
//   - A timer or a loop that drives the UI with an interval below 5 ms: a ticker, time.Sleep or time.After in a loop that
//     reaches the UI in each round (itself or through helpers), ui.NewTimer, a tea.Tick that starts itself again. The
//     interval is a constant, or a parameter for which every call in sight has one.
//   - A loop around a select with default that comes back to the select without any wait.
//   - A loop that for the life of the program redraws on a timer although its rounds are all alike: nothing is fetched,
//     counted or changed in them, the posted function keeps no state and does not ask for the time. Where there is a way
//     through that function on which nothing is drawn, and the dispatcher does not redraw by itself, the report says that
//     the loop asks. Such a loop counts up to 250 ms; one that posts nothing but a redraw (an empty function, Draw) up to
//     a second.
//   - A handler that causes the event which it handles: a function given to a text view's SetChangedFunc that sets the
//     text of the same view.
//   - A chain of ticks (Bubble Tea: a tea.Tick whose message is answered with the next one, also through other commands)
//     that a key, a resize or any other message starts once more while it may be running.
//   - A spinner that gets its ticks although the field that shows it is false.
//
// # Why it matters
//
// The UI goroutine draws about 60 pictures a second. Whatever asks for more waits for the rest, and keys wait with it. A
// program that redraws when nothing has changed empties batteries and, over a slow line, fills it. Ticks that multiply are
// the worst: each further chain doubles the work, nothing on the screen shows it, and after some keys the program stands.
//
// # Wrong
//
//	for range time.Tick(time.Millisecond) { // 1000 times a second
//		fyne.Do(func() { v.bar.SetValue(v.done.Load()) })
//	}
//
//	for {
//		fyne.Do(v.refreshAll) // nothing may have changed
//		time.Sleep(100 * time.Millisecond)
//	}
//
//	case tea.KeyMsg:
//		if m.busy {
//			return m, tick() // one more chain for each key
//		}
//	case tickMsg:
//		return m, tick()
//
//	text.SetChangedFunc(func() {
//		text.SetText(v.summary()) // and again
//	})
//
// # Right
//
// Redraw where something changes; 100 ms is enough for a progress bar. Start a chain on the way from one state to the
// other, or number it:
//
//	case tea.KeyMsg:
//		if !m.busy {
//			m.busy = true
//			return m, tick()
//		}
//	case tickMsg:
//		if msg.id != m.tickID {
//			return m, nil // of a chain that was started before
//		}
//
//	case spinner.TickMsg:
//		if !m.busy {
//			return m, nil
//		}
//
// # How to read a report
//
//	status.go:70:20: each tea.KeyPressMsg starts the timer that sends status.tickMsg once more, and each of them
//	starts itself again: they multiply; start it only when it does not run yet, or number the messages and ignore
//	those of an older one (BG302 timerrate, likely)
//		status.go:70:20: starts the timer (on each tea.KeyPressMsg)
//		status.go:91:9: sends it after a time
//		status.go:84:18: starts it again on each status.tickMsg
//
// The report stands at the first start that is unguarded, and the chain shows how the timer comes back to itself, and the
// other starts. Short intervals and loops without a wait are certain; the rest is likely.
//
// # When it is silent
//
//   - Loops that do not reach the UI, however fast, unless they do not wait at all.
//   - Clocks, animations, progress that a loop reads: a round that changes something is no poll.
//   - Ticks that are started behind a question for a field which the same run changes, or which decides whether the chain
//     goes on; ticks whose message is compared with a number that the start or the answer changes; chains that end
//     depending on what is in the message.
//   - A start that a helper guards by comparing a field's old value with the new one, and an answer that clears the field
//     which it asks for, unless a message of the chain sets it again.
//   - Timers told to run once, tea.Tick that does not come back.
//
// # Limits
//
// An interval that is computed or read is unknown. Which question guards a start is decided by the fields that it asks;
// one of another package's component counts for nothing. A chain counts inside the package that answers its messages. A
// spinner's ticks are judged where the field that shows it is switched on and off by constants.
//
// # How to silence it
//
//	//bg:ignore BG302 reason    on the line, on the line above, or in the doc comment of a function
package timerrate
