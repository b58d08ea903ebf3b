// Package wrong is the Bubble Tea program with its mistakes. bglint reports each of the lines that begin one.
package wrong

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/go-bgkit/bgkit/examples/toolkits/fetch"
)

type doneMsg string

type model struct {
	program *tea.Program
	url     string
	parts   []float64
	status  string
}

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case doneMsg:
		m.status = string(msg)
	case tea.KeyMsg:
		switch msg.String() {
		case "enter": // nothing is drawn, no key is read while it downloads
			sum, err := fetch.Sum(context.Background(), m.url, func(float64) {}) // BG101
			m.program.Send(doneMsg(fmt.Sprint(sum, err)))                        // BG102
		case "b": // the command is lost: nothing is downloaded at all
			m.download() // BG201
		case "c":
			m.parts = nil
			return m, m.download()
		}
	}
	return m, nil
}

// download changes the model while Update and View use it.
func (m *model) download() tea.Cmd {
	url := m.url
	return func() tea.Msg {
		sum, err := fetch.Sum(context.Background(), url, func(part float64) {
			m.parts = append(m.parts, part) // BG104
		})
		return doneMsg(fmt.Sprint(sum, err))
	}
}

func (m *model) View() string { return fmt.Sprintf("%s %v %s", m.url, m.parts, m.status) }
