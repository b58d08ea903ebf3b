//go:build linux && !386 && !s390x

package process

import (
	"errors"
	"os"
	"sync/atomic"
	"syscall"
	"unsafe"
)

// receiver reads from a socket with little overhead: nothing is allocated, and
// a session asks the kernel only when something has come.
type receiver struct {
	raw      syscall.RawConn
	readable func(fd uintptr) bool // l.try
	into     []byte
	n        int
	err      error
	msg      syscall.Msghdr
	iov      syscall.Iovec
	oob      [oobSize]byte

	come    func(fd uintptr) bool // l.goOn
	m       messages
	session bool
	fd      uintptr // within a session
	drained bool    // the kernel had no more, unless the end of the link
	over    atomic.Bool

	spinner spinner
}

// end has reads ask the kernel each time: an end that came together with data
// is announced once.
func (l *connLink) end() { l.over.Store(true) }

func (l *connLink) prepare() (err error) {
	l.raw, err = l.conn.SyscallConn()
	l.readable, l.come = l.try, l.goOn
	return err
}

func (l *connLink) recv(b []byte) (int, []int, error) {
	l.into = b
	if l.session {
		if l.drained && !l.over.Load() || !l.try(l.fd) {
			return 0, nil, errLater
		}
	} else if err := l.raw.Read(l.readable); err != nil {
		return 0, nil, err
	}
	if l.err != nil {
		return 0, nil, l.err
	}
	fds, err := rights(l.oob[:l.msg.Controllen])
	return l.n, fds, err
}

// try reads what is there into l.into. It reports false when there is nothing.
func (l *connLink) try(fd uintptr) bool {
	for {
		l.iov.Base = &l.into[0]
		l.iov.SetLen(len(l.into))
		l.msg = syscall.Msghdr{Iov: &l.iov, Iovlen: 1, Control: &l.oob[0]}
		l.msg.SetControllen(oobSpace)
		n, _, errno := syscall.Syscall(syscall.SYS_RECVMSG, fd, uintptr(unsafe.Pointer(&l.msg)), syscall.MSG_CMSG_CLOEXEC)
		switch errno {
		case 0:
			// Messages with descriptors are read one at a time.
			l.n, l.err, l.drained = int(n), nil, n > 0 && int(n) < len(l.into) && l.msg.Controllen == 0
			return true
		case syscall.EINTR:
		case syscall.EAGAIN:
			return false
		default:
			l.n, l.err = 0, os.NewSyscallError("recvmsg", errno)
			return true
		}
	}
}

func (l *connLink) during(m messages, soon bool) error {
	l.m = m
	l.spinner.begin(soon)
	return l.raw.Read(l.come)
}

func (l *connLink) goOn(fd uintptr) bool {
	l.session, l.fd = true, fd
	defer func() { l.session = false }()
	l.spinner.woken()
	for {
		l.drained = false
		if l.m.come() {
			return true
		}
		if !l.spinner.spin(fd) {
			return false
		}
	}
}

var errLater = errors.New("process: nothing to read now")
