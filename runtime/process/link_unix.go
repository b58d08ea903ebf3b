//go:build unix

package process

import (
	"net"
	"os"
	"syscall"
	"time"
)

// openLinks makes the program's two links and the files that are their other
// ends, which the worker inherits as descriptors 3 and 4.
func openLinks() (data, control link, files []*os.File, err error) {
	data, f, err := socketPair()
	if err != nil {
		return nil, nil, nil, err
	}
	control, g, err := socketPair()
	if err != nil {
		data.close()
		f.Close()
		return nil, nil, nil, err
	}
	return data, control, []*os.File{f, g}, nil
}

func socketPair() (link, *os.File, error) {
	syscall.ForkLock.RLock()
	fds, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err == nil {
		syscall.CloseOnExec(fds[0])
		syscall.CloseOnExec(fds[1])
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return nil, nil, os.NewSyscallError("socketpair", err)
	}
	far := os.NewFile(uintptr(fds[1]), "worker")
	near := os.NewFile(uintptr(fds[0]), "program")
	defer near.Close()
	conn, err := net.FileConn(near)
	if err != nil {
		far.Close()
		return nil, nil, err
	}
	l := &connLink{conn: conn.(*net.UnixConn)}
	if err := l.prepare(); err != nil {
		l.close()
		far.Close()
		return nil, nil, err
	}
	return l, far, nil
}

// connLink is either end of a socket pair. The worker's waits in the runtime's
// poller too: reads that block in the kernel were measured slower, because the
// scheduler takes their processor away.
type connLink struct {
	conn *net.UnixConn
	receiver
}

var oobSpace = syscall.CmsgSpace(maxFDs * 4)

const oobSize = 1024 + 64 // CmsgSpace(maxFDs * 4), which is no constant

func (l *connLink) send(fds []int, first, rest []byte) (n int, err error) {
	if len(fds) > 0 {
		n, _, err = l.conn.WriteMsgUnix(first, syscall.UnixRights(fds...), nil)
		if err != nil {
			return n, err
		}
		first = first[n:]
	}
	for _, p := range [2][]byte{first, rest} {
		if len(p) == 0 {
			continue
		}
		m, err := l.conn.Write(p)
		n += m
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

func (l *connLink) interrupt() bool { return l.conn.SetReadDeadline(time.Unix(1, 0)) == nil }
func (l *connLink) resume()         { l.conn.SetReadDeadline(time.Time{}) }
func (l *connLink) closeRead() {
	l.end()
	l.conn.CloseRead()
	l.interrupt()
}

func (l *connLink) setDeadline(t time.Time) { l.conn.SetWriteDeadline(t) }
func (l *connLink) close() error            { return l.conn.Close() }

// inheritedLinks are the worker's ends of openLinks.
func inheritedLinks(string) (data, control link, err error) {
	if data, err = inheritedLink(3); err != nil {
		return nil, nil, err
	}
	control, err = inheritedLink(4)
	return data, control, err
}

// inheritedLink moves a descriptor to one that programs started by tasks do
// not inherit.
func inheritedLink(fd int) (link, error) {
	if _, err := syscall.Getpeername(fd); err != nil {
		return nil, os.NewSyscallError("getpeername", err)
	}
	f := os.NewFile(uintptr(fd), "program")
	defer f.Close()
	conn, err := net.FileConn(f)
	if err != nil {
		return nil, err
	}
	unix, ok := conn.(*net.UnixConn)
	if !ok {
		conn.Close()
		return nil, os.ErrInvalid
	}
	l := &connLink{conn: unix}
	return l, l.prepare()
}

// rights are the descriptors in a control message.
func rights(oob []byte) ([]int, error) {
	if len(oob) == 0 {
		return nil, nil
	}
	msgs, err := syscall.ParseSocketControlMessage(oob)
	if err != nil {
		return nil, err
	}
	var all []int
	for _, m := range msgs {
		fds, err := syscall.ParseUnixRights(&m)
		if err != nil {
			continue
		}
		for _, fd := range fds {
			syscall.CloseOnExec(fd)
		}
		all = append(all, fds...)
	}
	return all, nil
}

func closeFD(fd int) { syscall.Close(fd) }
