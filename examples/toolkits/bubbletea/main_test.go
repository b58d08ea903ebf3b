package main

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/go-bgkit/bgkit/examples/toolkits/fetch/fetchtest"
)

// terminal is what the program writes to.
type terminal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (w *terminal) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(p)
}

// shows reports whether the program has written text since it was asked for the last time with success.
func (w *terminal) shows(text string) func() bool {
	return func() bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		ok := strings.Contains(w.b.String(), text)
		if ok {
			w.b.Reset()
		}
		return ok
	}
}

func TestDownload(t *testing.T) {
	server := fetchtest.New(t)
	keyboard, typist := io.Pipe()
	screen := &terminal{}
	ended := make(chan error, 1)
	go func() {
		ended <- start(server.URL, tea.WithInput(keyboard), tea.WithOutput(screen), tea.WithoutSignalHandler())
	}()
	press := func(key string) {
		if _, err := io.WriteString(typist, key); err != nil {
			t.Error(err)
		}
	}

	fetchtest.Eventually(t, "the screen is there", screen.shows("enter starts"))
	press("\r")
	fetchtest.Eventually(t, "half of it is there", screen.shows("##########            50 %"))
	server.Release()
	fetchtest.Eventually(t, "the result is there", screen.shows("SHA-256 "+server.Sum))

	press("\r")
	fetchtest.Eventually(t, "half of it is there", screen.shows(" 50 %"))
	press("\x1b")
	fetchtest.Eventually(t, "it has stopped", screen.shows("stopped"))
	server.Stopped(t)

	press("\r")
	fetchtest.Eventually(t, "half of it is there", screen.shows(" 50 %"))
	press("\x03")
	if err := <-ended; err != nil {
		t.Error(err)
	}
	server.Stopped(t)
}
