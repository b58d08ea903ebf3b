//go:build linux

package process

import (
	"context"
	"net"
	"os"
	"sync"
	"syscall"
	"testing"
)

func init() { helpers["pong"] = helpPong }

// helpPong sends back what comes in, 64 bytes at a time: the floor.
func helpPong() {
	f := os.NewFile(3, "")
	c, err := net.FileConn(f)
	if err != nil {
		panic(err)
	}
	buf := make([]byte, 64)
	for {
		n, err := c.Read(buf)
		if err != nil {
			return
		}
		c.Write(buf[:n])
	}
}

// BenchmarkFloor is a raw ping-pong of 64 bytes over a socket pair between two
// Go processes.
func BenchmarkFloor(b *testing.B) {
	fds, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		b.Fatal(err)
	}
	syscall.CloseOnExec(fds[0])
	near, far := os.NewFile(uintptr(fds[0]), ""), os.NewFile(uintptr(fds[1]), "")
	proc, err := os.StartProcess("/proc/self/exe", []string{"pong"}, &os.ProcAttr{
		Env: append(os.Environ(), "BGKIT_TEST_HELPER=pong"), Files: []*os.File{nil, nil, os.Stderr, far}})
	if err != nil {
		b.Fatal(err)
	}
	far.Close()
	c, err := net.FileConn(near)
	if err != nil {
		b.Fatal(err)
	}
	near.Close()
	buf := make([]byte, 64)
	for b.Loop() {
		c.Write(buf)
		if _, err := c.Read(buf); err != nil {
			b.Fatal(err)
		}
	}
	c.Close()
	proc.Wait()
}

var small = Register("bench.small", func(_ context.Context, n int) (int, error) { return n + 1, nil })

func BenchmarkSmallCall(b *testing.B) {
	p := newPool(b, Config{MaxWorkers: 1})
	works(b, p)
	b.ReportAllocs()
	for b.Loop() {
		c, err := small.Submit(context.Background(), 1, On(p))
		if err != nil {
			b.Fatal(err)
		}
		<-c.Done()
		if n, err := c.Result(); n != 2 || err != nil {
			b.Fatal(n, err)
		}
	}
}

func BenchmarkAwait(b *testing.B) {
	p := newPool(b, Config{MaxWorkers: 1})
	works(b, p)
	b.ReportAllocs()
	for b.Loop() {
		c, err := small.Submit(context.Background(), 1, On(p))
		if err != nil {
			b.Fatal(err)
		}
		if n, err := c.Await(context.Background()); n != 2 || err != nil {
			b.Fatal(n, err)
		}
	}
}

var touch = Register("bench.touch", func(_ context.Context, f *Buffer) (int, error) { return len(f.Bytes()), nil })

func BenchmarkSharedFrame(b *testing.B) {
	p := newPool(b, Config{MaxWorkers: 1})
	f, err := NewBuffer(1920 * 1080 * 3)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	b.ReportAllocs()
	for b.Loop() {
		if n, err := callQuick(p, touch, f); n != f.Len() || err != nil {
			b.Fatal(n, err)
		}
	}
}

func callQuick[A, R any](p *Pool, task *Task[A, R], a A) (R, error) {
	c, err := task.Submit(context.Background(), a, On(p))
	if err != nil {
		var zero R
		return zero, err
	}
	<-c.Done()
	return c.Result()
}

// BenchmarkInFlight keeps 64 calls in flight.
func BenchmarkInFlight(b *testing.B) {
	p := newPool(b, Config{MaxWorkers: 2})
	works(b, p)
	var wg sync.WaitGroup
	jobs := make(chan struct{}, 64)
	for range 64 {
		wg.Go(func() {
			for range jobs {
				if _, err := callQuick(p, small, 1); err != nil {
					b.Error(err)
				}
			}
		})
	}
	for b.Loop() {
		jobs <- struct{}{}
	}
	close(jobs)
	wg.Wait()
}
