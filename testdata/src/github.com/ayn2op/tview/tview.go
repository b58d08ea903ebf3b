// Package tview has the signatures of the fork whose primitives are models.
package tview

type Event interface{ When() int64 }

type InitEvent struct{}

func (*InitEvent) When() int64 { return 0 }

type KeyEvent struct{ Name string }

func (*KeyEvent) When() int64 { return 0 }

type Command func() Event

func Batch(cmds ...Command) Command { return nil }

func Quit() Command { return nil }

type Model interface {
	Draw(screen any)
	HandleEvent(event Event) Command
	Focus(delegate func(Model))
}

type Box struct{}

func NewBox() *Box { return &Box{} }

func (b *Box) Draw(screen any)                 {}
func (b *Box) HandleEvent(event Event) Command { return nil }
func (b *Box) Focus(delegate func(Model))      {}
func (b *Box) SetFooter(footer string) *Box    { return b }
func (b *Box) SetTitle(title string) *Box      { return b }

type Application struct{}

func NewApplication() *Application                           { return &Application{} }
func (a *Application) SetRoot(root Model) *Application       { return a }
func (a *Application) Run() error                            { return nil }
func (a *Application) QueueUpdate(f func()) *Application     { return a }
func (a *Application) QueueUpdateDraw(f func()) *Application { return a }
func (a *Application) QueueEvent(event Event) *Application   { return a }
func (a *Application) Suspend(f func()) bool                 { return true }
