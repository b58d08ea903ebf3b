// Command bggen writes wrappers for methods that shall run off the UI goroutine. A wrapper copies what the method's body
// needs of its receiver on the calling goroutine and runs the body elsewhere, on the copy.
//
//	//go:generate go tool bggen
//
//	//bg:io
//	func (c *Chart) render(ctx context.Context, width int) (image.Image, error) { ... uses c.points, c.theme ... }
//
// gives, in bggen_gen.go,
//
//	func (c *Chart) renderAsync(ctx context.Context, width int) *run.Future[image.Image]
//
// Run "bggen --help" for the directives and the flags.
package main

import (
	"os"
	"runtime/debug"

	"github.com/go-bgkit/bgkit/cmd/bggen/internal/cli"
)

func main() {
	debug.SetGCPercent(400) // it ends before memory matters
	os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr))
}
