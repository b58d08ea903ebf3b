// Package directory is a client whose connection a goroutine reads. A second one hands the answers to those who asked.
package directory

import (
	"bufio"
	"net"
	"sync"
)

type message struct {
	id   int
	text string
	ask  *request
}

type request struct {
	answers chan string
	done    chan struct{}
}

// A Conn is a connection to a server.
type Conn struct {
	conn     net.Conn
	messages chan message
	ids      chan int
	sizes    chan chan int
	closed   chan struct{}
	start    sync.Once
}

func New(conn net.Conn) *Conn {
	c := &Conn{conn: conn, messages: make(chan message), ids: make(chan int), sizes: make(chan chan int), closed: make(chan struct{})}
	return c
}

// Start begins to read.
func (c *Conn) Start() {
	c.start.Do(func() {
		go c.read()
		go c.serve()
	})
}

func (c *Conn) read() {
	buf := bufio.NewReader(c.conn)
	for {
		line, err := buf.ReadString('\n')
		if err != nil {
			close(c.closed)
			return
		}
		c.messages <- message{text: line}
	}
}

func (c *Conn) serve() {
	id := 0
	open := map[int]*request{}
	for {
		select {
		case c.ids <- id:
			id++
		case size := <-c.sizes:
			size <- len(open)
		case m := <-c.messages:
			if m.ask != nil {
				open[m.id] = m.ask
				_, _ = c.conn.Write([]byte(m.text))
			} else if r := open[m.id]; r != nil {
				r.answer(m.text)
			}
		case <-c.closed:
			return
		}
	}
}

func (r *request) answer(text string) {
	select {
	case r.answers <- text:
	case <-r.done:
	}
}

// Search asks the server and waits for its answer.
func (c *Conn) Search(what string) string {
	r := c.send(what)
	defer close(r.done)
	return c.receive(r)
}

// Modify waits for the answer, or for the end of the connection.
func (c *Conn) Modify(what string) bool {
	r := c.send(what)
	defer close(r.done)
	select {
	case text := <-r.answers:
		return text == "ok"
	case <-c.closed:
		return false
	}
}

func (c *Conn) send(what string) *request {
	r := &request{answers: make(chan string), done: make(chan struct{})}
	c.messages <- message{id: <-c.ids, text: what, ask: r}
	return r
}

func (c *Conn) receive(r *request) string { return <-r.answers }

// NextID asks the goroutine next door.
func (c *Conn) NextID() int { return <-c.ids }

// Open asks the goroutine next door, too, in another branch of it than the one for what comes from the network.
func (c *Conn) Open() int {
	size := make(chan int)
	c.sizes <- size
	return <-size
}
