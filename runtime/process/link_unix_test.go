//go:build unix

package process

import (
	"errors"
	"os"
	"testing"
	"time"
)

// dataLink is a data link and the far ends of its sockets.
func dataLink(t *testing.T) (l *connLink, in, out *os.File) {
	t.Helper()
	var near [2]*os.File
	var far [2]*os.File
	for i := range near {
		var err error
		if near[i], far[i], err = socketPair(); err != nil {
			t.Fatal(err)
		}
	}
	l, err := newLink(near[0], near[1])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		l.close()
		closeFiles(far[:])
	})
	return l, far[0], far[1]
}

// A send for which there is no room ends when the other side does, and at
// closeRead even if somebody holds the other side open.
func TestSendEnds(t *testing.T) {
	for name, end := range map[string]func(l *connLink, far *os.File){
		"the other side ends": func(_ *connLink, far *os.File) { far.Close() },
		"closeRead":           func(l *connLink, _ *os.File) { l.closeRead() },
	} {
		t.Run(name, func(t *testing.T) {
			l, _, far := dataLink(t)
			ended := make(chan error, 1)
			go func() {
				_, err := l.send(nil, make([]byte, 16<<20), nil)
				ended <- err
			}()
			if _, err := far.Read(make([]byte, 1)); err != nil { // it has begun
				t.Fatal(err)
			}
			select {
			case err := <-ended:
				t.Fatal("sent what nobody reads: ", err)
			default:
			}
			end(l, far)
			select {
			case err := <-ended:
				if err == nil {
					t.Error("sent without an error")
				}
			case <-time.After(10 * time.Second):
				t.Fatal("it waits")
			}
		})
	}
}

// What a data link writes to is not in the runtime's poller, see connLink.
func TestWriterNotInPoller(t *testing.T) {
	l, _, _ := dataLink(t)
	if err := l.out.SetWriteDeadline(time.Time{}); !errors.Is(err, os.ErrNoDeadline) {
		t.Errorf("SetWriteDeadline: %v, not %v", err, os.ErrNoDeadline)
	}
}
