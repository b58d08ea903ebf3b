//go:build linux

package process_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-bgkit/bgkit/runtime/process"
)

type countArgs struct {
	Primes int
}

// primes is known to the program and to its workers.
var primes = process.Register("example.primes", func(ctx context.Context, a countArgs) ([]int, error) {
	var list []int
	for n := 2; len(list) < a.Primes; n++ {
		if err := ctx.Err(); err != nil {
			return nil, context.Cause(ctx)
		}
		prime := true
		for _, p := range list {
			prime = prime && n%p != 0
		}
		if prime {
			list = append(list, n)
			process.Progress(ctx, len(list))
		}
	}
	return list, nil
})

var crash = process.Register("example.crash", func(context.Context, int) (int, error) {
	var p *int
	go func() { *p = 1 }() // nobody recovers this
	select {}
})

func Example() {
	// main begins with process.Main().
	pool := process.New(process.Config{MaxWorkers: 1, TaskTimeout: -1})
	defer pool.Shutdown(context.Background())

	call, err := primes.Submit(context.Background(), countArgs{Primes: 5}, process.On(pool),
		process.OnProgress(func(n int) { fmt.Println("found", n) }))
	if err != nil {
		fmt.Println(err)
		return
	}
	<-call.Done()
	fmt.Println(call.Result())
	// Output:
	// found 1
	// found 2
	// found 3
	// found 4
	// found 5
	// [2 3 5 7 11] <nil>
}

// The default pool needs no Shutdown: its workers end when they have been idle for a while, or with the program.
func ExampleCall_Await() {
	call, err := primes.Submit(context.Background(), countArgs{Primes: 3})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(call.Await(context.Background()))
	// Output: [2 3 5] <nil>
}

func ExampleCrashError() {
	pool := process.New(process.Config{MaxWorkers: 1})
	defer pool.Shutdown(context.Background())

	call, err := crash.Submit(context.Background(), 0, process.On(pool))
	if err != nil {
		fmt.Println(err)
		return
	}
	<-call.Done()
	_, err = call.Result()
	var e *process.CrashError
	if errors.As(err, &e) {
		fmt.Println(e.Task, "ended its worker:", e.Signal)
	}
	// Output: example.crash ended its worker: segmentation fault
}

func ExampleBuffer() {
	frame, err := process.NewBuffer(1920 * 1080 * 3)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer frame.Close()
	pixels := frame.Bytes()
	pixels[0] = 255
	fmt.Println(frame.Len())
	// Output: 6220800
}
