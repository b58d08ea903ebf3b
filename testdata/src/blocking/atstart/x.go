// Package atstart is about files that are read before the first picture.
package atstart

import (
	"net"
	"net/http"
	"os"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"
)

type model struct{ notes []string }

// Init runs once: to list the notes there delays the start, as it would in main.
func (m *model) Init() tea.Cmd {
	m.list()
	m.ask()
	m.reload()
	return nil
}

func (m *model) list() {
	filepath.WalkDir("notes", func(path string, _ os.DirEntry, _ error) error {
		m.notes = append(m.notes, path)
		return nil
	})
}

// A server may let the program wait for long.
func (m *model) ask() {
	http.Get("http://localhost") // want `Get blocks the UI goroutine`
}

// It runs again whenever a key asks for it.
func (m *model) reload() {
	filepath.WalkDir("notes", func(path string, _ os.DirEntry, _ error) error { return nil }) // want `WalkDir blocks the UI goroutine`
}

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyMsg); ok {
		m.reload()
		if c, err := net.Dial("unix", "agent.sock"); err == nil { // the kernel answers
			c.Close()
		}
		if c, err := net.Dial("tcp", "localhost:80"); err == nil { // want `Dial blocks the UI goroutine`
			c.Close()
		}
	}
	return m, nil
}

func (m *model) View() string { return "" }
