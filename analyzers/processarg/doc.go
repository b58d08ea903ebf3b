// Package processarg finds what cannot cross to a worker process: rule BG205 of bglint.
//
// # Analyzer processarg
//
// processarg: values that cannot cross to a worker process, and tasks that no worker knows
//
// # What it reports
//
//   - process.Register with an argument or a result of a type that has a part which cannot be sent: a channel, a function, a
//     lock, a complex number, an unexported field (its value would be lost), a field with json:"-", an interface with
//     methods, a Buffer by value, a Mat of gocv, half a codec (MarshalBinary without UnmarshalBinary). The path of the part
//     is named. The rules are those by which package process refuses a call when the program runs.
//   - Submit and run.CPUBound with something in an interface that would arrive as another type: an int, a struct.
//   - process.Progress with such a value, or with a Buffer.
//   - A task that is registered in a handler, in the background, or after process.Main: the workers have their table by then.
//   - A process.Task that Register did not make, and nil for a task.
//
// # Why it matters
//
// A worker process shares no memory with the program: an argument is encoded, sent and decoded. What has a meaning only
// within one process cannot be sent, and the call fails; that shows when a user presses the button for the first time,
// and the compiler says nothing, since any type will do for a type parameter.
//
// # Wrong
//
//	type Args struct {
//		Path     string
//		Progress chan int      // works within one process only
//		options  Options       // unexported: would be lost
//	}
//
//	var edges = process.Register("edges", func(ctx context.Context, a Args) (gocv.Mat, error) { ... })
//
//	func (v *view) onClick() {
//		blur := process.Register("blur", blurFrame) // no worker has heard of it
//		...
//	}
//
// # Right
//
//	type Args struct {
//		Path    string
//		Options Options
//	}
//
//	var edges = process.Register("edges", func(ctx context.Context, a Args) (*opencv.Frame, error) {
//		process.Progress(ctx, 0.5) // instead of a channel
//		...
//	})
//
// A field that should stay behind says so with the tag cbor:"-".
//
// # How to read a report
//
//	edges.go:12:21: the argument Args.Progress cannot cross to a worker process: a chan int works within one process
//	only (BG205 processarg, certain)
//
// An interface with methods is likely, since it may be nil; everything else about types is certain. The chain of a task
// that is registered too late shows why it is.
//
// # When it is silent
//
//   - Types with a whole codec of their own, time.Time, big.Int, *process.Buffer, *opencv.Frame.
//   - Fields with the tag cbor:"-", empty structs, exported fields of embedded structs.
//   - An empty interface in the type: what is in it is judged where an argument is made for the call.
//   - Tasks registered in a variable of the package, in init, or in main before process.Main.
//
// # Limits
//
// Generic functions that register tasks are not looked at. An argument that comes from elsewhere is judged by its type
// only. Two tasks with one name, and a main without process.Main, show when the program starts.
//
// # How to silence it
//
//	//bg:ignore BG205 reason    on the line, on the line above, or in the doc comment of a function
package processarg
