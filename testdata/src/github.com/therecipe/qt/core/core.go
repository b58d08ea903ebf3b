// Package core is a stub of what therecipe/qt generates for fixtures.
package core

type QTimer struct{}

func (ptr *QTimer) ConnectTimeout(f func()) {}

func (ptr *QTimer) Start(msec int) {}
