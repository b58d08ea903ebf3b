// Package walk is a program with walk.
package walk

import (
	"os"
	"path/filepath"
	"time"

	"github.com/lxn/walk"
	. "github.com/lxn/walk/declarative"
)

// The table asks for each cell while it draws.
type model struct {
	walk.TableModelBase
	names []string
}

func (m *model) RowCount() int { return len(m.names) }

func (m *model) Value(row, col int) interface{} {
	size := 0
	_ = filepath.WalkDir(m.names[row], func(string, os.DirEntry, error) error { // want `filepath.WalkDir blocks the UI goroutine \(implements walk.TableModel`
		size++
		return nil
	})
	return size
}

type app struct {
	mw     *walk.MainWindow
	status *walk.Label
	start  *walk.PushButton
	model  *model
}

func install() error {
	time.Sleep(time.Second) // want `time.Sleep blocks the UI goroutine`
	return nil
}

func Run(a *app) {
	_, _ = MainWindow{
		AssignTo: &a.mw,
		Children: []interface{}{
			PushButton{Text: "Install", OnClicked: func() {
				if install() != nil {
					walk.MsgBox(a.mw, "Error", "no", 0) // a nested loop: events go on
				}
			}},
			PushButton{Text: "Start", OnClicked: a.right},
			TableView{Model: a.model, StyleCell: func(*walk.CellStyle) {
				time.Sleep(time.Second) // want `time.Sleep blocks the UI goroutine`
			}},
		},
	}.Run()
}

// watch began life in a handler.
func (a *app) watch() {
	a.start.Clicked().Attach(func() {
		go func() {
			time.Sleep(time.Minute)
			a.status.SetText("late") // want `\(\*walk.Label\).SetText runs off the UI goroutine \(starts a goroutine\), with 2 more UI operations here; wrap it in Synchronize`
			a.start.SetEnabled(true)
			a.model.PublishRowsReset()
		}()
	})
}

// right takes the way over the queue, also from inside the queue.
func (a *app) right() {
	a.start.SetEnabled(false)
	go func() {
		time.Sleep(time.Minute)
		a.mw.Synchronize(func() {
			a.start.SetEnabled(true)
			a.mw.Synchronize(func() { a.status.SetText("done") })
		})
	}()
}
