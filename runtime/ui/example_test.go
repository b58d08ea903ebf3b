package ui_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/go-bgkit/bgkit/runtime/ui"
)

// A web page: made when it is loaded, connected when its browser opens the socket, deleted some time after that closed.
func ExampleNewClient() {
	var loop ui.Loop // one for each page
	client := ui.NewClient(loop.Post, ui.AwaitConnect(time.Minute), ui.ReconnectGrace(0))
	deleted := make(chan struct{})
	client.OnConnect(func() { fmt.Println("connected") })
	client.OnDelete(func() {
		fmt.Println("deleted")
		close(deleted)
	})

	_ = client.Connect()
	_ = client.Call(client.Context(), func() { fmt.Println("on the UI goroutine") })
	client.Disconnect()
	<-deleted
	fmt.Println(context.Cause(client.Context()))
	// Output:
	// connected
	// on the UI goroutine
	// deleted
	// ui: client was deleted: context canceled
}

func ExampleNewTimer() {
	var loop ui.Loop
	client := ui.NewClient(loop.Post)
	seconds := make(chan int)
	n := 0
	ui.NewTimer(client.Context(), time.Millisecond, func(ctx context.Context) {
		n++ // the UI goroutine's own state
		select {
		case seconds <- n:
		case <-ctx.Done(): // the timer ends with its client
		}
	}, ui.Immediate())
	fmt.Println(<-seconds, <-seconds, <-seconds)
	client.Delete()
	// Output: 1 2 3
}

// A context without a client is an error that explains itself, not a guess.
func ExampleFromContext() {
	_, err := ui.FromContext(context.Background())
	fmt.Println(errors.Is(err, ui.ErrNoClient))
	// Output: true
}

func ExampleLoop() {
	var loop ui.Loop
	count := 0 // needs no lock: the functions of a loop run one at a time
	done := make(chan struct{})
	for range 100 {
		go loop.Post(func() {
			count++
			if count == 100 {
				close(done)
			}
		})
	}
	<-done
	fmt.Println(count)
	// Output: 100
}
