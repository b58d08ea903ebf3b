package process

// Buffer is memory shared between processes.
type Buffer struct{}

// NewBuffer makes a buffer of size bytes, all zero.
func NewBuffer(size int) (*Buffer, error) { return nil, ErrShutdown }

// Bytes is the shared memory.
func (b *Buffer) Bytes() []byte { return nil }

// Len is the size in bytes.
func (b *Buffer) Len() int { return 0 }

// Close gives the memory back.
func (b *Buffer) Close() error { return nil }

func closeUnclaimed(list []*Buffer) {}
