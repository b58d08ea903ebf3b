//go:build !opencv

package opencv

import (
	"errors"
	"testing"

	"github.com/go-bgkit/bgkit/runtime/process"
)

func TestNotBuilt(t *testing.T) {
	p := newPool(t, process.Config{MaxWorkers: 1})
	in := square(t, 12, 16, BGR8)
	if _, err := call(t, p, Canny, EdgeArgs{In: in}); !errors.Is(err, ErrNotBuilt) {
		t.Error(err)
	}
	if _, err := in.Mat(); err != ErrNotBuilt {
		t.Error(err)
	}
	if err := SetThreads(1); err != ErrNotBuilt {
		t.Error(err)
	}
}
