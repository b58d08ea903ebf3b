//go:build unix && (!linux || 386 || s390x)

package process

import "errors"

type receiver struct {
	oob [oobSize]byte
}

func (l *connLink) prepare() error { return nil }

func (l *connLink) end() {}

func (l *connLink) recv(b []byte) (int, []int, error) {
	n, oobn, _, _, err := l.conn.ReadMsgUnix(b, l.oob[:oobSpace])
	if err != nil {
		return 0, nil, err
	}
	fds, err := rights(l.oob[:oobn])
	return n, fds, err
}

func (l *connLink) during(m messages, _ bool) error {
	for !m.come() {
	}
	return nil
}

// errLater is never answered: recv waits.
var errLater = errors.New("process: nothing to read now")
