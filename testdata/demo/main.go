// Command demo makes each mistake that bglint finds, and does each thing right beside it. Its buttons are clicked by
// typing their names: "go run ./testdata/demo".
package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/process"
	"github.com/go-bgkit/bgkit/runtime/ui"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
	"github.com/go-bgkit/bgkit/testdata/demo/views"
)

func main() {
	process.Main() // serves in a worker process, and never returns there

	window := screen.NewWindow(os.Stdout)
	client := ui.NewClient(window.Do)
	views.NewBlocking(client.Context(), window)
	views.NewSelfDeadlock(client.Context(), window)
	views.NewOffLoop(client.Context(), window)
	views.NewCapture(client.Context(), window)
	views.NewSharing(client.Context(), window)
	views.NewDiscarded(client.Context(), window)
	views.NewLostClient(client.Context(), window)
	views.NewCleanup(client.Context(), window)
	views.NewLockWait(client.Context(), window)
	views.NewProcessArg(client.Context(), window)
	views.NewPoolHog(client.Context(), window)
	views.NewExecutor(client.Context(), window)
	views.NewTimerRate(client.Context(), window)

	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		if !window.Click(in.Text()) {
			fmt.Println("no such button")
		}
	}
	client.Delete()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if err := background.Shutdown(ctx); err != nil {
		log.Print(err)
	}
}
