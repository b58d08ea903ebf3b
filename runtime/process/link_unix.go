//go:build unix

package process

import (
	"errors"
	"net"
	"os"
	"syscall"
	"time"
)

// openLinks makes the program's two links and the files that are their other
// ends, which the worker inherits as descriptors 3 and up.
func openLinks() (data, control link, files []*os.File, err error) {
	var near [3]*os.File // calls, answers, control
	for i := range near {
		var far *os.File
		if near[i], far, err = socketPair(); err != nil {
			closeFiles(near[:i])
			closeFiles(files)
			return nil, nil, nil, err
		}
		files = append(files, far)
	}
	data, control, err = joinLinks(near[1], near[0], near[2])
	if err != nil {
		closeFiles(files)
	}
	return data, control, files, err
}

// inheritedLinks are the worker's ends of openLinks.
func inheritedLinks(string) (data, control link, err error) {
	var far [3]*os.File
	for i := range far {
		fd := 3 + i
		if _, err := syscall.Getpeername(fd); err != nil {
			return nil, nil, os.NewSyscallError("getpeername", err)
		}
		syscall.CloseOnExec(fd) // programs started by tasks do not inherit it
		far[i] = os.NewFile(uintptr(fd), "program")
	}
	return joinLinks(far[0], far[1], far[2])
}

// joinLinks makes links of sockets. They are the links' from then on, whether
// it fails or not.
func joinLinks(in, out, both *os.File) (data, control link, err error) {
	d, err := newLink(in, out)
	if err != nil {
		both.Close()
		return nil, nil, err
	}
	c, err := newLink(both, nil)
	if err != nil {
		d.close()
		return nil, nil, err
	}
	return d, c, nil
}

func closeFiles(files []*os.File) {
	for _, f := range files {
		f.Close()
	}
}

// socketPair makes two blocking sockets that other programs do not inherit.
func socketPair() (near, far *os.File, err error) {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	fds, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		return nil, nil, os.NewSyscallError("socketpair", err)
	}
	syscall.CloseOnExec(fds[0])
	syscall.CloseOnExec(fds[1])
	return os.NewFile(uintptr(fds[0]), "program"), os.NewFile(uintptr(fds[1]), "worker"), nil
}

// connLink is either end of a link. A data link has a socket for each
// direction. The one that it reads waits in the runtime's poller, the worker's
// too: reads that block in the kernel were measured slower, because the
// scheduler takes their processor away. The one that it writes is not in the
// poller. There, each message that the other side reads would wake a thread to
// learn that there is room again, which was measured to cost more than a small
// call: that thread competes with the other side for a processor. A write for
// which there is no room blocks a thread instead, until the other side reads or
// ends, or closeRead.
type connLink struct {
	conn *net.UnixConn
	out  *os.File // blocking; nil for a control link, which writes to conn
	receiver
}

func newLink(in, out *os.File) (*connLink, error) {
	defer in.Close()
	conn, err := net.FileConn(in)
	if err == nil {
		unix, ok := conn.(*net.UnixConn)
		if !ok {
			conn.Close()
			err = os.ErrInvalid
		} else {
			l := &connLink{conn: unix, out: out}
			if err = l.prepare(); err == nil {
				return l, nil
			}
			unix.Close()
		}
	}
	if out != nil {
		out.Close()
	}
	return nil, err
}

var oobSpace = syscall.CmsgSpace(maxFDs * 4)

const oobSize = 1024 + 64 // CmsgSpace(maxFDs * 4), which is no constant

func (l *connLink) send(fds []int, first, rest []byte) (n int, err error) {
	if len(fds) > 0 {
		n, err = l.sendRights(first, fds)
		if err != nil {
			return n, err
		}
		first = first[n:]
	}
	for _, p := range [2][]byte{first, rest} {
		if len(p) == 0 {
			continue
		}
		m, err := l.write(p)
		n += m
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

func (l *connLink) write(p []byte) (int, error) {
	if l.out == nil {
		return l.conn.Write(p)
	}
	return l.out.Write(p)
}

// sendRights writes some of p, and fds with it.
func (l *connLink) sendRights(p []byte, fds []int) (n int, err error) {
	if l.out == nil {
		return 0, errors.New("process: the control link passes no descriptors")
	}
	raw, err := l.out.SyscallConn()
	if err != nil {
		return 0, err
	}
	closed := raw.Write(func(fd uintptr) bool {
		for {
			n, err = syscall.SendmsgN(int(fd), p, syscall.UnixRights(fds...), nil, 0)
			if err != syscall.EINTR {
				return true
			}
		}
	})
	if closed != nil {
		return 0, closed
	}
	return n, os.NewSyscallError("sendmsg", err)
}

func (l *connLink) interrupt() bool { return l.conn.SetReadDeadline(time.Unix(1, 0)) == nil }
func (l *connLink) resume()         { l.conn.SetReadDeadline(time.Time{}) }
func (l *connLink) closeRead() {
	l.end()
	l.conn.CloseRead()
	l.interrupt()
	if l.out == nil {
		return
	}
	if raw, err := l.out.SyscallConn(); err == nil {
		raw.Control(func(fd uintptr) { syscall.Shutdown(int(fd), syscall.SHUT_RDWR) })
	}
}

func (l *connLink) setDeadline(t time.Time) { l.conn.SetWriteDeadline(t) }

func (l *connLink) close() error {
	err := l.conn.Close()
	if l.out != nil {
		err = errors.Join(err, l.out.Close())
	}
	return err
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
