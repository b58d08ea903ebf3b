package process

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
)

// maxBuffer bounds the size of a Buffer: what an int can say.
const maxBuffer = math.MaxInt

// Buffer is memory that the program and its workers share: bytes written by
// one are seen by the other, and nothing is copied when a *Buffer crosses in
// an argument or a result. The zero value is a closed buffer.
//
// A Buffer has one owner, who closes it. It is the process that called
// NewBuffer; when a task returns a Buffer that it made, the ownership goes with
// it to the caller. In a task, Buffers of the argument are borrowed: they are
// good until the task returns, and Close does nothing.
//
// Nothing orders accesses but the call itself: between Submit and the end of
// the call the buffer is the task's, otherwise the owner's. Sending a buffer
// to a worker for the first time costs a descriptor and a mapping there, later
// calls cost its number.
type Buffer struct {
	seg *segment
}

// segment is what a Buffer stands for; several Buffers may share one.
type segment struct {
	id       uint64
	size     int
	borrowed bool // in a worker: belongs to the program

	mu      sync.Mutex
	mem     sharedMemory
	closed  bool
	claimed bool               // somebody has a Buffer for it
	pins    int                // calls on their way
	pools   map[*Pool]struct{} // whose workers may have it mapped
}

// segments are the open ones of this process.
var segments = struct {
	sync.RWMutex
	byID map[uint64]*segment
}{byID: map[uint64]*segment{}}

// NewBuffer makes a buffer of size bytes, all zero. Memory is taken as it is
// touched. It fails when size is not positive or the system has no memory or
// descriptors left. The caller owns the buffer and must Close it.
func NewBuffer(size int) (*Buffer, error) {
	if size <= 0 {
		return nil, fmt.Errorf("process: buffer of %d bytes", size)
	}
	mem, err := createShared(size)
	if err != nil {
		return nil, fmt.Errorf("process: buffer of %d bytes: %w", size, err)
	}
	seg := &segment{id: rand.Uint64(), size: size, mem: mem, claimed: true}
	seg.register()
	return &Buffer{seg}, nil
}

func (s *segment) register() {
	segments.Lock()
	defer segments.Unlock()
	segments.byID[s.id] = s
}

func findSegment(id uint64) *segment {
	segments.RLock()
	defer segments.RUnlock()
	return segments.byID[id]
}

// Bytes is the shared memory. It is mapped on the first call. It is nil when
// the buffer is closed or cannot be mapped. The slice must not be used after
// Close: that would crash the program.
func (b *Buffer) Bytes() []byte {
	if b == nil || b.seg == nil {
		return nil
	}
	s := b.seg
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	data, err := s.mem.mapped(s.size)
	if err != nil {
		return nil
	}
	return data
}

// Len is the size in bytes, 0 when the buffer is closed.
func (b *Buffer) Len() int {
	if b == nil || b.seg == nil {
		return 0
	}
	b.seg.mu.Lock()
	defer b.seg.mu.Unlock()
	if b.seg.closed {
		return 0
	}
	return b.seg.size
}

// Close gives the memory back. While calls with the buffer run, they keep it;
// it goes when the last of them ends. A second Close answers ErrClosed. On a
// borrowed buffer Close does nothing.
func (b *Buffer) Close() error {
	if b == nil || b.seg == nil {
		return ErrClosed
	}
	if b.seg.borrowed {
		return nil
	}
	return b.seg.close()
}

func (s *segment) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return ErrClosed
	}
	s.closed = true
	if s.pins == 0 {
		return s.release()
	}
	return nil
}

// pin keeps the memory until unpin, or answers ErrClosed.
func (s *segment) pin() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return ErrClosed
	}
	s.pins++
	return nil
}

func (s *segment) unpin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pins--; s.pins == 0 && s.closed {
		s.release()
	}
}

// release needs s.mu. Workers are told by another goroutine: release may run
// under a pool's lock.
func (s *segment) release() error {
	segments.Lock()
	delete(segments.byID, s.id)
	segments.Unlock()
	for p := range s.pools {
		go p.dropBuffer(s.id)
	}
	s.pools = nil
	return s.mem.close()
}

// closeUnclaimed closes received buffers that no value refers to.
func closeUnclaimed(list []*Buffer) {
	for _, b := range list {
		b.seg.mu.Lock()
		claimed := b.seg.claimed
		b.seg.mu.Unlock()
		if !claimed {
			b.seg.close()
		}
	}
}

// MarshalCBOR writes the buffer's number. It is for the codec: the number
// means something only in a message that carries the buffer.
func (b *Buffer) MarshalCBOR() ([]byte, error) {
	if b.seg == nil {
		return nil, ErrClosed
	}
	return binary.BigEndian.AppendUint64([]byte{0x1b}, b.seg.id), nil
}

// UnmarshalCBOR finds the buffer by its number among those of this process.
func (b *Buffer) UnmarshalCBOR(data []byte) error {
	if len(data) != 9 || data[0] != 0x1b {
		return errors.New("process: not a buffer")
	}
	s := findSegment(binary.BigEndian.Uint64(data[1:]))
	if s == nil {
		return ErrClosed
	}
	s.mu.Lock()
	s.claimed = true
	s.mu.Unlock()
	b.seg = s
	return nil
}

// move gives the memory up without ending it: it belongs to another process.
func (s *segment) move() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	s.closed = true
	segments.Lock()
	delete(segments.byID, s.id)
	segments.Unlock()
	s.mem.moved()
}
