// Package poolhog finds endless loops in bounded executors: rule BG206 of bglint.
//
// # Analyzer poolhog
//
// poolhog: endless loops that keep a place of a bounded executor
//
// # What it reports
//
// A function with a loop that nothing ends, or only its context, itself or in what it calls, which is handed to an executor
// with a limited number of places: run.IOBound, pond, ants, workerpool; an errgroup after SetLimit, a pool of conc with
// WithMaxGoroutines.
//
// # Why it matters
//
// An executor is for work that ends. Each loop takes a place for the life of the program: the limit becomes smaller, and
// when the last place is taken nothing else runs any more. With one loop a window this shows after as many windows as
// there are places, as a program that hangs without a busy processor.
//
// # Wrong
//
//	run.IOBound(ctx, func(ctx context.Context) (int, error) {
//		for {
//			select {
//			case <-ctx.Done():
//				return 0, ctx.Err()
//			case m := <-v.messages:
//				v.store(m)
//			}
//		}
//	})
//
// # Right
//
//	background.Create(ctx, func(ctx context.Context) error {
//		for {
//			select {
//			case <-ctx.Done():
//				return ctx.Err()
//			case m := <-v.messages:
//				v.store(m)
//			}
//		}
//	}, background.UntilDisconnect())
//
// What comes again and again is ui.NewBackgroundTimer's.
//
// # How to read a report
//
//	view.go:20:6: run.IOBound gets a function that ends only with its context: it keeps one of a limited number of places
//	for ever; start it with background.Create, or in a goroutine of its own (BG206 poolhog, certain)
//		view.go:20:6: handed to run.IOBound, whose places are limited
//		view.go:22:4: a loop that only its context ends
//
// A loop in the function itself is certain, one in what it calls is likely.
//
// # When it is silent
//
//   - Loops that end with their input, a count, or an error: reading to the end of a stream is work that ends.
//   - Groups without a limit, go statements, background.Create.
//
// # Limits
//
// A limit is seen where it is set on the same value, in the function or around it. A receive that never comes is no loop.
//
// # How to silence it
//
//	//bg:ignore BG206 reason    on the line, on the line above, or in the doc comment of a function
//
// The role spawn in a profile has the key bounded, for executors of your own: always, or the method that sets a limit.
package poolhog
