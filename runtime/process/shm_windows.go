package process

import (
	"os"
	"syscall"
	"unsafe"
)

// sharedMemory is a temporary file, mapped when first used and opened by its
// name in the other process.
type sharedMemory struct {
	file *os.File
	data []byte
}

func createShared(size int) (sharedMemory, error) {
	f, err := os.CreateTemp("", "bgkit-buffer-")
	if err != nil {
		return sharedMemory{}, err
	}
	if err := f.Truncate(int64(size)); err != nil {
		f.Close()
		os.Remove(f.Name())
		return sharedMemory{}, err
	}
	return sharedMemory{file: f}, nil
}

// openShared opens what a message names.
func openShared(ref bufferRef, _ int) (sharedMemory, error) {
	if ref.how != byPath {
		return sharedMemory{}, errMessage
	}
	f, err := os.OpenFile(ref.path, os.O_RDWR, 0)
	if err != nil {
		return sharedMemory{}, err
	}
	return sharedMemory{file: f}, nil
}

func (m *sharedMemory) mapped(size int) ([]byte, error) {
	if m.data != nil {
		return m.data, nil
	}
	h, err := syscall.CreateFileMapping(syscall.Handle(m.file.Fd()), nil, syscall.PAGE_READWRITE, uint32(uint64(size)>>32), uint32(size), nil)
	if err != nil {
		return nil, os.NewSyscallError("CreateFileMapping", err)
	}
	defer syscall.CloseHandle(h)
	addr, err := syscall.MapViewOfFile(h, syscall.FILE_MAP_READ|syscall.FILE_MAP_WRITE, 0, 0, uintptr(size))
	if err != nil {
		return nil, os.NewSyscallError("MapViewOfFile", err)
	}
	// The address is the system's, not the Go heap's; the detour over a
	// pointer to it is what package unsafe allows for that.
	m.data = unsafe.Slice(*(**byte)(unsafe.Pointer(&addr)), size)
	return m.data, nil
}

// close gives mapping and handle back. Removing the file fails while another
// process has it open: then that one's close removes it.
func (m *sharedMemory) close() error {
	err := m.moved()
	os.Remove(m.file.Name())
	return err
}

// moved lets go of memory that now belongs to the receiver of a message.
func (m *sharedMemory) moved() error {
	if m.data != nil {
		syscall.UnmapViewOfFile(uintptr(unsafe.Pointer(&m.data[0])))
		m.data = nil
	}
	return m.file.Close()
}

// ref says how a message carries the memory: by its file's name.
func (m *sharedMemory) ref(r bufferRef) (bufferRef, []int) {
	r.how, r.path = byPath, m.file.Name()
	return r, nil
}
