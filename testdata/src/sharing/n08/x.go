// Package n08 is look-alike N8: private data, copies, locks and atomics.
package n08

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/rivo/tview"
)

// Copied before the goroutine starts.
func Copies(form *tview.Form, scan func([]string, map[string]int)) {
	var paths []string
	sizes := map[string]int{}
	form.AddButton("Add", func() {
		paths = append(paths, "x")
		sizes["x"]++
	})
	form.AddButton("Scan", func() {
		p, s := slices.Clone(paths), maps.Clone(sizes)
		go scan(p, s)
	})
}

// The same mutex on both sides.
func Locked(lbl *widget.Label, in chan string) *widget.Button {
	var mu sync.Mutex
	last := ""
	go func() {
		for s := range in {
			mu.Lock()
			last = s
			mu.Unlock()
		}
	}()
	return widget.NewButton("Last", func() {
		mu.Lock()
		defer mu.Unlock()
		lbl.SetText(last)
	})
}

func Atomic(lbl *widget.Label, in chan string) *widget.Button {
	var n atomic.Int64
	var m sync.Map
	go func() {
		for s := range in {
			n.Add(1)
			m.Store(s, true)
		}
	}()
	return widget.NewButton("Count", func() {
		if _, ok := m.Load("x"); ok && n.Load() > 0 {
			lbl.SetText("some")
		}
	})
}

// Locals of the goroutine, and a variable of each iteration.
func Private(lbl *widget.Label, all [][]string) {
	for i, names := range all {
		go func() {
			seen := map[string]int{}
			for _, name := range names {
				seen[name] = i
				i++
			}
			n := len(seen)
			fyne.Do(func() {
				if n > 0 {
					lbl.SetText("seen")
				}
			})
		}()
	}
}

// Never written after the goroutine starts.
func Constant(lbl *widget.Label, post func(string)) *widget.Button {
	host := "example"
	host += ".org"
	go post(host)
	go func() { post(host) }()
	return widget.NewButton("Host", func() { lbl.SetText(host) })
}

// Read only after the goroutine has ended: a channel, a WaitGroup, DoAndWait.
func Joined(query func() int) int {
	n := 0
	done := make(chan struct{})
	go func() {
		defer close(done)
		n = query()
	}()
	<-done

	a, b := 0, 0
	var wg sync.WaitGroup
	wg.Go(func() { a = query() })
	wg.Go(func() { b = query() })
	wg.Wait()
	return n + a + b
}

func Asked(e *widget.Entry, use func(string)) {
	go func() {
		var text string
		fyne.DoAndWait(func() { text = e.Text })
		use(text)
	}()
}

func AskedTview(app *tview.Application, in *tview.InputField, use func(string)) {
	go func() {
		var text string
		app.QueueUpdate(func() { text = in.GetText() })
		use(text)
	}()
}

type related struct{ names []string }

func NewRelated() tea.Model { return related{} }

func (m related) Init() tea.Cmd { return nil }

// A copy for each command.
func (m related) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	known := map[string]int{}
	var cmds []tea.Cmd
	for _, name := range m.names {
		local := maps.Clone(known)
		cmds = append(cmds, func() tea.Msg {
			local[name]++
			return local
		})
	}
	return m, tea.Batch(cmds...)
}

func (m related) View() string { return "" }
