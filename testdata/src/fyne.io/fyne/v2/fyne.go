// Package fyne is a stub of fyne.io/fyne/v2 v2.7.2 for fixtures: the same names and signatures, hardly any bodies.
// Interfaces hold only the methods that fixtures use.
package fyne

import (
	"fmt"
	"io"
	"net/url"
)

type Position struct{ X, Y float32 }

type Size struct{ Width, Height float32 }

type Delta struct{ DX, DY float32 }

func NewPos(x float32, y float32) Position { return Position{x, y} }

func NewSize(w float32, h float32) Size { return Size{w, h} }

type CanvasObject interface {
	MinSize() Size
	Move(Position)
	Position() Position
	Resize(Size)
	Size() Size
	Hide()
	Visible() bool
	Show()
	Refresh()
}

type Disableable interface {
	Enable()
	Disable()
	Disabled() bool
}

type Tappable interface {
	Tapped(*PointEvent)
}

type DoubleTappable interface {
	DoubleTapped(*PointEvent)
}

type Draggable interface {
	Dragged(*DragEvent)
	DragEnd()
}

type Scrollable interface {
	Scrolled(*ScrollEvent)
}

type Focusable interface {
	FocusGained()
	FocusLost()
	TypedRune(rune)
	TypedKey(*KeyEvent)
}

type Widget interface {
	CanvasObject
	CreateRenderer() WidgetRenderer
}

type WidgetRenderer interface {
	Destroy()
	Layout(Size)
	MinSize() Size
	Objects() []CanvasObject
	Refresh()
}

type Layout interface {
	Layout([]CanvasObject, Size)
	MinSize(objects []CanvasObject) Size
}

type KeyName string

type KeyEvent struct {
	Name KeyName
}

type PointEvent struct {
	AbsolutePosition Position
	Position         Position
}

type DragEvent struct {
	PointEvent
	Dragged Delta
}

type ScrollEvent struct {
	PointEvent
	Scrolled Delta
}

type Shortcut interface {
	ShortcutName() string
}

type Canvas interface {
	Content() CanvasObject
	SetContent(CanvasObject)
	Refresh(CanvasObject)
	Focus(Focusable)
	Unfocus()
	Size() Size
	Overlays() OverlayStack
	SetOnTypedRune(func(rune))
	SetOnTypedKey(func(*KeyEvent))
	AddShortcut(shortcut Shortcut, handler func(shortcut Shortcut))
}

type OverlayStack interface {
	Add(overlay CanvasObject)
	List() []CanvasObject
	Remove(overlay CanvasObject)
	Top() CanvasObject
}

type Window interface {
	Title() string
	SetTitle(string)
	Resize(Size)
	SetMainMenu(*MainMenu)
	SetOnClosed(func())
	SetCloseIntercept(func())
	Show()
	Hide()
	Close()
	ShowAndRun()
	Content() CanvasObject
	SetContent(CanvasObject)
	Canvas() Canvas
}

type App interface {
	NewWindow(title string) Window
	OpenURL(url *url.URL) error
	Run()
	Quit()
	Driver() Driver
	SendNotification(*Notification)
	Preferences() Preferences
	Lifecycle() Lifecycle
}

type Driver interface {
	AllWindows() []Window
	StartAnimation(*Animation)
	StopAnimation(*Animation)
	DoFromGoroutine(fn func(), wait bool)
}

type Lifecycle interface {
	SetOnEnteredForeground(func())
	SetOnExitedForeground(func())
	SetOnStarted(func())
	SetOnStopped(func())
}

type Preferences interface {
	Int(key string) int
	SetInt(key string, value int)
	String(key string) string
	SetString(key string, value string)
	AddChangeListener(func())
}

type Notification struct {
	Title, Content string
}

type AnimationCurve func(float32) float32

type Animation struct {
	AutoReverse bool
	Curve       AnimationCurve
	RepeatCount int
	Tick        func(float32)
}

func (a *Animation) Start() { CurrentApp().Driver().StartAnimation(a) }

func (a *Animation) Stop() { CurrentApp().Driver().StopAnimation(a) }

var current App

func CurrentApp() App { return current }

func SetCurrentApp(current App) {}

// Do posts fn to the UI goroutine.
func Do(fn func()) { CurrentApp().Driver().DoFromGoroutine(fn, false) }

// DoAndWait posts fn to the UI goroutine and waits until it has run.
func DoAndWait(fn func()) { CurrentApp().Driver().DoFromGoroutine(fn, true) }

func LogError(reason string, err error) {}

type Resource interface {
	Name() string
	Content() []byte
}

func LoadResourceFromPath(path string) (Resource, error) { return nil, nil }

func LoadResourceFromURLString(urlStr string) (Resource, error) { return nil, nil }

type URI interface {
	fmt.Stringer
	Extension() string
	Name() string
	MimeType() string
	Scheme() string
	Authority() string
	Path() string
	Query() string
	Fragment() string
}

type ListableURI interface {
	URI
	List() ([]URI, error)
}

type URIReadCloser interface {
	io.ReadCloser
	URI() URI
}

type URIWriteCloser interface {
	io.WriteCloser
	URI() URI
}

type Container struct {
	size     Size
	position Position
	Hidden   bool

	Layout  Layout
	Objects []CanvasObject
}

func (c *Container) Add(add CanvasObject)    { c.Objects = append(c.Objects, add) }
func (c *Container) Remove(rem CanvasObject) {}
func (c *Container) RemoveAll()              { c.Objects = nil }
func (c *Container) Hide()                   { c.Hidden = true }
func (c *Container) MinSize() Size           { return c.size }
func (c *Container) Move(pos Position)       { c.position = pos }
func (c *Container) Position() Position      { return c.position }
func (c *Container) Refresh()                {}
func (c *Container) Resize(size Size)        { c.size = size }
func (c *Container) Show()                   { c.Hidden = false }
func (c *Container) Size() Size              { return c.size }
func (c *Container) Visible() bool           { return !c.Hidden }

type Menu struct {
	Label string
	Items []*MenuItem
}

type MainMenu struct {
	Items []*Menu
}

type MenuItem struct {
	ChildMenu   *Menu
	IsQuit      bool
	IsSeparator bool
	Label       string
	Action      func() `json:"-"`
	Disabled    bool
	Checked     bool
	Icon        Resource
	Shortcut    Shortcut
}

func NewMenu(label string, items ...*MenuItem) *Menu { return &Menu{Label: label, Items: items} }

func (m *Menu) Refresh() {}

func NewMainMenu(items ...*Menu) *MainMenu { return &MainMenu{items} }

func (m *MainMenu) Refresh() {}

func NewMenuItem(label string, action func()) *MenuItem {
	return &MenuItem{Label: label, Action: action}
}
