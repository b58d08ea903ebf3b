package process

import (
	"os"
	"runtime"
	"syscall"
	"unsafe"
)

// memfdCreate is the system call's number, which package syscall lacks.
var memfdCreate = map[string]uintptr{
	"amd64": 319, "386": 356, "arm": 385, "arm64": 279, "riscv64": 279, "loong64": 279,
	"ppc64": 360, "ppc64le": 360, "s390x": 350, "mips64": 5314, "mips64le": 5314, "mips": 4354, "mipsle": 4354,
}[runtime.GOARCH]

// createFile makes memory with a descriptor and no name: it is gone with its
// last descriptor and mapping, however the processes end.
func createFile() (*os.File, error) {
	if memfdCreate != 0 {
		name := [...]byte{'b', 'g', 'k', 'i', 't', 0}
		const cloexec = 1
		fd, _, errno := syscall.Syscall(memfdCreate, uintptr(unsafe.Pointer(&name[0])), cloexec, 0)
		if errno == 0 {
			return os.NewFile(fd, "buffer"), nil
		}
		if errno != syscall.ENOSYS && errno != syscall.EPERM {
			return nil, os.NewSyscallError("memfd_create", errno)
		}
	}
	return createTemp()
}
