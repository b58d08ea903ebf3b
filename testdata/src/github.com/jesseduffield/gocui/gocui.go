// Package gocui is a stub of github.com/jesseduffield/gocui for fixtures: OnWorker starts goroutines, views lock their
// contents, and there are more places for handlers.
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

type NewGuiOpts struct{ SupportOverlaps bool }

type ViewMouseBindingOpts struct {
	X int
	Y int
}

type ViewMouseBinding struct {
	ViewName string
	Handler  func(ViewMouseBindingOpts) error
	Modifier Modifier
	Key      Key
}

type Task interface {
	Done()
	Pause()
	Continue()
}

type TaskImpl struct{}

func (t *TaskImpl) Done()     {}
func (t *TaskImpl) Pause()    {}
func (t *TaskImpl) Continue() {}

type Gui struct {
	userEvents chan userEvent
	views      []*View

	BgColor, FgColor, FrameColor Attribute
	Highlight                    bool
	Mouse                        bool
	OnSearchEscape               func() error
	ErrorHandler                 func(error) error
}

func NewGui(opts NewGuiOpts) (*Gui, error) { return &Gui{userEvents: make(chan userEvent, 20)}, nil }

func (g *Gui) NewTask() *TaskImpl { return &TaskImpl{} }
func (g *Gui) Close()             {}
func (g *Gui) Size() (x, y int)   { return 0, 0 }

func (g *Gui) SetView(name string, x0, y0, x1, y1 int, overlaps byte) (*View, error) {
	return &View{name: name}, nil
}
func (g *Gui) View(name string) (*View, error)           { return nil, ErrUnknownView }
func (g *Gui) Views() []*View                            { return g.views }
func (g *Gui) DeleteView(name string) error              { return nil }
func (g *Gui) SetCurrentView(name string) (*View, error) { return nil, ErrUnknownView }
func (g *Gui) SetViewOnTop(name string) (*View, error)   { return nil, ErrUnknownView }

func (g *Gui) SetKeybinding(viewname string, key any, mod Modifier, handler func(*Gui, *View) error) error {
	return nil
}

func (g *Gui) SetTabClickBinding(viewName string, handler func(int) error) error { return nil }

func (g *Gui) SetViewClickBinding(binding *ViewMouseBinding) error { return nil }

func (g *Gui) SetFocusHandler(handler func(bool) error) {}

// Update posts f to the main loop and never waits.
func (g *Gui) Update(f func(*Gui) error) {
	task := g.NewTask()
	go func() {
		g.userEvents <- userEvent{f: f}
		task.Done()
	}()
}

// OnWorker runs f in a goroutine.
func (g *Gui) OnWorker(f func(Task)) {
	task := g.NewTask()
	go func() {
		f(task)
		task.Done()
	}()
}

func (g *Gui) SetManager(managers ...Manager) {}

func (g *Gui) SetManagerFunc(manager func(*Gui) error) { g.SetManager(ManagerFunc(manager)) }

func (g *Gui) MainLoop() error { return ErrQuit }

type View struct {
	name string

	Editable bool
	Editor   Editor
	Visible  bool
	Wrap     bool
	Title    string
	Footer   string
}

func (v *View) Name() string                      { return v.name }
func (v *View) Size() (x, y int)                  { return 0, 0 }
func (v *View) Write(p []byte) (n int, err error) { return len(p), nil }
func (v *View) WriteString(s string)              {}
func (v *View) SetContent(str string)             {}
func (v *View) Clear()                            {}
func (v *View) SetOrigin(x, y int)                {}
