//go:build unix

package process

import (
	"io"
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
	return &connLink{conn: conn.(*net.UnixConn)}, far, nil
}

// connLink is the program's end: the runtime's poller waits for it.
type connLink struct {
	conn *net.UnixConn
	oob  [oobSize]byte
}

var oobSpace = syscall.CmsgSpace(maxFDs * 4)

const oobSize = 1024 + 64 // CmsgSpace(maxFDs * 4), which is no constant

func (l *connLink) recv(b []byte) (int, []int, error) {
	n, oobn, _, _, err := l.conn.ReadMsgUnix(b, l.oob[:oobSpace])
	if err != nil {
		return 0, nil, err
	}
	fds, err := rights(l.oob[:oobn])
	return n, fds, err
}

func (l *connLink) send(fds []int, parts ...[]byte) error {
	if len(fds) > 0 {
		n, _, err := l.conn.WriteMsgUnix(parts[0], syscall.UnixRights(fds...), nil)
		if err != nil {
			return err
		}
		parts[0] = parts[0][n:]
	}
	for _, p := range parts {
		if _, err := l.conn.Write(p); err != nil {
			return err
		}
	}
	return nil
}

func (l *connLink) setDeadline(t time.Time) { l.conn.SetWriteDeadline(t) }
func (l *connLink) closeRead()              { l.conn.CloseRead() }
func (l *connLink) close() error            { return l.conn.Close() }

// fdLink is the worker's end. Its reads block in the kernel instead of the
// runtime's poller: a worker waits for one thing only, and is awake sooner.
type fdLink struct {
	fd  int
	oob [oobSize]byte
}

// inheritedLinks are the worker's ends of openLinks.
func inheritedLinks(string) (data, control link, err error) {
	for fd := 3; fd <= 4; fd++ {
		if _, err := syscall.Getpeername(fd); err != nil {
			return nil, nil, os.NewSyscallError("getpeername", err)
		}
		syscall.CloseOnExec(fd)
		syscall.SetNonblock(fd, false)
	}
	return &fdLink{fd: 3}, &fdLink{fd: 4}, nil
}

func (l *fdLink) recv(b []byte) (int, []int, error) {
	for {
		n, oobn, _, _, err := syscall.Recvmsg(l.fd, b, l.oob[:oobSpace], recvFlags)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return 0, nil, os.NewSyscallError("recvmsg", err)
		}
		if n == 0 {
			return 0, nil, io.EOF
		}
		fds, err := rights(l.oob[:oobn])
		return n, fds, err
	}
}

func (l *fdLink) send(fds []int, parts ...[]byte) error {
	var oob []byte
	if len(fds) > 0 {
		oob = syscall.UnixRights(fds...)
	}
	for _, p := range parts {
		for len(p) > 0 {
			n, err := syscall.SendmsgN(l.fd, p, oob, nil, 0)
			if err == syscall.EINTR {
				continue
			}
			if err != nil {
				return os.NewSyscallError("sendmsg", err)
			}
			p, oob = p[n:], nil
		}
	}
	return nil
}

func (l *fdLink) setDeadline(time.Time) {}
func (l *fdLink) closeRead()            { syscall.Shutdown(l.fd, syscall.SHUT_RD) }
func (l *fdLink) close() error          { return syscall.Close(l.fd) }

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
