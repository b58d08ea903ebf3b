// Package s05 is shape S5: the blocking work is behind an interface, a func field, a func variable or a command table.
package s05

import (
	"net/http"

	tea "github.com/charmbracelet/bubbletea"
)

type reviews interface {
	Pending(id string) ([]string, error)
}

type memoryReviews map[string][]string

func (r memoryReviews) Pending(id string) ([]string, error) { return r[id], nil }

type remoteReviews struct{ base string }

// Wrong in sight of inbox.Update: one of the two implementations is an HTTP client.
func (r *remoteReviews) Pending(id string) ([]string, error) {
	resp, err := http.Get(r.base + id) // want "blocks the UI goroutine"
	if err != nil {
		return nil, err
	}
	return []string{resp.Status}, resp.Body.Close()
}

type inbox struct {
	api  reviews
	rows []string
}

func NewInbox(base string) tea.Model {
	if base == "" {
		return &inbox{api: memoryReviews{}}
	}
	return &inbox{api: &remoteReviews{base}}
}

func (m *inbox) Init() tea.Cmd { return nil }

func (m *inbox) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyMsg); ok {
		m.rows, _ = m.api.Pending(key.String())
	}
	return m, nil
}

func (m *inbox) View() string { return "" }
