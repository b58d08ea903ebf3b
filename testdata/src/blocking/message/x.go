// Package message writes to connections.
package message

import (
	"bufio"
	"net"

	"fyne.io/fyne/v2/widget"
)

type peer struct {
	conn  net.Conn
	lines []string
}

// One message goes to the kernel's buffer.
func (p *peer) say(e *widget.Entry) *widget.Button {
	return widget.NewButton("Say", func() {
		if _, err := p.conn.Write([]byte(e.Text)); err != nil {
			e.SetText(err.Error())
		}
	})
}

// The answer comes when the other side sends it.
func (p *peer) ask(e *widget.Entry) *widget.Button {
	return widget.NewButton("Ask", func() {
		if _, err := p.conn.Write([]byte(e.Text)); err != nil { // want `Conn.Write blocks the UI goroutine`
			return
		}
		line, _ := bufio.NewReader(p.conn).ReadString('\n')
		e.SetText(line)
	})
}

// Many fill the buffer.
func (p *peer) send() *widget.Button {
	return widget.NewButton("Send", func() {
		for _, line := range p.lines {
			p.conn.Write([]byte(line)) // want `Conn.Write blocks the UI goroutine`
		}
	})
}
