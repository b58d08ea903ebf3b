// Package qt6 is a stub of github.com/mappu/miqt/qt6 v0.14.0 for fixtures.
package qt6

type QObject struct{}

type QColor struct{}

func NewQColor() *QColor { return nil }

func (this *QColor) Lighter() *QColor { return nil }

type QWidget struct{ *QObject }

func (this *QWidget) SetEnabled(enabled bool) {}

type QLabel struct{ *QWidget }

func (this *QLabel) SetText(text string) {}

type QAbstractButton struct{ *QWidget }

func (this *QAbstractButton) OnClicked(slot func()) {}

type QPushButton struct{ *QAbstractButton }

type QDialog struct{ *QWidget }

func (this *QDialog) Exec() int { return 0 }

type QApplication struct{ *QObject }

func NewQApplication(args []string) *QApplication { return nil }

func QApplication_Exec() int { return 0 }
