// Command bubbletea downloads a file with Bubble Tea: with progress, a way to stop, and a screen that never freezes.
//
// Bubble Tea has commands for work that takes time; what they lack is progress and a way to stop. A client brings both:
// its functions reach Update as messages.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/go-bgkit/bgkit/examples/toolkits/fetch"
	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// runMsg is a function of the client on its way to Update.
type runMsg func()

// model is the screen. It belongs to the goroutine of Update.
type model struct {
	client *ui.Client
	url    string
	status string

	download *run.Future[string] // nil while there is none
}

func (m *model) Init() tea.Cmd {
	m.client.Bind()
	return nil
}

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case runMsg:
		msg()
	case tea.KeyMsg:
		switch msg.String() {
		case "enter":
			m.begin()
		case "esc":
			m.end()
		case "ctrl+c":
			return m, tea.Quit
		}
	}
	return m, nil
}

func (m *model) View() string {
	return fmt.Sprintf("%s\n%s\n\nenter starts, esc stops, ctrl+c ends\n", m.url, m.status)
}

// begin handles the key: it copies what the download needs, and returns at once.
func (m *model) begin() {
	if m.download != nil {
		return
	}
	url := m.url
	m.status = "downloading"
	m.download = run.IOBound(m.client.Context(), func(ctx context.Context) (string, error) {
		return fetch.Sum(ctx, url, func(part float64) {
			_ = ui.Do(ctx, func() { m.show(part) }) // refused when the program ends
		})
	})
	m.download.Then(m.finished)
}

func (m *model) end() {
	if m.download != nil {
		m.download.Cancel()
	}
}

func (m *model) show(part float64) {
	if m.download != nil {
		m.status = fmt.Sprintf("%-20s %3.0f %%", strings.Repeat("#", int(part*20)), part*100)
	}
}

// finished has the result, in Update again.
func (m *model) finished(sum string, err error) {
	m.download = nil
	switch {
	case errors.Is(err, context.Canceled):
		m.status = "stopped"
	case err != nil:
		m.status = "failed: " + err.Error()
	default:
		m.status = "SHA-256 " + sum
	}
}

func main() {
	if err := start(strings.Join(os.Args[1:], " ")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// start runs the program until it is quit.
func start(url string, options ...tea.ProgramOption) error {
	m := &model{url: url}
	program := tea.NewProgram(m, options...)
	m.client = ui.NewClient(func(f func()) { go program.Send(runMsg(f)) })
	defer m.client.Delete() // stops the download and its progress
	_, err := program.Run()
	return err
}
