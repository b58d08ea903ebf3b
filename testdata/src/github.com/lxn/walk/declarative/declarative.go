// Package declarative is a stub of github.com/lxn/walk/declarative for fixtures.
package declarative

import "github.com/lxn/walk"

type PushButton struct {
	AssignTo  **walk.PushButton
	Text      string
	OnClicked walk.EventHandler
}

type TableView struct {
	Model     interface{}
	StyleCell func(style *walk.CellStyle)
}

type MainWindow struct {
	AssignTo **walk.MainWindow
	Children []interface{}
}

func (mw MainWindow) Run() (int, error) { return 0, nil }
