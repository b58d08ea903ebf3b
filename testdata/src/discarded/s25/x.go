// Package s25 is shape S25: a result is stored in an own parameter, where the caller cannot see it.
package s25

import (
	"context"

	"github.com/go-bgkit/bgkit/runtime/run"

	tea "github.com/charmbracelet/bubbletea"
)

type doneMsg struct{}

func done() tea.Msg { return doneMsg{} }

func start() tea.Cmd { return done }

// Wrong: cmd is a copy of the caller's variable.
func Add(cmd tea.Cmd, busy bool) bool {
	if busy {
		cmd = start() // want "is dropped"
		return true
	}
	return cmd != nil
}

// Right: through a pointer the caller sees it.
func AddTo(cmds *[]tea.Cmd, cmd *tea.Cmd) {
	*cmds = append(*cmds, start())
	*cmd = start()
}

// Wrong: the same with a future.
func Refresh(ctx context.Context, f *run.Future[int]) {
	f = run.IOBound(ctx, func(context.Context) (int, error) { return 1, nil }) // want "is dropped"
}
