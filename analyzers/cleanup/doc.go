// Package cleanup finds work of a window, page, client or message that nothing ends: rule BG203 of bglint.
//
// # Analyzer cleanup
//
// cleanup: work of a window, page, client or message that nothing ends
//
// # What it reports
//
// Goroutines, tasks and commands that live on when nobody needs them:
//
//   - A goroutine that never ends, started by code that runs again and again: a handler, what it calls, what these post
//     or start. It never ends when no way through it leads to a return: an endless loop, a range over the channel of a
//     ticker, a select whose only way out is a channel that nobody closes or a context that never ends.
//   - A goroutine or command that waits for nothing but a timer or ticker which other code stops: Stop does not close the
//     channel. The same where each call resets one timer and starts one more goroutine that waits for it.
//   - A loop that is told to stop in a way that can fail: the signal is sent on a channel without a buffer and only if
//     somebody receives just then; the field with the stop channel is set to nil while the loop reads it in each round;
//     "break" leaves the select and not the loop.
//   - A new stop channel or cancel function that takes the place of the former one, while the goroutine that only the
//     former one ends goes on.
//   - A goroutine that sends its result on a channel without a buffer, to a select that has gone on with another case.
//   - A sync.Once, or what sync.OnceFunc returns, that is made anew at each call.
//   - A window that the program closes past the intercept which alone ends its work (Fyne: Window.Close does not run what
//     SetCloseIntercept has set).
//   - A task of bgkit's own package background that goes on until its context ends, created by a client's handler
//     without UntilDisconnect: such a context ends with the program.
//
// # Why it matters
//
// Each window, each click, each message leaves something behind: memory, a connection, a poll of the server, an update of
// widgets that are gone. Nothing crashes. The program gets slower, shows the same event several times, and after a day has
// ten thousand goroutines.
//
// # Wrong
//
// The goroutine of a window that is closed goes on (Fyne), and the goroutine of a clock that is stopped waits for ever:
//
//	widget.NewButton("Pulse", func() {
//		win := app.NewWindow("Pulse")
//		go func() {
//			for range time.Tick(time.Second) {
//				fyne.Do(c.tick)
//			}
//		}()
//		win.Show()
//	})
//
//	func (c *clock) start() {
//		c.ticker = time.NewTicker(time.Second)
//		go func() {
//			for range c.ticker.C {
//				fyne.Do(c.tick)
//			}
//		}()
//	}
//
//	func (c *clock) stop() { c.ticker.Stop() }
//
// # Right
//
// A context ends with what the goroutine is for, and the loop hears of it:
//
//	widget.NewButton("Show", func() {
//		win := app.NewWindow("Clock")
//		ctx, cancel := context.WithCancel(context.Background())
//		win.SetOnClosed(cancel)
//		c.run(ctx)
//		win.Show()
//	})
//
//	func (c *clock) run(ctx context.Context) {
//		go func() {
//			t := time.NewTicker(time.Second)
//			defer t.Stop()
//			for {
//				select {
//				case <-t.C:
//					fyne.Do(c.tick)
//				case <-ctx.Done():
//					return
//				}
//			}
//		}()
//	}
//
// With bgkit's runtime a timer stops with its client, and so does a task with the option UntilDisconnect.
//
// # How to read a report
//
//	clock.go:53:3: a goroutine that never ends is started again and again from the UI; give it a context that ends with
//	the window, page or client, or start it once (BG203 cleanup, likely)
//		clock.go:51:16: handler given to widget.NewButton
//		clock.go:53:3: starts a goroutine
//		clock.go:54:13: never ends
//
// The chain leads from the handler to the start, and from there to the loop. The report stands at the start; where that
// is in another package, at the call that comes to it. Other kinds are reported at the wait, the send or the signal
// that fails.
//
// # When it is silent
//
//   - A goroutine that main starts, or what runs once by the toolkit's rules: Init of a Bubble Tea model, Fyne's OnStarted,
//     Wails's OnStartup. Loops for the life of the program are no leak.
//   - A start behind a sync.Once, an atomic swap, or a flag that is set beside it and that nobody clears.
//   - The branch of gocui's SetView that makes the view, unless the package deletes views of that name.
//   - A loop with a way out, whatever the condition.
//   - A ticker that its own goroutine stops, and a stop beside the call that ends the event loop.
//
// # Limits
//
// Nothing is ever certain here: that a goroutine never ends is proved, that a handler runs twice is not. A handler that
// disables its own button, or a window that is shown once, is reported. A way out counts although nobody may take it: a
// flag that is never set, a context that is never cancelled. Channels that leave the package count as closed by others.
// Timers and fields are known by name, for all objects of a type. Subscriptions and listeners are seen only by the
// goroutine that serves them.
//
// # How to silence it
//
//	//bg:ignore BG203 reason    on the line, on the line above, or in the doc comment of a function
package cleanup
