// Package termui is a stub of github.com/gizak/termui/v3 v3.1.0 for fixtures.
package termui

import "sync"

type Buffer struct{}

type Event struct{ ID string }

type Drawable interface {
	Draw(*Buffer)
	sync.Locker
}

type Block struct{ sync.Mutex }

func (b *Block) Draw(buf *Buffer) {}

func Init() error { return nil }

func PollEvents() <-chan Event { return nil }

func Render(items ...Drawable) {}
