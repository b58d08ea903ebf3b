// Package walk is a stub of github.com/lxn/walk v0.0.0-20210112085537-c389da54e794 for fixtures.
package walk

type EventHandler func()

type Event struct{}

func (e *Event) Attach(handler EventHandler) int { return 0 }

type Form interface{ Run() int }

type WindowBase struct{}

func (wb *WindowBase) SetEnabled(enabled bool) {}

func (wb *WindowBase) Synchronize(f func()) {}

type FormBase struct{ WindowBase }

func (fb *FormBase) Run() int { return 0 }

type MainWindow struct{ FormBase }

type Label struct{ WindowBase }

func (l *Label) SetText(text string) error { return nil }

type PushButton struct{ WindowBase }

func (b *PushButton) Clicked() *Event { return nil }

type TableModel interface {
	RowCount() int
	Value(row, col int) interface{}
}

type TableModelBase struct{}

func (tmb *TableModelBase) PublishRowsReset() {}

type CellStyle struct{}

func MsgBox(owner Form, title, message string, style uint) int { return 0 }
