package s10

import (
	"context"
	"log/slog"

	tea "github.com/charmbracelet/bubbletea"
)

type logMsg string

// progHandler sends log records to the program. It is reached from Update through the logger.
type progHandler struct {
	slog.Handler
	prog *tea.Program
}

// Wrong: Send waits for the loop, and the loop is in Update.
func (h progHandler) Handle(_ context.Context, r slog.Record) error {
	h.prog.Send(logMsg(r.Message)) // want "waits for the UI goroutine"
	return nil
}

type recorder interface {
	Handle(context.Context, slog.Record) error
}

type jobs struct {
	prog *tea.Program
	rec  recorder
	n    int
}

func NewJobs(prog *tea.Program) tea.Model { return &jobs{prog: prog, rec: progHandler{prog: prog}} }

func (m *jobs) Init() tea.Cmd { return nil }

func (m *jobs) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		switch msg.String() {
		case "c":
			m.cancelAll()
		case "l":
			_ = m.rec.Handle(context.Background(), slog.Record{})
		case "q":
			m.quit()
		case "s":
			return m, m.sendLater
		}
	case logMsg:
		m.n++
	}
	return m, nil
}

func (m *jobs) View() string { return "" }

func (m *jobs) cancelAll() { m.emit("cancelled") }

// Wrong: two calls below Update.
func (m *jobs) emit(s string) {
	m.prog.Send(logMsg(s)) // want "waits for the UI goroutine"
}

// Wrong: Quit sends; inside Update return tea.Quit.
func (m *jobs) quit() {
	m.prog.Quit() // want "waits for the UI goroutine"
}

// Right: a command may send.
func (m *jobs) sendLater() tea.Msg {
	m.prog.Send(logMsg("later"))
	return nil
}

// Wrong: the filter runs on the loop.
func Filtered(m tea.Model) *tea.Program {
	var p *tea.Program
	p = tea.NewProgram(m, tea.WithFilter(func(m tea.Model, msg tea.Msg) tea.Msg {
		p.Println(msg) // want "waits for the UI goroutine"
		return msg
	}))
	return p
}
