//go:build linux

package process

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"
)

func TestEcho(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 2})
	for i := range 100 {
		got, err := call(t, p, echo, echoArgs{Text: "x", Data: []byte{1, 2}, N: i})
		if err != nil || got.N != i || got.Text != "x" || !bytes.Equal(got.Data, []byte{1, 2}) {
			t.Fatalf("%d: %+v, %v", i, got, err)
		}
	}
	if n, err := call(t, p, pid, struct{}{}); err != nil || n == os.Getpid() {
		t.Errorf("ran in process %d, %v", n, err)
	}
	if s := p.Stats(); s.Done != 101 || s.Started != 1 {
		t.Errorf("%+v", s)
	}
}

func TestLargeMessages(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1})
	data := bytes.Repeat([]byte("0123456789abcdef"), 4<<20) // 64 MiB
	got, err := call(t, p, echo, echoArgs{Data: data})
	if err != nil || !bytes.Equal(got.Data, data) {
		t.Fatalf("%d bytes came back, %v", len(got.Data), err)
	}
	works(t, p)
}

func TestErrors(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1})
	_, err := call(t, p, fail, "deep")
	var remote *RemoteError
	if !errors.As(err, &remote) || remote.Type != "*fmt.wrapError" || err.Error() != "deep: special" || !errors.Is(err, errSpecial) || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("fail: %#v", err)
	}
	_, err = call(t, p, throw, "no!")
	var panicked *PanicError
	if !errors.As(err, &panicked) || panicked.Value != "no!" || !strings.Contains(panicked.Stack, "main_test.go") {
		t.Errorf("throw: %#v", err)
	}
	_, err = call(t, p, goexit, 1)
	if err == nil || !strings.Contains(err.Error(), "Goexit") {
		t.Errorf("goexit: %v", err)
	}
	_, err = call(t, p, liar, 1)
	var enc *EncodeError
	if !errors.As(err, &enc) || enc.What != "result" || enc.Task != "liar" || !strings.Contains(enc.Path, `["f"]`) {
		t.Errorf("liar: %v", err)
	}
	if s, err := call(t, p, nestIt, 1); err != nil || s != ErrNested.Error() {
		t.Errorf("nest: %v, %v", s, err)
	}
	works(t, p)
	if s := p.Stats(); s.Started != 1 || s.Failed != 3 || s.Panicked != 1 {
		t.Errorf("%+v", s)
	}
}

func TestExit(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1})
	for _, code := range []int{0, 3} {
		_, err := call(t, p, exits, code)
		var crash *CrashError
		if !errors.As(err, &crash) || crash.ExitCode != code || crash.Signal != nil || crash.Task != "exit" || crash.Stderr != "leaving without a word\n" {
			t.Errorf("%v", err)
		}
		works(t, p)
	}
}

func TestProgress(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1})
	var got []int
	n, err := call(t, p, count, 100, OnProgress(func(i int) { got = append(got, i) }))
	if err != nil || n != 100 || len(got) != 100 || got[99] != 99 {
		t.Errorf("%d %v %v", n, err, got)
	}
	_, err = call(t, p, count, 100, OnProgress(func(string) {}))
	if err == nil || !strings.Contains(err.Error(), "progress") {
		t.Errorf("wrong type: %v", err)
	}
	_, err = call(t, p, count, 100, OnProgress(func(i int) { panic(i) }))
	var panicked *PanicError
	if !errors.As(err, &panicked) {
		t.Errorf("panic: %v", err)
	}
	if err := Progress(context.Background(), 1); err != ErrNoTask {
		t.Error(err)
	}
	works(t, p)
}

func TestBuffers(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 2})
	b := newBuffer(t, 1<<20)
	for v := range byte(10) {
		n, err := call(t, p, fillBuffer, fillArgs{B: b, V: v})
		if err != nil || n != 1<<20 || b.Bytes()[n-1] != v {
			t.Fatal(n, err, b.Bytes()[0])
		}
	}
	made, err := call(t, p, makeBuffer, fillArgs{N: 5000, V: 9})
	if err != nil || made.Len() != 5000 || made.Bytes()[4999] != 9 {
		t.Fatal(made, err)
	}
	again, err := call(t, p, same, made)
	if err != nil || &again.Bytes()[0] != &made.Bytes()[0] {
		t.Fatal(again, err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
	if err := made.Close(); err != ErrClosed {
		t.Error("second close:", err)
	}
	var enc *EncodeError
	if _, err := call(t, p, same, made); !errors.As(err, &enc) {
		t.Error("closed buffer:", err)
	}
	if none, err := call(t, p, same, nil); none != nil || err != nil {
		t.Error(none, err)
	}
}

// Results that nobody looks at give their memory back.
func TestBufferOfUnreadResult(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1})
	for range 5 {
		c, err := makeBuffer.Submit(context.Background(), fillArgs{N: 5000}, On(p))
		if err != nil {
			t.Fatal(err)
		}
		<-c.Done()
	}
	if !eventually(5*time.Second, func() bool {
		collect()
		segments.RLock()
		defer segments.RUnlock()
		return len(segments.byID) == 0
	}) {
		t.Error("buffers left")
	}
}
