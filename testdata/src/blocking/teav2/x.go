// Package teav2 blocks the event loop of Bubble Tea v2, whose View returns a struct and whose Msg is another package's type.
package teav2

import (
	"net/http"
	"os/exec"
	"time"

	tea "charm.land/bubbletea/v2"
)

type status struct {
	text string
	hits int
}

type fetchedMsg string

func New() tea.Model { return &status{} }

func (m *status) Init() tea.Cmd {
	time.Sleep(time.Second) // want "blocks the UI goroutine"
	return m.fetch
}

func (m *status) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch msg.String() {
		case "p":
			m.prune()
		case "f":
			return m, m.fetch
		case "t":
			return m, tea.Tick(time.Second, func(time.Time) tea.Msg { return m.fetch() })
		case "b":
			return m, tea.Batch(m.fetch, func() tea.Msg { return fetchedMsg(ask()) })
		}
	case fetchedMsg:
		m.text = string(msg)
	}
	return m, nil
}

// Wrong: View is called for every frame.
func (m *status) View() tea.View {
	v := tea.NewView(m.header())
	v.OnMouse = m.onMouse
	return v
}

func (m *status) header() string {
	out, _ := exec.Command("uptime").Output() // want "blocks the UI goroutine"
	return string(out) + m.text
}

// Wrong: a mouse handler of the view runs on the loop.
func (m *status) onMouse(msg tea.MouseMsg) tea.Cmd {
	_ = exec.Command("beep").Run() // want "blocks the UI goroutine"
	return nil
}

func (m *status) prune() {
	_ = exec.Command("git", "prune").Run() // want "blocks the UI goroutine"
}

// Right: commands run off the loop.
func (m *status) fetch() tea.Msg { return fetchedMsg(ask()) }

func ask() string {
	resp, err := http.Get("https://example.org")
	if err != nil {
		return err.Error()
	}
	return resp.Status
}

// A component's own Update, which no interface names.
type field struct{ text string }

func (f field) Update(msg tea.Msg) (field, tea.Cmd) {
	if _, ok := msg.(tea.KeyMsg); ok {
		f.text = complete(f.text)
	}
	return f, nil
}

func complete(s string) string {
	out, _ := exec.Command("complete", s).Output() // want "blocks the UI goroutine"
	return string(out)
}

// Wrong: the filter runs on the loop.
func Program(m tea.Model) *tea.Program {
	return tea.NewProgram(m, tea.WithFilter(func(m tea.Model, msg tea.Msg) tea.Msg {
		time.Sleep(time.Second) // want "blocks the UI goroutine"
		return msg
	}))
}

// Right: the child process runs while the loop stands still, by intent. Wrong: what is told of its end runs on the loop.
func edit() tea.Cmd {
	return tea.ExecProcess(exec.Command("vi"), func(err error) tea.Msg {
		_ = exec.Command("git", "add", ".").Run() // want "blocks the UI goroutine"
		return nil
	})
}

type editor struct{}

func (m editor) Init() tea.Cmd { return nil }

func (m editor) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, edit() }

func (m editor) View() tea.View { return tea.NewView("") }

// Wrong, unlike any other command: the loop itself runs what OnMouse returns, to send its message.
func Clicks() tea.View {
	v := tea.NewView("click")
	v.OnMouse = func(msg tea.MouseMsg) tea.Cmd {
		return func() tea.Msg {
			_ = exec.Command("make").Run() // a limit: not seen
			return nil
		}
	}
	return v
}
