// Package widgets is a stub of what therecipe/qt generates for fixtures.
package widgets

type QWidget struct{}

func (ptr *QWidget) SetEnabled(vbo bool) {}

type QPushButton struct{ QWidget }

func (ptr *QPushButton) ConnectClicked(f func(checked bool)) {}

type QLabel struct{ QWidget }

func (ptr *QLabel) SetText(vqs string) {}

func QApplication_Exec() int { return 0 }
