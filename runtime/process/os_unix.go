//go:build unix

package process

import (
	"os"
	"syscall"
)

// exitSignal is what ended a process, nil when it exited.
func exitSignal(s *os.ProcessState) os.Signal {
	if ws, ok := s.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		return ws.Signal()
	}
	return nil
}

// inherit puts files into the worker as descriptors 3 and up; nothing needs to
// be said in its environment.
func inherit(attr *os.ProcAttr, files []*os.File) string {
	attr.Files = append(attr.Files, files...)
	attr.Sys = workerAttr(files)
	return ""
}
