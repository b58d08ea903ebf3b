package background_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/go-bgkit/bgkit/runtime/background"
)

// A task that must not be lost: Shutdown waits for it.
func ExampleCreate() {
	var program background.Group // the package's functions use one for the whole program
	started := make(chan struct{})
	program.Create(context.Background(), func(context.Context) error {
		close(started)
		fmt.Println("saved")
		return nil
	}, background.Name("save"), background.FinishOnShutdown())
	<-started
	fmt.Println(program.Shutdown(context.Background()))
	// Output:
	// saved
	// <nil>
}

// While one search runs, only the newest of the further ones is kept.
func ExampleCreateLazy() {
	var program background.Group
	typed := make(chan struct{})
	search := func(text string) *background.Task {
		return program.CreateLazy(context.Background(), "search", func(context.Context) error {
			<-typed
			fmt.Println("searching for", text)
			return nil
		})
	}
	search("g")
	superseded := search("go")
	newest := search("gopher")
	close(typed)
	_ = newest.Wait(context.Background())
	fmt.Println(errors.Is(superseded.Err(), background.ErrSuperseded))
	// Output:
	// searching for g
	// searching for gopher
	// true
}

func ExampleShutdown() {
	var program background.Group
	stuck := make(chan struct{})
	defer close(stuck)
	program.Create(context.Background(), func(context.Context) error {
		<-stuck // does not look at its context
		return nil
	}, background.Name("camera"))
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	var left *background.ShutdownError
	if err := program.Shutdown(ctx); errors.As(err, &left) {
		fmt.Println("did not end:", left.Tasks[0].Name())
	}
	// Output: did not end: camera
}
