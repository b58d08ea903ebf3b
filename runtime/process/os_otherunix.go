//go:build unix && !linux

package process

import (
	"os"
	"syscall"
)

func self() (string, error) { return os.Executable() }

// workerAttr has nothing to ask for: workers notice the end of their control
// link.
func workerAttr([]*os.File) *syscall.SysProcAttr { return nil }

func preferForOOM() {}

func privateMemory(int) int64 { return 0 }
