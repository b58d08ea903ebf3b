// Package run runs functions off the UI goroutine and brings their results back.
//
//	func (v *View) onSearch(ctx context.Context) { // an event handler, on the UI goroutine
//		query := v.input.Text() // copied here, where the UI goroutine may read it
//		run.IOBound(ctx, func(ctx context.Context) ([]Hit, error) {
//			return search(ctx, query)
//		}).Then(func(hits []Hit, err error) { // on the UI goroutine again
//			v.show(hits, err)
//		})
//	}
//
// # Which one to use
//
// Go has no interpreter lock: goroutines compute in parallel and share memory, so the question that decides between
// threads and processes in other languages (does the library release the lock?) does not arise. What decides here:
//
//	Does a handler need the result of something that waits
//	(file, network, database, another program)?              run.IOBound
//	Is it heavy computing in Go, or C code that you trust
//	(image filters, compression, OpenCV calls)?              run.IOBound, on an Executor limited
//	                                                         to runtime.GOMAXPROCS(0)
//	May it crash the program, leak memory that Go cannot
//	free, loop for ever, or must its memory be limited?      run.CPUBound: a worker process
//	Does nobody wait for the result?                         background.Create
//	May the same thing be asked for again while it runs,
//	so that only the newest request counts?                  background.CreateLazy
//	Does it repeat?                                          ui.NewTimer on the UI goroutine,
//	                                                         ui.NewBackgroundTimer beside it
//	Is it one endless loop (a reader, a connection)?         background.Create, never IOBound:
//	                                                         it would keep a slot for ever
//	Is it part of a function that waits for it anyway,
//	away from any UI?                                        a bare goroutine, errgroup or a channel
//	Unsure?                                                  run.IOBound
//
// A process buys isolation, not speed: each call is encoded and crosses a pipe, a small one in some microseconds, large
// data by shared memory (process.Buffer). Choose CPUBound for C++ code with bugs, for leaks (the pool retires workers),
// for hard memory limits, and for work that must be killed rather than asked.
//
// A bare goroutine is fine where nobody needs its error, it touches no UI, and it ends by itself. What it lacks: a
// bound on their number, a name, a recovered panic, the client's context, and a way back to the UI goroutine.
//
// # What happens to errors
//
// Every future ends once, with a value or an error. If it fails and is dropped without anyone looking at the result,
// the error handler (SetErrorHandler) hears of it when the garbage collector has found the future, in an idle program
// up to two minutes later; background.Create reports at once.
//
// # Cost
//
// IOBound and Await take one and a half times as long as a bare goroutine with a channel, a microsecond on the machine
// of benchmarks/README.md, and make four allocations. A function that asks for its context's Done channel pays for
// registering with the parent context on top.
package run
