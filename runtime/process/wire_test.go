package process

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"runtime"
	"testing"
)

// pieces is a source that gives a stream in small pieces.
type pieces struct {
	data []byte
	step int
}

func (p *pieces) recv(b []byte) (int, []int, error) {
	if len(p.data) == 0 {
		return 0, nil, io.EOF
	}
	n := copy(b, p.data[:min(len(p.data), max(p.step, 1))])
	p.data = p.data[n:]
	return n, nil, nil
}

func encodeFrame(t testing.TB, kind byte, seq uint64, parts ...[]byte) []byte {
	b := make([]byte, headerSize)
	if err := putHeader(b, kind, 0, seq, parts...); err != nil {
		t.Fatal(err)
	}
	return append(b, bytes.Join(parts, nil)...)
}

func TestFrames(t *testing.T) {
	large := bytes.Repeat([]byte("large "), 1<<18)
	stream := encodeFrame(t, kindCall, 1, []byte("a"), []byte("bc"))
	stream = append(stream, encodeFrame(t, kindResult, 2)...)
	stream = append(stream, encodeFrame(t, kindProgress, 3, large)...)
	stream = append(stream, encodeFrame(t, kindHello, 1<<63, []byte("z"))...)
	for _, step := range []int{1, 7, 24, 1000, 1 << 20} {
		r := newFrameReader(&pieces{bytes.Clone(stream), step})
		for i, want := range [][]byte{[]byte("abc"), nil, large, []byte("z")} {
			f, err := r.next()
			if err != nil || !bytes.Equal(f.body, want) {
				t.Fatalf("step %d, frame %d: %d bytes, %v", step, i, len(f.body), err)
			}
		}
		if _, err := r.next(); err != io.EOF {
			t.Errorf("end: %v", err)
		}
	}
}

func TestBadFrames(t *testing.T) {
	good := encodeFrame(t, kindCall, 1, []byte("hello"))
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 0x40
		if _, err := newFrameReader(&pieces{bad, 100}).next(); asProtocol(err) == err && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("byte %d: %v", i, err)
		}
		if _, err := newFrameReader(&pieces{good[:i], 100}).next(); i > 0 && err != io.ErrUnexpectedEOF {
			t.Errorf("cut at %d: %v", i, err)
		}
	}
	withFD := make([]byte, headerSize)
	putHeader(withFD, kindCall, 1, 1)
	if _, err := newFrameReader(&pieces{withFD, 100}).next(); err != errFDs {
		t.Error(err)
	}
}

// A length alone does not take memory.
func TestLengthWithoutBody(t *testing.T) {
	head := make([]byte, headerSize)
	putHeader(head, kindCall, 0, 1)
	binary.LittleEndian.PutUint32(head, maxBody)
	binary.LittleEndian.PutUint32(head[20:], crc32.Checksum(head[:20], castagnoli))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := newFrameReader(&pieces{append(head, 1, 2, 3), 100}).next(); err != io.ErrUnexpectedEOF {
		t.Error(err)
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 2<<20 {
		t.Errorf("took %d bytes", took)
	}
}

// FuzzDecoder: whatever arrives, the decoder answers frames that encode to the
// same bytes, or an error; and so do the parsers of bodies.
func FuzzDecoder(f *testing.F) {
	f.Add(encodeFrame(f, kindCall, 7, appendRefs(appendString(nil, "task"), []bufferRef{{id: 9, size: 10, how: byFD}, {id: 1, size: 2, how: byPath, path: "x"}}), []byte("args")), 3)
	f.Add(encodeFrame(f, kindResult, 7, appendRefs([]byte{statusOK}, nil), []byte{0x01}), 100)
	f.Add(encodeFrame(f, kindHello, 0, []byte("\xa1\x01\x01")), 1)
	f.Add([]byte("Hello, world! This is not a frame at all."), 5)
	f.Fuzz(func(t *testing.T, data []byte, step int) {
		r := newFrameReader(&pieces{bytes.Clone(data), step})
		rest := data
		for {
			fr, err := r.next()
			if err != nil {
				break
			}
			again := encodeFrame(t, fr.kind, fr.seq, fr.body)
			if !bytes.HasPrefix(rest, again) {
				t.Fatal("frame does not encode to what it was decoded from")
			}
			rest = rest[len(again):]
			fuzzBody(t, fr.body)
		}
		fuzzBody(t, data)
	})
}

func fuzzBody(t *testing.T, body []byte) {
	if h, args, err := parseCall(body); err == nil {
		again := append(appendRefs(appendString(nil, h.task), h.buffers), args...)
		if h2, args2, err := parseCall(again); err != nil || h2.task != h.task || len(h2.buffers) != len(h.buffers) || !bytes.Equal(args, args2) {
			t.Fatalf("call: %v", err)
		}
	}
	if status, refs, data, err := parseResult(body); err == nil {
		again := append(appendRefs([]byte{status}, refs), data...)
		if s, r, d, err := parseResult(again); err != nil || s != status || len(r) != len(refs) || !bytes.Equal(d, data) {
			t.Fatalf("result: %v", err)
		}
	}
	var h hello
	decode(body, &h)
	var x failure
	decode(body, &x)
}
