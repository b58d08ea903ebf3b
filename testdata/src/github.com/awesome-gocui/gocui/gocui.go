// Package gocui is a stub of github.com/awesome-gocui/gocui v1.1.0 for fixtures: SetView says whether views overlap, and
// UpdateAsync sends to the loop without a goroutine.
package gocui

import "errors"

var (
	ErrQuit        = errors.New("quit")
	ErrUnknownView = errors.New("unknown view")
)

type Attribute uint64

type Key uint16

type Modifier uint8

const ModNone Modifier = 0

type Editor interface {
	Edit(v *View, key Key, ch rune, mod Modifier)
}

type Manager interface {
	Layout(*Gui) error
}

type ManagerFunc func(*Gui) error

func (f ManagerFunc) Layout(g *Gui) error { return f(g) }

type userEvent struct {
	f func(*Gui) error
}

type OutputMode int

const OutputNormal OutputMode = 0

type Gui struct {
	userEvents chan userEvent
	views      []*View

	BgColor, FgColor, FrameColor Attribute
	Highlight                    bool
	Cursor                       bool
	Mouse                        bool
	SupportOverlaps              bool
}

func NewGui(mode OutputMode, supportOverlaps bool) (*Gui, error) {
	return &Gui{userEvents: make(chan userEvent, 20)}, nil
}

// Suspend hands the terminal over, and Resume takes it back.
func Suspend()      {}
func Resume() error { return nil }

func (g *Gui) Close()           {}
func (g *Gui) Size() (x, y int) { return 0, 0 }

func (g *Gui) SetView(name string, x0, y0, x1, y1 int, overlaps byte) (*View, error) {
	return &View{name: name}, nil
}
func (g *Gui) View(name string) (*View, error)           { return nil, ErrUnknownView }
func (g *Gui) Views() []*View                            { return g.views }
func (g *Gui) DeleteView(name string) error              { return nil }
func (g *Gui) SetCurrentView(name string) (*View, error) { return nil, ErrUnknownView }
func (g *Gui) SetViewOnTop(name string) (*View, error)   { return nil, ErrUnknownView }

func (g *Gui) SetKeybinding(viewname string, key interface{}, mod Modifier, handler func(*Gui, *View) error) error {
	return nil
}

// Update posts f to the main loop and never waits.
func (g *Gui) Update(f func(*Gui) error) { go g.UpdateAsync(f) }

// UpdateAsync sends f to the main loop.
func (g *Gui) UpdateAsync(f func(*Gui) error) { g.userEvents <- userEvent{f: f} }

func (g *Gui) SetManager(managers ...Manager) {}

func (g *Gui) SetManagerFunc(manager func(*Gui) error) { g.SetManager(ManagerFunc(manager)) }

func (g *Gui) MainLoop() error { return ErrQuit }

type View struct {
	name string

	Editable   bool
	Editor     Editor
	Highlight  bool
	Visible    bool
	Wrap       bool
	Autoscroll bool
	Title      string
	Subtitle   string
}

func (v *View) Name() string                      { return v.name }
func (v *View) Size() (x, y int)                  { return 0, 0 }
func (v *View) Write(p []byte) (n int, err error) { return len(p), nil }
func (v *View) WriteString(s string)              {}
func (v *View) Clear()                            {}
