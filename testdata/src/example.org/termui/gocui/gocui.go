// Package gocui is a fork of gocui that no profile names, as programs keep in their own tree. Only its shape tells: the
// package's name, Gui.MainLoop, Gui.SetKeybinding and View. It has the older name of Update, Execute.
package gocui

type Key uint16

type Modifier uint8

const ModNone Modifier = 0

type Manager interface {
	Layout(*Gui) error
}

type Gui struct {
	events chan func(*Gui) error
	Title  string
}

func NewGui() *Gui { return &Gui{events: make(chan func(*Gui) error, 20)} }

func (g *Gui) SetManager(managers ...Manager) {}

func (g *Gui) SetView(name string, x0, y0, x1, y1 int) (*View, error) { return &View{}, nil }

func (g *Gui) View(name string) (*View, error) { return nil, nil }

func (g *Gui) SetKeybinding(viewname string, key any, mod Modifier, handler func(*Gui, *View) error) error {
	return nil
}

func (g *Gui) Execute(f func(*Gui) error) {
	go func() { g.events <- f }()
}

func (g *Gui) MainLoop() error { return nil }

type View struct {
	Title string
	Wrap  bool
}

func (v *View) Write(p []byte) (n int, err error) { return len(p), nil }
func (v *View) Clear()                            {}
