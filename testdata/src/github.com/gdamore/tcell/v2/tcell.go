// Package tcell is a stub of github.com/gdamore/tcell/v2 v2.8.1 for fixtures.
package tcell

import "time"

type Key int16

const (
	KeyRune  Key = 256
	KeyEnter Key = 13
	KeyTab   Key = 9
	KeyEsc   Key = 27
)

type ModMask int16

type ButtonMask int16

type Color uint64

type AttrMask uint

type Style struct {
	fg Color
	bg Color
}

type Event interface {
	When() time.Time
}

type EventKey struct {
	t   time.Time
	mod ModMask
	key Key
	ch  rune
}

func NewEventKey(k Key, ch rune, mod ModMask) *EventKey {
	return &EventKey{key: k, ch: ch, mod: mod}
}

func (ev *EventKey) When() time.Time    { return ev.t }
func (ev *EventKey) Rune() rune         { return ev.ch }
func (ev *EventKey) Key() Key           { return ev.key }
func (ev *EventKey) Modifiers() ModMask { return ev.mod }

type EventMouse struct {
	t   time.Time
	btn ButtonMask
	mod ModMask
	x   int
	y   int
}

func (ev *EventMouse) When() time.Time      { return ev.t }
func (ev *EventMouse) Position() (int, int) { return ev.x, ev.y }

type Screen interface {
	SetContent(x int, y int, primary rune, combining []rune, style Style)
	Size() (width, height int)
	Show()
	Suspend() error
	Resume() error
}
