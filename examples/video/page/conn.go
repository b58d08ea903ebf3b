package page

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/coder/websocket"
)

const (
	// maxMessage bounds what a browser may send, in bytes.
	maxMessage = 4096
	// ahead is how many pictures may be on their way to the browser. With one, the network's delay would be waited for
	// between any two.
	ahead = 2
	// pingEvery is how often the server asks a silent browser whether it is still there; pingWait is how long it may
	// take to answer, or to take what it is sent.
	pingEvery = 15 * time.Second
	pingWait  = 10 * time.Second
	// byeWait is how long a browser may take to answer the server's good-bye.
	byeWait = time.Second
)

// conn is one connection of a page.
type conn struct {
	page  *Page
	ws    *websocket.Conn
	ctx   context.Context // ends with the connection
	cut   context.CancelFunc
	texts chan []byte

	mu       sync.Mutex
	inFlight int // pictures sent and not shown yet
	ready    chan struct{}
}

// read hands the browser's messages to the UI goroutine, one at a time: it does not read the next one before that has
// handled this one. It returns when the connection has ended, with the reason.
func (c *conn) read() error {
	c.ws.SetReadLimit(maxMessage)
	for {
		_, data, err := c.ws.Read(c.ctx)
		if err != nil {
			return err
		}
		var m struct {
			Kind string          `json:"kind"`
			Data json.RawMessage `json:"data"`
		}
		if err := json.Unmarshal(data, &m); err != nil {
			return fmt.Errorf("a message that is no JSON: %w", err)
		}
		if m.Kind == "shown" { // part of the connection, not of what the page is about
			c.arrived()
			continue
		}
		if err := c.page.client.Call(c.ctx, func() { c.page.receive(m.Kind, m.Data) }); err != nil {
			return err
		}
	}
}

// arrived says that the browser has shown a picture.
func (c *conn) arrived() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.inFlight == 0 {
		return
	}
	c.inFlight--
	c.page.shown.Add(1)
	select {
	case c.ready <- struct{}{}:
	default:
	}
}

// write sends what there is to send until the page or the connection ends. It runs in the background.
func (c *conn) write(ctx context.Context) error {
	defer c.cut()
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	sent := c.page.latest.Load().number // older ones belong to the connection before
	for {
		changed := c.page.latest.Changed()
		var err error
		if next := c.page.latest.Load(); len(c.texts) == 0 && next.number != sent && c.take() {
			c.page.skipped.Add(uint64(next.number - sent - 1))
			sent = next.number
			err = c.send(websocket.MessageBinary, binary.LittleEndian.AppendUint32(nil, next.number), next.data)
		} else {
			select {
			case text := <-c.texts:
				err = c.send(websocket.MessageText, text)
			case <-changed:
			case <-c.ready:
			case <-ping.C:
				err = c.ping()
			case <-c.ctx.Done():
				return nil
			case <-ctx.Done():
				if c.page.Context().Err() != nil {
					c.end()
				}
				return nil
			}
		}
		if err != nil {
			return nil // the browser is gone, which is no error of the program: read ends too
		}
	}
}

// end closes the connection of a page that the server has ended, so that the browser hears of it.
func (c *conn) end() {
	defer time.AfterFunc(byeWait, c.cut).Stop()
	c.ws.Close(statusShutdown, "the server has ended this page")
}

// take reports whether one more picture may be sent.
func (c *conn) take() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.inFlight == ahead {
		return false
	}
	c.inFlight++
	return true
}

func (c *conn) send(kind websocket.MessageType, parts ...[]byte) error {
	ctx, cancel := context.WithTimeout(c.ctx, pingWait)
	defer cancel()
	w, err := c.ws.Writer(ctx, kind)
	if err != nil {
		return err
	}
	for _, part := range parts {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return w.Close()
}

func (c *conn) ping() error {
	ctx, cancel := context.WithTimeout(c.ctx, pingWait)
	defer cancel()
	return c.ws.Ping(ctx)
}
