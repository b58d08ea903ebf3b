package s19

import (
	"net/http"
	"os/exec"

	tea "github.com/charmbracelet/bubbletea"
)

type opener struct{ detail *detail }

type repliedMsg string

func NewOpener() tea.Model { return &opener{} }

func (m *opener) Init() tea.Cmd { return nil }

func (m *opener) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	key, ok := msg.(tea.KeyMsg)
	if !ok {
		return m, nil
	}
	switch key.String() {
	case "o":
		return m, m.open("https://example.org")
	case "O":
		return m, m.openRight("https://example.org")
	case "s":
		return m, reply(m.askNow())
	case "n":
		m.detail = newDetail("7")
	case "j":
		return m, job
	case "J":
		msg := job()
		return m.Update(msg)
	}
	return m, nil
}

func (m *opener) View() string { return "" }

// Wrong: returns a Cmd, but does its work before.
func (m *opener) open(url string) tea.Cmd {
	_ = exec.Command("lynx", url).Run() // want "blocks the UI goroutine"
	return nil
}

// Right: the work is inside the returned closure.
func (m *opener) openRight(url string) tea.Cmd {
	return func() tea.Msg {
		_ = exec.Command("lynx", url).Run()
		return nil
	}
}

func reply(text string) tea.Cmd { return func() tea.Msg { return repliedMsg(text) } }

// Wrong: an eager argument of reply.
func (m *opener) askNow() string {
	resp, err := http.Get("https://example.org/ask") // want "blocks the UI goroutine"
	if err != nil {
		return err.Error()
	}
	return resp.Status
}

type detail struct{ text string }

// Wrong: the constructor of a sub-view, called in Update, does the I/O.
func newDetail(id string) *detail {
	out, _ := exec.Command("show", id).Output() // want "blocks the UI goroutine"
	return &detail{string(out)}
}

// Wrong: right as the command of key j, but for key J Update calls it by hand.
func job() tea.Msg {
	_ = exec.Command("make").Run() // want "blocks the UI goroutine"
	return nil
}
