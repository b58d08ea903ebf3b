package process

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// A frame on the wire is a header of 24 bytes and a body:
//
//	0   4  length of the body
//	4   1  kind
//	5   1  number of descriptors sent with the frame
//	6   2  magic
//	8   8  sequence number of the call
//	16  4  CRC-32C of the body
//	20  4  CRC-32C of the 20 bytes before
//
// Numbers are little endian. The header has a checksum of its own so that
// rubbish is noticed at its 24th byte, and is not taken for the length of a
// body that never comes.
const (
	headerSize = 24
	magic      = 0x6762
	maxBody    = 1 << 30
	maxFDs     = 250 // the kernel takes 253 in one message
)

// Kinds of frames.
const (
	kindHello    = 1 + iota // worker: who I am and what I can run
	kindCall                // program: run a task
	kindResult              // worker: how the task ended
	kindProgress            // worker: a value on the way
	kindCancel              // program, control: end the task
	kindDrop                // program, control: a buffer is gone
	kindRevoke              // program, control: give back calls from seq to the body's
	kindBack                // worker: calls from seq to the body's never start
	kindEnd                 // first value that is no kind
)

var (
	castagnoli = crc32.MakeTable(crc32.Castagnoli)

	errHeader = errors.New("not a frame header")
	errBody   = errors.New("checksum of the body is wrong")
	errFDs    = errors.New("descriptors missing")
	errTooBig = fmt.Errorf("message larger than %d bytes", maxBody)
)

type header struct {
	length int
	kind   byte
	fds    int
	seq    uint64
	crc    uint32
}

// putHeader fills b[:headerSize].
func putHeader(b []byte, kind byte, fds int, seq uint64, parts ...[]byte) error {
	n, crc := 0, uint32(0)
	for _, p := range parts {
		n += len(p)
		crc = crc32.Update(crc, castagnoli, p)
	}
	if n > maxBody {
		return errTooBig
	}
	le := binary.LittleEndian
	le.PutUint32(b[0:], uint32(n))
	b[4], b[5] = kind, byte(fds)
	le.PutUint16(b[6:], magic)
	le.PutUint64(b[8:], seq)
	le.PutUint32(b[16:], crc)
	le.PutUint32(b[20:], crc32.Checksum(b[:20], castagnoli))
	return nil
}

func parseHeader(b []byte) (header, error) {
	le := binary.LittleEndian
	h := header{
		length: int(le.Uint32(b[0:])),
		kind:   b[4],
		fds:    int(b[5]),
		seq:    le.Uint64(b[8:]),
		crc:    le.Uint32(b[16:]),
	}
	if le.Uint32(b[20:]) != crc32.Checksum(b[:20], castagnoli) || le.Uint16(b[6:]) != magic ||
		h.kind == 0 || h.kind >= kindEnd || h.length > maxBody || h.fds > maxFDs {
		return h, errHeader
	}
	return h, nil
}

// frame is a received frame. body is valid until the next one is read.
type frame struct {
	header
	body []byte
	fds  []int
}

// source is the receiving half of a link. recv reads at least one byte, and
// the descriptors that came with it.
type source interface {
	recv(b []byte) (n int, fds []int, err error)
}

// frameReader cuts a stream into frames.
type frameReader struct {
	src  source
	buf  []byte // buf[r:w] is read and not used
	r, w int
	fds  []int // received and not used

	// A frame whose reading was interrupted.
	head   header
	inBody bool
	large  []byte
}

func newFrameReader(src source) *frameReader {
	return &frameReader{src: src, buf: make([]byte, 32<<10)}
}

// next reads one frame. io.EOF is an end between frames. After
// os.ErrDeadlineExceeded the next call goes on where this one was interrupted;
// after any other error the stream is of no use.
func (f *frameReader) next() (frame, error) {
	if !f.inBody {
		if err := f.fill(headerSize); err != nil {
			return frame{}, err
		}
		h, err := parseHeader(f.buf[f.r:])
		if err != nil {
			return frame{}, err
		}
		f.r += headerSize
		f.head, f.inBody = h, true
	}
	h := f.head
	body, err := f.body(h.length)
	if err != nil {
		return frame{}, noEOF(err)
	}
	f.inBody, f.large = false, nil
	if crc32.Checksum(body, castagnoli) != h.crc {
		return frame{}, errBody
	}
	if len(f.fds) < h.fds {
		return frame{}, errFDs
	}
	fr := frame{header: h, body: body, fds: f.fds[:h.fds:h.fds]}
	f.fds = f.fds[h.fds:]
	return fr, nil
}

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// fill has n bytes, at most a header or a small body, in buf.
func (f *frameReader) fill(n int) error {
	if f.r == f.w {
		f.r, f.w = 0, 0
	}
	if len(f.buf)-f.r < n {
		f.w = copy(f.buf, f.buf[f.r:f.w])
		f.r = 0
	}
	for f.w-f.r < n {
		m, err := f.recv(f.buf[f.w:])
		if err != nil {
			if f.w > f.r {
				err = noEOF(err)
			}
			return err
		}
		f.w += m
	}
	return nil
}

func (f *frameReader) recv(b []byte) (int, error) {
	n, fds, err := f.src.recv(b)
	f.fds = append(f.fds, fds...)
	if err == nil && n == 0 {
		err = io.EOF
	}
	return n, err
}

// body reads n bytes. A large body has memory of its own, taken as the bytes
// arrive: a length alone reserves at most 1 MiB.
func (f *frameReader) body(n int) ([]byte, error) {
	if n <= len(f.buf) {
		if err := f.fill(n); err != nil {
			return nil, err
		}
		b := f.buf[f.r : f.r+n]
		f.r += n
		return b, nil
	}
	if f.large == nil {
		f.large = append(make([]byte, 0, min(n, 1<<20)), f.buf[f.r:f.w]...)
		f.r, f.w = 0, 0
	}
	for b := f.large; len(b) < n; f.large = b {
		if len(b) == cap(b) {
			b = append(make([]byte, 0, min(n, 4*cap(b))), b...)
		}
		m, err := f.recv(b[len(b):min(n, cap(b))])
		if err != nil {
			return nil, err
		}
		b = b[:len(b)+m]
	}
	return f.large, nil
}
