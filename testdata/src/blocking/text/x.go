// Package text has the snippets of the rule's text.
package text

import (
	"net/http"
	"os/exec"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
)

func report(resp *http.Response, err error) string {
	if err != nil {
		return err.Error()
	}
	return resp.Status
}

type view struct {
	url   *widget.Entry
	state *widget.Label
}

// Wrong: the request is two calls below the button.
func (v *view) button() *widget.Button { return widget.NewButton("Check", v.check) }

func (v *view) check() { v.state.SetText(v.fetch(v.url.Text)) }

func (v *view) fetch(url string) string {
	resp, err := http.Get(url) // want `^http.Get blocks the UI goroutine \(handler given to widget.NewButton\); do it in a goroutine and show the result with fyne.Do `
	return report(resp, err)
}

func New() *widget.Button { return (&view{}).button() }

type model struct{ branch, state string }

type prunedMsg struct{ err error }

func (m model) Init() tea.Cmd { return nil }

// Wrong: git runs inside Update, though a command is what prune returns.
func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg.(type) {
	case tea.KeyMsg:
		return m, prune(m.branch)
	}
	return m, nil
}

func (m model) View() string { return m.state }

func prune(branch string) tea.Cmd {
	err := exec.Command("git", "branch", "-d", branch).Run() // want "blocks the UI goroutine"
	return func() tea.Msg { return prunedMsg{err} }
}

type right struct {
	url   *widget.Entry
	state *widget.Label
}

// Right.
func (v *right) check() {
	url := v.url.Text
	go func() {
		text := v.fetch(url)
		fyne.Do(func() { v.state.SetText(text) })
	}()
}

func (v *right) fetch(url string) string { return report(http.Get(url)) }

func NewRight() *widget.Button { return widget.NewButton("Check", (&right{}).check) }

type rightModel struct{ branch string }

func (m rightModel) Init() tea.Cmd { return nil }

func (m rightModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg.(type) {
	case tea.KeyMsg:
		return m, pruneRight(m.branch)
	}
	return m, nil
}

func (m rightModel) View() string { return m.branch }

func pruneRight(branch string) tea.Cmd {
	return func() tea.Msg {
		return prunedMsg{exec.Command("git", "branch", "-d", branch).Run()}
	}
}

// Look-alikes: a command starts without being waited for, a channel operation that cannot wait, work before the loop.
func (v *right) silent(cmd *exec.Cmd, out chan string) *widget.Button {
	return widget.NewButton("Open", func() {
		_ = cmd.Start()
		select {
		case out <- "opened":
		default:
		}
	})
}
