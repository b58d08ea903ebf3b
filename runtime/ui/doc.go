// Package ui ties work to the user it is for: clients, their UI goroutine, their timers and their end. It works with
// any toolkit that can run a function on its UI goroutine, and brings a Loop for programs without one.
//
//	client := ui.NewClient(func(f func()) { go app.QueueUpdateDraw(f) }) // tview
//	defer client.Delete()
//	ctx := client.Context()
//
//	ui.NewTimer(ctx, time.Second, func(context.Context) { clock.SetText(time.Now().Format(time.TimeOnly)) })
//	button.SetSelectedFunc(func() {
//		run.IOBound(ctx, fetch).Then(func(s string, err error) { view.SetText(s) }) // on the UI goroutine
//	})
//
// The client travels in the context: whatever gets the context finds the user and the UI goroutine. There is no
// goroutine-local state, so a function that is given context.Background() instead has lost its client (ErrNoClient).
//
// # The life of a client
//
// A window or terminal is connected from the start and ends in Delete. A web page is made with AwaitConnect, before its
// browser has connected; Connect and Disconnect follow the connection, and a user who does not come back within the
// reconnect grace has left:
//
//	NewClient -> (waiting) -> Connect -> connected <-> away -> Delete
//
// After Delete nothing runs on the client any more: results that come late are dropped and counted.
//
// # A timer, a goroutine or a future
//
// Use NewTimer for what is quick and repeats (a clock, a progress bar), NewBackgroundTimer for what waits and repeats
// (polling a server), run.IOBound for what a handler needs once, background.Create for what nobody waits for. Timers
// faster than 5 ms waste the UI goroutine.
package ui
