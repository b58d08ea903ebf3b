// Package s16 is bug shape S16: a lock held across a wait, a callback or I/O.
package s16

import (
	"net/http"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/jroimartin/gocui"
)

// source is behind an interface: what it does is known all the same.
type source interface{ Rows() []string }

type remote struct{ url string }

func (r remote) Rows() []string {
	_, _ = http.Get(r.url) // want `^http.Get blocks while board.mu is held, and the UI goroutine locks it too: the UI stands still until the call returns; do the slow work outside the lock`
	return nil
}

type board struct {
	mu   sync.Mutex
	src  source
	rows []string
	list *widget.List
}

func NewBoard() *board {
	b := &board{src: remote{"https://example.org"}}
	b.list = widget.NewList(func() int {
		b.mu.Lock()
		defer b.mu.Unlock()
		return len(b.rows)
	}, nil, nil)
	go b.poll()
	return b
}

// Wrong: every frame waits for the server.
func (b *board) poll() {
	for range time.Tick(time.Second) {
		b.mu.Lock()
		b.refreshLocked()
		b.mu.Unlock()
		fyne.Do(b.list.Refresh)
	}
}

func (b *board) refreshLocked() { b.rows = b.src.Rows() }

// Bubble Tea: a command holds the lock that View takes, here behind a pointer and for reading.
type cache struct {
	sync.RWMutex
	text string
}

type model struct{ cache *cache }

func (m model) Init() tea.Cmd { return m.load }

func (m model) load() tea.Msg {
	m.cache.Lock()
	defer m.cache.Unlock()
	resp, err := http.Get("https://example.org") // want "http.Get blocks while cache.RWMutex is held"
	if err == nil {
		m.cache.text = resp.Status
	}
	return nil
}

// Two readers do not wait for each other.
func (m model) Update(tea.Msg) (tea.Model, tea.Cmd) {
	return m, func() tea.Msg {
		m.cache.RLock()
		defer m.cache.RUnlock()
		_, _ = http.Get("https://example.org/" + m.cache.text)
		return nil
	}
}

func (m model) View() string {
	m.cache.RLock()
	defer m.cache.RUnlock()
	return m.cache.text
}

var _ tea.Model = model{}

// gocui: the lock is given back by a function that runs on the UI goroutine later.
type marks struct {
	gui   *gocui.Gui
	mu    sync.Mutex
	items []string
}

func (m *marks) Add(*gocui.Gui, *gocui.View) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.items = append(m.items, "x")
	return nil
}

// Wrong: a second key comes before the posted function.
func (m *marks) Clear(*gocui.Gui, *gocui.View) error {
	m.mu.Lock() // want `marks.mu stays locked until a posted function runs on the UI goroutine`
	m.gui.Update(func(*gocui.Gui) error {
		defer m.mu.Unlock()
		m.items = nil
		return nil
	})
	return nil
}

// Wrong: the lock goes with the goroutine, and the next key waits for the server.
func (m *marks) Send(*gocui.Gui, *gocui.View) error {
	m.mu.Lock()
	go func() {
		defer m.mu.Unlock()
		_, _ = http.Get("https://example.org/marks") // want "http.Get blocks while marks.mu is held"
	}()
	return nil
}

func (m *marks) Bind() error {
	if err := m.gui.SetKeybinding("", 'a', gocui.ModNone, m.Add); err != nil {
		return err
	}
	if err := m.gui.SetKeybinding("", 's', gocui.ModNone, m.Send); err != nil {
		return err
	}
	return m.gui.SetKeybinding("", 'c', gocui.ModNone, m.Clear)
}

// Dial calls what the program has stored in it.
type Dial struct {
	widget.BaseWidget
	OnChanged func(float64)
	mu        sync.Mutex
	value     float64
}

func (d *Dial) Value() float64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.value
}

// Wrong: the function may ask for the value.
func (d *Dial) SetValue(v float64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.value = v
	if d.OnChanged != nil {
		d.OnChanged(v) // want `^Dial.OnChanged is called while Dial.mu is held: a function that uses the object it belongs to waits for itself for ever; copy the function`
	}
}

// Right: it is called without the lock.
func (d *Dial) Turn(by float64) {
	d.mu.Lock()
	d.value += by
	v, changed := d.value, d.OnChanged
	d.mu.Unlock()
	if changed != nil {
		changed(v)
	}
}
