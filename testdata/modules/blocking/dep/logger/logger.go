// Package logger asks the terminal for its colours when it is first used.
package logger

import (
	"net"
	"os/exec"
	"sync"
)

type Logger struct{ colours string }

func (l *Logger) Print(s string) { println(l.colours + s) }

var (
	once    sync.Once
	std     *Logger
	colours string
	ready   bool
)

func Default() *Logger {
	once.Do(func() { std = &Logger{detect()} })
	return std
}

func Debug(s string) { Default().Print(s) }

func detect() string {
	out, _ := exec.Command("tput", "colors").Output()
	return string(out)
}

func Colours() string {
	if colours != "" {
		return colours
	}
	colours = detect()
	return colours
}

var Theme = sync.OnceValue(detect)

func Styled(s string) string { return Theme() + s }

func setup() {
	ready = true
	detect()
}

func Ready() {
	if !ready {
		setup()
	}
}

// Ask asks each time.
func Ask() string { return detect() }

// Guess asks each time as long as nobody has set the colours.
func Guess() string {
	if colours == "" {
		return detect()
	}
	return colours
}

// A Client connects when it is first used: its caller waits for that.
type Client struct {
	once sync.Once
	conn net.Conn
}

func (c *Client) Send(s string) {
	c.once.Do(func() { c.conn, _ = net.Dial("tcp", "example.org:80") })
	println(s)
}
