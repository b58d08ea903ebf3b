// Package executor finds work on the wrong executor: rule BG301 of bglint.
//
// # Analyzer executor
//
// executor: work that a worker process is the wrong place for
//
// # What it reports
//
//   - A call in a worker process that waits for the network or for time.Sleep, in the task itself or in what it calls.
//   - A task whose argument or result holds a picture (a type of package image) or an array of a megabyte, by value.
//   - A call of a task with a slice that the caller makes with a constant length of a megabyte or more.
//
// # Why it matters
//
// A worker process is for work that computes and may crash. There are as many as processors, so one that waits for a
// server keeps a processor idle while other tasks queue; waiting needs no process. And whatever a task gets and gives is
// encoded, written, read and decoded: for a picture of a few megabytes that takes longer than most filters.
//
// # Wrong
//
//	type Args struct{ Picture *image.RGBA }
//
//	var edges = process.Register("edges", func(ctx context.Context, a Args) (*image.Gray, error) { ... })
//
//	var fetch = process.Register("fetch", func(ctx context.Context, url string) ([]byte, error) {
//		resp, err := http.Get(url)
//		...
//	})
//
// # Right
//
//	var edges = process.Register("edges", func(ctx context.Context, f *opencv.Frame) (*opencv.Frame, error) { ... })
//
//	run.IOBound(ctx, func(ctx context.Context) ([]byte, error) { return download(ctx, url) })
//
// A process.Buffer is memory that both sides share, for data that is no picture.
//
// # How to read a report
//
//	edges.go:14:21: Args.Picture (a picture) is copied to the worker process and encoded on the way, which for large data
//	costs more than most work on it; send a *process.Buffer, or a *opencv.Frame for pictures: they are shared (BG301
//	executor, likely)
//
// This is advice: every report is likely. For a call that waits the chain shows how the task comes to it.
//
// # When it is silent
//
//   - Byte slices whose size the code does not say.
//   - Reading files in a task, and starting other programs.
//
// # Limits
//
// A task that must fetch by itself, since the library that fetches may crash, is reported all the same: say so where it
// is silenced. Work that is too small for a process is not reported: nobody can tell from the code how long it takes.
//
// # How to silence it
//
//	//bg:ignore BG301 reason    on the line, on the line above, or in the doc comment of a function
package executor
