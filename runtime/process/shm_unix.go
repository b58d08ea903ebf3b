//go:build unix

package process

import (
	"fmt"
	"os"
	"syscall"
)

// sharedMemory is a file without a name, mapped when first used.
type sharedMemory struct {
	file *os.File
	data []byte
}

func createShared(size int) (sharedMemory, error) {
	f, err := createFile()
	if err != nil {
		return sharedMemory{}, err
	}
	if err := f.Truncate(int64(size)); err != nil {
		f.Close()
		return sharedMemory{}, err
	}
	return sharedMemory{file: f}, nil
}

// openShared takes over what came with a message.
func openShared(ref bufferRef, fd int) (sharedMemory, error) {
	if ref.how != byFD {
		return sharedMemory{}, errMessage
	}
	f := os.NewFile(uintptr(fd), "buffer")
	info, err := f.Stat()
	if err == nil && info.Size() < int64(ref.size) {
		err = fmt.Errorf("process: buffer has %d bytes, not %d", info.Size(), ref.size)
	}
	if err != nil {
		f.Close()
		return sharedMemory{}, err
	}
	return sharedMemory{file: f}, nil
}

func (m *sharedMemory) mapped(size int) ([]byte, error) {
	if m.data == nil {
		data, err := syscall.Mmap(int(m.file.Fd()), 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
		if err != nil {
			return nil, err
		}
		m.data = data
	}
	return m.data, nil
}

func (m *sharedMemory) close() error {
	if m.data != nil {
		syscall.Munmap(m.data)
		m.data = nil
	}
	return m.file.Close()
}

// moved lets go of memory that now belongs to the receiver of a message.
func (m *sharedMemory) moved() error { return m.close() }

// ref says how a message carries the memory: by descriptor.
func (m *sharedMemory) ref(r bufferRef) (bufferRef, []int) {
	r.how = byFD
	return r, []int{int(m.file.Fd())}
}
