// Package process runs registered tasks in worker processes: functions that
// may crash, leak or eat memory without taking the program along.
//
//	var edges = process.Register("edges", func(ctx context.Context, a Args) (Result, error) { ... })
//
//	func main() {
//		process.Main() // serves and never returns in a worker
//		...
//		call, err := edges.Submit(ctx, Args{...})
//		if err != nil { ... } // cannot cross, queue full, shut down
//		<-call.Done()
//		result, err := call.Result()
//	}
//
// Workers are this program, started again; Main turns them into servers of the
// same tasks. They share nothing with the program but what is sent: globals
// start fresh. Config.Command names another program that registers the same
// tasks; a worker whose table differs is refused with the difference.
//
// # When to use it
//
// Go has no interpreter lock: goroutines already use all processors. Processes
// are for isolation, and cost a round trip of tens of microseconds and the
// encoding of what crosses.
//
//   - C or C++ code that may crash or leak, memory that must be bounded, code
//     that must be stoppable without its consent: this package, or
//     run.CPUBound on top of it.
//   - Blocking calls (files, network, databases), and heavy pure Go code:
//     run.IOBound, a bounded number of goroutines.
//   - A loop that belongs to a client or the program: background.Create, or a
//     bare goroutine when nobody needs its error.
//   - Something now and then: ui.Timer.
//
// # What crosses
//
// Arguments and results are copied by encoding (CBOR). Submit refuses what
// would be lost or changed on the way and names its path: channels, functions,
// unexported fields, interface values that would arrive as another type. Two
// pointers to one value arrive as two values. Large data crosses in a Buffer,
// which is shared and not copied.
//
// # How a call ends
//
// With a result, or with one of: *RemoteError, the task's own error;
// *PanicError, its panic; *CrashError, when its worker ended (killed by a
// limit, by the system, or by a fault in C code); *EncodeError, when the
// result cannot cross; ErrQueueTimeout, context.Canceled or ErrShutdown before
// it started. Each accepted call ends exactly once. A crash ends the one call
// that the worker was running; a message that did not reach its worker whole is
// given to another one. No call is run twice.
//
// Cancelling asks: the task's context ends. A task that does not return within
// the grace is killed with its worker, and the error's Reason says why.
//
// # Systems
//
// Linux: shared memory without names (memfd), memory limits, and workers that
// the kernel ends with the program. Other Unix systems: unlinked temporary files
// in place of memfd, no memory limits, workers notice the end of the program
// at a closed socket. Windows: pipes, and named temporary files for Buffers,
// which a killed program leaves behind.
//
// Workers ignore SIGINT, as do programs that their tasks start. Programs that a
// task started are not killed with its worker.
package process
