// Package gocui is a stub of github.com/jroimartin/gocui v0.5.0 for fixtures.
package gocui

import "errors"

var (
	ErrQuit        = errors.New("quit")
	ErrUnknownView = errors.New("unknown view")
)

type OutputMode int

const OutputNormal OutputMode = 0

type Attribute uint64

type Key uint16

const (
	KeyEnter Key = 0x0D
	KeyCtrlC Key = 0x03
)

type Modifier uint8

const ModNone Modifier = 0

type Editor interface {
	Edit(v *View, key Key, ch rune, mod Modifier)
}

type EditorFunc func(v *View, key Key, ch rune, mod Modifier)

func (f EditorFunc) Edit(v *View, key Key, ch rune, mod Modifier) { f(v, key, ch, mod) }

type Manager interface {
	Layout(*Gui) error
}

type ManagerFunc func(*Gui) error

func (f ManagerFunc) Layout(g *Gui) error { return f(g) }

type userEvent struct {
	f func(*Gui) error
}

type Gui struct {
	userEvents chan userEvent
	views      []*View

	BgColor, FgColor Attribute
	Highlight        bool
	Cursor           bool
	Mouse            bool
}

func NewGui(mode OutputMode) (*Gui, error) { return &Gui{userEvents: make(chan userEvent, 20)}, nil }

func (g *Gui) Close()           {}
func (g *Gui) Size() (x, y int) { return 0, 0 }

func (g *Gui) SetView(name string, x0, y0, x1, y1 int) (*View, error) { return &View{name: name}, nil }
func (g *Gui) View(name string) (*View, error)                        { return nil, ErrUnknownView }
func (g *Gui) Views() []*View                                         { return g.views }
func (g *Gui) DeleteView(name string) error                           { return nil }
func (g *Gui) SetCurrentView(name string) (*View, error)              { return nil, ErrUnknownView }
func (g *Gui) CurrentView() *View                                     { return nil }
func (g *Gui) SetViewOnTop(name string) (*View, error)                { return nil, ErrUnknownView }

func (g *Gui) SetKeybinding(viewname string, key interface{}, mod Modifier, handler func(*Gui, *View) error) error {
	return nil
}

// Update posts f to the main loop and never waits.
func (g *Gui) Update(f func(*Gui) error) {
	go func() { g.userEvents <- userEvent{f: f} }()
}

func (g *Gui) SetManager(managers ...Manager) {}

func (g *Gui) SetManagerFunc(manager func(*Gui) error) { g.SetManager(ManagerFunc(manager)) }

func (g *Gui) MainLoop() error { return ErrQuit }

type View struct {
	name string

	BgColor, FgColor Attribute
	Editable         bool
	Editor           Editor
	Highlight        bool
	Frame            bool
	Wrap             bool
	Autoscroll       bool
	Title            string
}

func (v *View) Name() string                      { return v.name }
func (v *View) Size() (x, y int)                  { return 0, 0 }
func (v *View) SetCursor(x, y int) error          { return nil }
func (v *View) Write(p []byte) (n int, err error) { return len(p), nil }
func (v *View) Clear()                            {}
func (v *View) Buffer() string                    { return "" }
func (v *View) Line(y int) (string, error)        { return "", nil }
