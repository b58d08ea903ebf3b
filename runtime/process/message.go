package process

import (
	"encoding/binary"
	"errors"
)

var errMessage = errors.New("malformed message")

// bufferRef names a shared buffer inside a message.
type bufferRef struct {
	id   uint64
	size int
	how  byte
	path string // with byPath
}

// How the receiver gets at a buffer.
const (
	known  = iota // it has it already
	byFD          // a descriptor comes with the frame
	byPath        // a file (systems without descriptor passing)
)

// callHead is the body of a kindCall frame before the encoded argument.
type callHead struct {
	task    string
	buffers []bufferRef
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendRefs(b []byte, refs []bufferRef) []byte {
	b = binary.AppendUvarint(b, uint64(len(refs)))
	for _, r := range refs {
		b = binary.LittleEndian.AppendUint64(b, r.id)
		b = binary.AppendUvarint(b, uint64(r.size))
		b = append(b, r.how)
		if r.how == byPath {
			b = appendString(b, r.path)
		}
	}
	return b
}

// cursor reads a message; after the first mistake it reads zeros.
type cursor struct {
	b   []byte
	bad bool
}

func (c *cursor) uvarint() uint64 {
	v, n := binary.Uvarint(c.b)
	if n <= 0 {
		c.b, c.bad = nil, true
		return 0
	}
	c.b = c.b[n:]
	return v
}

func (c *cursor) bytes(n uint64) []byte {
	if n > uint64(len(c.b)) {
		c.b, c.bad = nil, true
		return nil
	}
	v := c.b[:n]
	c.b = c.b[n:]
	return v
}

func (c *cursor) byte() byte {
	if b := c.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (c *cursor) uint64() uint64 {
	if b := c.bytes(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (c *cursor) refs() []bufferRef {
	n := c.uvarint()
	if n > uint64(len(c.b))/10 { // ten bytes each at least
		c.bad = true
		return nil
	}
	var refs []bufferRef
	for range n {
		r := bufferRef{id: c.uint64()}
		size := c.uvarint()
		if size == 0 || size > maxBuffer {
			c.bad = true
		}
		r.size, r.how = int(size), c.byte()
		switch r.how {
		case known, byFD:
		case byPath:
			r.path = string(c.bytes(c.uvarint()))
		default:
			c.bad = true
		}
		if c.bad {
			return nil
		}
		refs = append(refs, r)
	}
	return refs
}

// parseCall takes a kindCall body apart; args points into it.
func parseCall(body []byte) (h callHead, args []byte, err error) {
	c := cursor{b: body}
	h.task = string(c.bytes(c.uvarint()))
	h.buffers = c.refs()
	if c.bad {
		return h, nil, errMessage
	}
	return h, c.b, nil
}

// How a task ended: first byte of a kindResult body.
const (
	statusOK    = 1 + iota // refs, encoded result
	statusError            // failure
	statusPanic            // failure
	statusEncode
)

// failure is an error on its way from a worker, in CBOR.
type failure struct {
	Type    string   `cbor:"1,keyasint"`
	Message string   `cbor:"2,keyasint"`
	Stack   string   `cbor:"3,keyasint"`
	Known   []string `cbor:"4,keyasint,omitempty"` // names given to RegisterError
}

// parseResult takes a kindResult body apart; data points into it.
func parseResult(body []byte) (status byte, refs []bufferRef, data []byte, err error) {
	c := cursor{b: body}
	status = c.byte()
	refs = c.refs()
	if c.bad || status < statusOK || status > statusEncode {
		return 0, nil, nil, errMessage
	}
	return status, refs, c.b, nil
}

// hello is the first frame of a worker, in CBOR.
type hello struct {
	Protocol int      `cbor:"1,keyasint"`
	Hash     string   `cbor:"2,keyasint"` // of Tasks
	Tasks    []string `cbor:"3,keyasint"` // signature of each, sorted
	PID      int      `cbor:"4,keyasint"`
}

// lastOf is the body of kindRevoke and kindBack: the last of the calls
// that the header's number begins.
func lastOf(seq uint64) []byte { return binary.LittleEndian.AppendUint64(nil, seq) }

func parseLast(body []byte) (uint64, error) {
	if len(body) != 8 {
		return 0, errMessage
	}
	return binary.LittleEndian.Uint64(body), nil
}

const protocolVersion = 2
