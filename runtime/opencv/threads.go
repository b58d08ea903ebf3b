//go:build opencv

package opencv

/*
#cgo !windows pkg-config: opencv4
#cgo CXXFLAGS: --std=c++11
void bgkit_set_threads(int n);
int bgkit_threads(void);
void bgkit_keep_memory(void);
*/
import "C"

import (
	"fmt"
	"runtime"
	"sync"
	"unsafe"

	"github.com/go-bgkit/bgkit/runtime/process"
)

// SetThreads limits how many threads OpenCV uses in this process for one
// function; 1 is none besides the caller's. It fails when n is not positive. In
// a worker it takes the place of the share that the first Mat would set.
func SetThreads(n int) error {
	if n <= 0 {
		return fmt.Errorf("opencv: %d threads", n)
	}
	share.Do(func() {})
	C.bgkit_set_threads(C.int(n))
	return nil
}

// Threads is how many threads OpenCV uses in this process for one function.
func Threads() int { return int(C.bgkit_threads()) }

var share sync.Once

var keep sync.Once

// settle makes OpenCV at home in a worker: it gets its part of the processors,
// and keeps memory between calls (up to 256 MiB; process.Config.SoftMemory
// bounds it). In the program itself settle changes nothing.
func settle() {
	n := process.Concurrency()
	if n == 0 {
		return
	}
	keep.Do(func() { C.bgkit_keep_memory() })
	share.Do(func() { C.bgkit_set_threads(C.int(max(1, runtime.NumCPU()/n))) })
}

func sameAddress(f *float32, b *byte) bool { return unsafe.Pointer(f) == unsafe.Pointer(b) }
