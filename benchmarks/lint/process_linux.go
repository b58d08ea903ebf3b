package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// group puts the process and all that it starts into one process group, which an interrupt ends.
func group(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
}

// watch looks at the processes of a group again and again until the returned function is called, which returns their
// peaks. The kernel keeps the peak of each process, so that only a process that grows in its last moments, or
// is gone at once, is taken for smaller than it was.
func watch(pgid int) func() peaks {
	ctx, cancel := context.WithCancel(context.Background())
	result := make(chan peaks)
	go func() {
		tick := time.NewTicker(30 * time.Millisecond)
		defer tick.Stop()
		all := make(peaks)
		for {
			look(pgid, all)
			select {
			case <-ctx.Done():
				result <- all
				return
			case <-tick.C:
			}
		}
	}()
	return func() peaks {
		cancel()
		return <-result
	}
}

// look adds the peaks so far of the processes of a group.
func look(pgid int, all peaks) {
	dirs, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range dirs {
		stat, err := os.ReadFile(filepath.Join(dir, "stat"))
		if err != nil {
			continue
		}
		// pid (name) state ppid pgrp ...
		open, end := bytes.IndexByte(stat, '('), bytes.LastIndexByte(stat, ')')
		if open < 0 || end < open {
			continue
		}
		fields := strings.Fields(string(stat[end+1:]))
		if len(fields) < 3 || fields[2] != strconv.Itoa(pgid) {
			continue
		}
		all.add(string(stat[open+1:end]), highWater(dir))
	}
}

// highWater returns the peak resident memory of a process.
func highWater(dir string) int64 {
	status, err := os.ReadFile(filepath.Join(dir, "status"))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kB int64
	fmt.Sscan(rest, &kB)
	return kB << 10
}

// load returns the load averages of the last 1, 5 and 15 minutes.
func load() string {
	data, _ := os.ReadFile("/proc/loadavg")
	fields := strings.Fields(string(data))
	return strings.Join(fields[:min(3, len(fields))], " ")
}
