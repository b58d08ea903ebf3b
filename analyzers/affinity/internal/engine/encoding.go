package engine

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"io"
	"sync"
)

// Encode writes a summary as bytes: compressed, since most of it is names that come again and again. What describes gob's
// types comes first, apart, so that a reader who knows it already need not compile it again: a package reads the summaries
// of hundreds.
func Encode(s *PackageSummary) ([]byte, error) {
	var plain bytes.Buffer
	enc := gob.NewEncoder(&plain)
	if err := enc.Encode(new(PackageSummary)); err != nil {
		return nil, err
	}
	head := plain.Len()
	if err := enc.Encode(s); err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	w, err := flate.NewWriter(&buf, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(binary.AppendUvarint(nil, uint64(head))); err != nil {
		return nil, err
	}
	if _, err := w.Write(plain.Bytes()); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// A reader decodes summaries whose types are described in the same words.
type reader struct {
	data bytes.Reader // gob reads no further than it must from an io.ByteReader
	dec  *gob.Decoder
}

// readers are kept by the description of the types, of which a run meets one or two.
var readers struct {
	sync.Mutex
	by      map[string]*reader
	inflate io.ReadCloser
	plain   bytes.Buffer // gob keeps nothing of it
}

func decode(data []byte) (*PackageSummary, error) {
	readers.Lock()
	defer readers.Unlock()
	if readers.inflate == nil {
		readers.inflate = flate.NewReader(bytes.NewReader(nil))
	}
	if err := readers.inflate.(flate.Resetter).Reset(bytes.NewReader(data), nil); err != nil {
		return nil, err
	}
	readers.plain.Reset()
	if _, err := readers.plain.ReadFrom(readers.inflate); err != nil {
		return nil, err
	}
	plain := readers.plain.Bytes()
	n, used := binary.Uvarint(plain)
	if used <= 0 || n > uint64(len(plain)-used) {
		return nil, errors.New("not a summary")
	}
	head, body := plain[used:used+int(n)], plain[used+int(n):]
	r := readers.by[string(head)]
	if r == nil {
		r = new(reader)
		r.dec = gob.NewDecoder(&r.data)
		r.data.Reset(head)
		if err := r.dec.Decode(new(PackageSummary)); err != nil {
			return nil, err
		}
		if readers.by == nil {
			readers.by = map[string]*reader{}
		}
		readers.by[string(head)] = r
	}
	s := new(PackageSummary)
	r.data.Reset(body)
	if err := r.dec.Decode(s); err != nil {
		delete(readers.by, string(head))
		return nil, err
	}
	return s, nil
}
