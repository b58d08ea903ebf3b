package process

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func self() (string, error) { return os.Executable() }

func preferForOOM() {}

func privateMemory(int) int64 { return 0 }

func exitSignal(*os.ProcessState) os.Signal { return nil }

func closeFD(int) {}

// inherit passes files as handles, whose numbers the environment tells.
func inherit(attr *os.ProcAttr, files []*os.File) string {
	sys := &syscall.SysProcAttr{}
	var numbers []string
	for _, f := range files {
		h := syscall.Handle(f.Fd())
		syscall.SetHandleInformation(h, syscall.HANDLE_FLAG_INHERIT, syscall.HANDLE_FLAG_INHERIT)
		sys.AdditionalInheritedHandles = append(sys.AdditionalInheritedHandles, h)
		numbers = append(numbers, strconv.FormatUint(uint64(h), 10))
	}
	attr.Sys = sys
	return strings.Join(numbers, ",")
}

// pipeLink is a link of pipes; one that only reads or only writes has the
// other nil.
type pipeLink struct {
	in, out *os.File
}

func (l *pipeLink) recv(b []byte) (int, []int, error) {
	if l.in == nil {
		return 0, nil, io.EOF
	}
	n, err := l.in.Read(b)
	return n, nil, err
}

func (l *pipeLink) send(_ []int, first, rest []byte) (n int, err error) {
	for _, p := range [2][]byte{first, rest} {
		m, err := l.out.Write(p)
		n += m
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// errLater is never answered: recv waits.
var errLater = errors.New("process: nothing to read now")

func (l *pipeLink) setDeadline(time.Time) {}
func (l *pipeLink) during(m messages, _ bool) error {
	for !m.come() {
	}
	return nil
}
func (l *pipeLink) interrupt() bool { return false }
func (l *pipeLink) resume()         {}

// closeRead does nothing: a pipe ends with the worker, who has its only other
// end.
func (l *pipeLink) closeRead() {}

func (l *pipeLink) close() error {
	var errs []error
	for _, f := range []*os.File{l.in, l.out} {
		if f != nil {
			errs = append(errs, f.Close())
		}
	}
	return errors.Join(errs...)
}

// openLinks makes three pipes: calls, results, control.
func openLinks() (data, control link, files []*os.File, err error) {
	var ends []*os.File
	for range 3 {
		r, w, err := os.Pipe()
		if err != nil {
			for _, f := range ends {
				f.Close()
			}
			return nil, nil, nil, err
		}
		ends = append(ends, r, w)
	}
	return &pipeLink{in: ends[2], out: ends[1]}, &pipeLink{out: ends[5]},
		[]*os.File{ends[0], ends[3], ends[4]}, nil
}

// inheritedLinks are the worker's ends of openLinks, by handle.
func inheritedLinks(numbers string) (data, control link, err error) {
	var files []*os.File
	for _, s := range strings.Split(numbers, ",") {
		h, err := strconv.ParseUint(s, 10, 64)
		if err != nil {
			return nil, nil, fmt.Errorf("process: handle %q: %w", s, err)
		}
		files = append(files, os.NewFile(uintptr(h), "program"))
	}
	if len(files) != 3 {
		return nil, nil, fmt.Errorf("process: %d handles, not 3", len(files))
	}
	return &pipeLink{in: files[0], out: files[1]}, &pipeLink{in: files[2]}, nil
}
