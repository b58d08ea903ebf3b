package process

import (
	"os"
	"strconv"
	"strings"
	"syscall"
)

// self is this program for exec: the file that runs, even when its name now
// stands for another one.
func self() (string, error) { return "/proc/self/exe", nil }

// workerAttr has the kernel kill a worker when the thread that started it
// ends. The pool starts workers on a thread that lives as long as they do.
func workerAttr([]*os.File) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}

// preferForOOM has the kernel, when memory runs out, kill workers before the
// program.
func preferForOOM() {
	os.WriteFile("/proc/self/oom_score_adj", []byte("500"), 0)
}

var pageSize = int64(os.Getpagesize())

// privateMemory is the resident memory of a process without what it shares.
func privateMemory(pid int) int64 {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return 0
	}
	f := strings.Fields(string(data))
	if len(f) < 3 {
		return 0
	}
	resident, _ := strconv.ParseInt(f[1], 10, 64)
	shared, _ := strconv.ParseInt(f[2], 10, 64)
	return (resident - shared) * pageSize
}
