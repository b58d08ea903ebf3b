// Package fetchtest has a server that is as slow as a test wants.
package fetchtest

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// Server sends the first half of a file at once, and the second when the test says so.
type Server struct {
	URL string
	Sum string // the file's SHA-256

	release chan struct{}
	gone    chan struct{}
}

// New starts a server that ends with the test.
func New(t *testing.T) *Server {
	file := bytes.Repeat([]byte("bgkit"), 40_000)
	s := &Server{Sum: fmt.Sprintf("%x", sha256.Sum256(file)), release: make(chan struct{}, 1), gone: make(chan struct{}, 1)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(file)))
		w.Write(file[:len(file)/2])
		w.(http.Flusher).Flush()
		select {
		case <-s.release:
			w.Write(file[len(file)/2:])
		case <-r.Context().Done():
			s.gone <- struct{}{}
		}
	}))
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// Release sends the second half.
func (s *Server) Release() { s.release <- struct{}{} }

// Stopped waits until the client has broken the download off.
func (s *Server) Stopped(t *testing.T) {
	t.Helper()
	select {
	case <-s.gone:
	case <-time.After(20 * time.Second):
		t.Fatal("the download goes on")
	}
}

// Eventually waits until ok says so.
func Eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			t.Fatalf("not within 20 s: %s", what)
		}
		time.Sleep(time.Millisecond)
	}
}
