// Package lostclient finds background work that cannot reach its client, or ends too early: rule BG202 of bglint.
//
// # Analyzer lostclient
//
// lostclient: work whose context leads to no client, or ends before the work does
//
// # What it reports
//
//   - A call of bgkit's runtime that needs a client (ui.Do, ui.Call, ui.NewTimer, ui.FromContext) with a context that is,
//     or derives from, context.Background or context.TODO: there is no client in it.
//   - Background work (run.IOBound, run.CPUBound, background.Create, background.CreateLazy, ui.NewBackgroundTimer) with
//     such a context in a function that was given a context or a client, or in a literal inside one.
//   - Something that outlives the call which starts it and is bound to that call's context: a process that a field holds,
//     or a goroutine with a loop, started by whoever comes first (if s.cmd == nil, sync.Once) with the context that this
//     caller happened to have, where at least two functions lead there with contexts of their own callers.
//   - A stream that a function returns after it has cut it off: its context was made with a cancel that the function
//     defers. Streams are channels, unread *http.Response and *sql.Rows, io.ReadCloser.
//   - A goroutine of an HTTP handler that uses the request's context, its body or the response writer, while the handler
//     returns without waiting for it. The contexts of gin, echo and fiber count as well.
//
// # Why it matters
//
// A context says for whom work is done and when it is over. With the wrong one the work looks alright where it is
// written and fails elsewhere: a result never appears, since there is no client to show it to; the language server dies
// when the first request is answered; a download ends with "context canceled" as soon as the answer to the request was
// sent. It depends on timing, so tests pass.
//
// # Wrong
//
//	func (v *view) onSave(ctx context.Context) {
//		background.Create(context.Background(), v.upload) // whose upload?
//	}
//
//	func (s *server) ensure(ctx context.Context) error { // called by every request
//		if s.cmd == nil {
//			s.cmd = exec.CommandContext(ctx, "gopls") // ends with the first request
//			return s.cmd.Start()
//		}
//		return nil
//	}
//
//	ctx, cancel := context.WithTimeout(ctx, time.Minute)
//	defer cancel()
//	return api.Stream(ctx) // a channel: it ends here
//
//	func start(w http.ResponseWriter, r *http.Request) {
//		go download(r.Context(), r.FormValue("url")) // over when start returns
//	}
//
// # Right
//
//	background.Create(ctx, v.upload) // outlives the handler, keeps the client
//
//	ctx, s.cancel = context.WithCancel(context.WithoutCancel(ctx)) // s.Stop calls s.cancel
//	s.cmd = exec.CommandContext(ctx, "gopls")
//
//	ctx, cancel := context.WithTimeout(ctx, time.Minute)
//	stream, err := api.Stream(ctx)
//	return &Stream{stream, cancel}, err // Close cancels
//
//	go download(context.WithoutCancel(r.Context()), url)
//
// # How to read a report
//
//	lsp.go:51:14: what the first call starts is a process with its own context, for all later ones: it ends when the
//	first call does; give it a context of its own (context.WithoutCancel, or one whose cancel is kept for the end)
//	(BG202 lostclient, likely)
//		lsp.go:67:12: the context of (*handler).rename
//		lsp.go:84:12: the context of (*handler).hover
//		lsp.go:59:20: calls (*handler).start
//		lsp.go:51:14: what it starts is a process with its own context
//
// A missing client is certain, the rest is likely.
//
// # When it is silent
//
//   - context.Background where no context and no client is in sight: the work is the program's own. So it is in main and
//     init, and in what runs only before the event loop.
//   - Contexts made by ui.NewContext and context.WithoutCancel.
//   - A Start method with the program's context, even if it may be called twice; work that ends with its call.
//   - Goroutines that the handler waits for, and those that only wait for the request's end.
//   - A deferred cancel around a call whose result is complete when it returns.
//
// # Limits
//
// A client that a field holds is not seen as at hand. Requests are followed into the handler's own go statements, not
// into functions that start goroutines with what they are given. That a synchronous call should not end with the request
// (a queue that accepts work for later) is a matter of the program's meaning, and not reported.
//
// # How to silence it
//
//	//bg:ignore BG202 reason    on the line, on the line above, or in the doc comment of a function
package lostclient
