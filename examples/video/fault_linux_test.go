package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/go-bgkit/bgkit/examples/video/surface"
	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/process"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// use is what a server holds.
type use struct {
	clients, tasks, goroutines int
	workers                    int // processes
	descriptors                int // of this process and the workers
	mapped                     int // pieces of shared memory that these have mapped
	heap                       int // bytes, after a collection
}

func (u use) String() string {
	return fmt.Sprintf("%d clients, %d tasks, %d goroutines, %d workers, %d descriptors, %d pieces of shared memory, %.1f MB heap",
		u.clients, u.tasks, u.goroutines, u.workers, u.descriptors, u.mapped, float64(u.heap)/1e6)
}

func measure(t *testing.T) use {
	t.Helper()
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	u := use{
		clients: ui.ReadTotals().Live, tasks: len(background.Running()), goroutines: runtime.NumGoroutine(),
		workers: process.Default().Stats().Workers, heap: int(m.HeapAlloc),
	}
	for _, pid := range append(children(t), os.Getpid()) {
		list, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
		if err != nil {
			continue // it has just ended
		}
		u.descriptors += len(list)
		maps, _ := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
		u.mapped += bytes.Count(maps, []byte("memfd:"))
	}
	return u
}

// children are the processes that this one started and that have not ended.
func children(t *testing.T) (pids []int) {
	t.Helper()
	tasks, err := os.ReadDir("/proc/self/task")
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range tasks {
		list, _ := os.ReadFile("/proc/self/task/" + task.Name() + "/children") // the thread may have ended
		for _, field := range strings.Fields(string(list)) {
			pid, err := strconv.Atoi(field)
			if err != nil {
				t.Fatal(err)
			}
			pids = append(pids, pid)
		}
	}
	return pids
}

// visitAll opens n pages at once, has each show a picture, some at a time, and drops them: some say good-bye, some are cut
// off, and some crash a worker.
func visitAll(t *testing.T, a *app, url string, n int) {
	t.Helper()
	var all sync.WaitGroup
	working := make(chan struct{}, 8)
	var middle use
	for i := range n {
		all.Add(1)
		go func() {
			defer all.Done()
			path := "/"
			if i%5 == 1 {
				path = "/surface"
			}
			v := visit(t, url, path)
			defer v.ws.CloseNow()
			if path == "/surface" { // it moves from the start
				v.send("set", surface.Settings{Balls: 1, Grid: 8})
			}
			working <- struct{}{}
			defer func() { <-working }()
			if path == "/" {
				v.send("start", nil)
			}
			v.picture()
			if i == n/2 {
				middle = measure(t)
			}
			if i%40 == 0 {
				v.send("crash", nil)
				v.picture()
			}
			if i%2 == 0 {
				v.ws.Close(websocket.StatusGoingAway, "")
			}
		}()
	}
	all.Wait()
	t.Logf("while %d pages come and go: %v", n, middle)
	eventually(t, "all pages have ended", func() bool { return a.pages.Len() == 0 })
}

// After 200 pages at once nothing is left of them.
func TestManyPages(t *testing.T) {
	a, url := start(t, config{})
	visitAll(t, a, url, 20) // so that what is there for all pages is there
	eventually(t, "the workers are back", func() bool { return measure(t).tasks == 0 && process.Default().Stats().Starting == 0 })
	time.Sleep(100 * time.Millisecond)
	before := measure(t)
	visitAll(t, a, url, 200)

	var after use
	back := func() bool {
		after = measure(t)
		// The pool may have come to its full size only now: a worker for each processor, and one that is kept warm.
		most, more := runtime.GOMAXPROCS(0)+1, max(after.workers-before.workers, 0)
		return after.clients == 0 && after.tasks == 0 && after.workers <= most &&
			after.goroutines <= before.goroutines+2+4*more && after.descriptors <= before.descriptors+4+20*more &&
			after.mapped <= before.mapped && after.heap <= before.heap+4<<20
	}
	for deadline := time.Now().Add(20 * time.Second); !back() && time.Now().Before(deadline); {
		time.Sleep(50 * time.Millisecond)
	}
	t.Logf("before: %v", before)
	t.Logf("after:  %v", after)
	if !back() {
		buf := make([]byte, 1<<20)
		t.Errorf("something is left\n%s", buf[:runtime.Stack(buf, true)])
	}
}
