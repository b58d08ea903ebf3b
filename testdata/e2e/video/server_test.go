package video

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// binary is the application, built once.
var binary string

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "video")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "video")
	build := exec.Command("go", "build", "-o", binary, ".")
	build.Dir = "../../../examples/video"
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v: %s", err, out)
		return 1
	}
	defer closeBrowser()
	return m.Run()
}

// server is the application, running.
type server struct {
	url string
	cmd *exec.Cmd
	log *logBuffer

	ended chan struct{}
	err   error // once ended
}

type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// serve starts the application on addr ("127.0.0.1:0": a free port). At the end of the test it is told to end, and must do
// so without a complaint.
func serve(t *testing.T, addr string, args ...string) *server {
	t.Helper()
	s := &server{log: &logBuffer{}, ended: make(chan struct{})}
	s.cmd = exec.Command(binary, append([]string{"-addr", addr}, args...)...)
	s.cmd.Stderr = s.log
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		s.err = s.cmd.Wait()
		close(s.ended)
	}()
	t.Cleanup(func() { s.stop(t) })
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	eventually(t, "the server says its address", func() bool {
		s.url = address.FindString(s.log.String())
		return s.url != ""
	})
	return s
}

// stop ends the server as a service manager does. It must take less than the five seconds it gives itself.
func (s *server) stop(t *testing.T) {
	t.Helper()
	_ = s.cmd.Process.Signal(syscall.SIGTERM) // it may have ended
	select {
	case <-s.ended:
		if s.err != nil {
			t.Errorf("the server ended with %v:\n%s", s.err, s.log)
		}
	case <-time.After(4 * time.Second):
		t.Errorf("the server does not end:\n%s", s.log)
		_ = s.cmd.Process.Kill()
		<-s.ended
	}
}

// counts is what the server says of itself.
type counts struct {
	Pages   int
	Tasks   map[string]int
	Workers struct{ Workers, WorkerDeaths, Crashed, Done int }
}

func (s *server) counts(t *testing.T) (c counts) {
	t.Helper()
	res, err := http.Get(s.url + "/stats")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(&c); err != nil {
		t.Fatal(err)
	}
	return c
}

// proxy stands between browser and server, so that a test can cut their connections as a network does: without good-bye.
type proxy struct {
	url string

	mu    sync.Mutex
	conns []net.Conn
	down  bool
}

func newProxy(t *testing.T, to *server) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{url: "http://" + l.Addr().String()}
	t.Cleanup(func() {
		l.Close()
		p.cut(true)
	})
	go func() {
		for {
			browser, err := l.Accept()
			if err != nil {
				return
			}
			p.join(browser, strings.TrimPrefix(to.url, "http://"))
		}
	}()
	return p
}

func (p *proxy) join(browser net.Conn, address string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	server, err := net.Dial("tcp", address)
	if err != nil || p.down {
		browser.Close()
		if err == nil {
			server.Close()
		}
		return
	}
	p.conns = append(p.conns, browser, server)
	pipe := func(to, from net.Conn) {
		_, _ = io.Copy(to, from) // it ends with the connection
		to.Close()
	}
	go pipe(browser, server)
	go pipe(server, browser)
}

// cut ends all connections; down says whether new ones are refused from now on.
func (p *proxy) cut(down bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = down
	for _, c := range p.conns {
		c.Close()
	}
	p.conns = nil
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			t.Fatalf("not within 20 s: %s", what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
