package engine

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"hash/fnv"
	"io"
	"slices"
	"sort"
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
	return append(keyIndex(s), buf.Bytes()...), nil
}

// keyIndex returns the hashes of a summary's keys, sorted, and before them how many there are. Most questions are about
// functions and slots of which a package has nothing to say; so they cost no decoding.
func keyIndex(s *PackageSummary) []byte {
	hashes := make([]uint32, 0, len(s.Funcs)+len(s.Slots))
	for i := range s.Funcs {
		hashes = append(hashes, keyHash(s.Funcs[i].Key))
	}
	for i := range s.Slots {
		hashes = append(hashes, keyHash(s.Slots[i].Key))
	}
	slices.Sort(hashes)
	b := binary.BigEndian.AppendUint32(nil, uint32(len(hashes)))
	for _, h := range hashes {
		b = binary.BigEndian.AppendUint32(b, h)
	}
	return b
}

func keyHash(key string) uint32 {
	h := fnv.New32a()
	io.WriteString(h, key)
	return h.Sum32()
}

// splitIndex returns the hashes of encoded data, four bytes each, and the rest.
func splitIndex(data []byte) (hashes, rest []byte, err error) {
	if len(data) < 4 {
		return nil, nil, errNoSummary
	}
	n := uint64(binary.BigEndian.Uint32(data))
	if data = data[4:]; 4*n > uint64(len(data)) {
		return nil, nil, errNoSummary
	}
	return data[:4*n], data[4*n:], nil
}

// mayHave reports whether a key may be in encoded data. It is true by chance once in a million times or so.
func mayHave(data []byte, key string) bool {
	hashes, _, err := splitIndex(data)
	if err != nil {
		return false
	}
	want, n := keyHash(key), len(hashes)/4
	at := func(i int) uint32 { return binary.BigEndian.Uint32(hashes[4*i:]) }
	i := sort.Search(n, func(i int) bool { return at(i) >= want })
	return i < n && at(i) == want
}

var errNoSummary = errors.New("not a summary")

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
	_, data, err := splitIndex(data)
	if err != nil {
		return nil, err
	}
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
		return nil, errNoSummary
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
