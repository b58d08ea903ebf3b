// Package keys holds tables of functions that are looked up by constants.
package keys

import (
	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

type shell struct {
	app  *tview.Application
	list *tview.List
}

var sh shell

type phase int

const (
	start phase = iota
	show
	leave
)

// A table of tables: what a click does runs in a goroutine, what tells whether an entry is shown runs at once.
var actions = map[phase]map[string]func() bool{
	start: {
		"copy": func() bool { sh.app.Draw(); return true },
	},
	show: {
		"copy": func() bool { return sh.list.GetItemCount() > 0 },
		"move": shownLate,
	},
}

func shownLate() bool {
	sh.app.Draw() // want "waits for the UI goroutine"
	return true
}

// What it returns depends on what its callers give as constants.
func handlerOf(name string, at phase) func() bool {
	h := actions[at][name]
	if at == start {
		return func() bool {
			go h()
			return false
		}
	}
	return func() bool { return h() }
}

func Refill(names []string) *tview.Button {
	return tview.NewButton("Refill").SetSelectedFunc(func() { fill(names) })
}

func fill(names []string) {
	for _, name := range names {
		if !handlerOf(name, show)() {
			continue
		}
		sh.list.AddItem(name, "", 0, func() { handlerOf(name, start)() })
	}
}

// A table that a method looks up with its parameter.
type editor struct {
	app  *tview.Application
	jobs map[string]func()
}

func newEditor(app *tview.Application) *editor {
	ed := &editor{app: app, jobs: map[string]func(){}}
	ed.jobs["save"] = func() { ed.app.QueueUpdate(func() {}) }
	ed.jobs["load"] = func() { ed.app.QueueUpdateDraw(func() {}) } // want "waits for the UI goroutine"
	ed.jobs["wrap"] = func() {}
	return ed
}

func (ed *editor) do(name string) {
	if job, ok := ed.jobs[name]; ok {
		job()
	}
}

func NewEditor(app *tview.Application) *tview.Button {
	ed := newEditor(app)
	return tview.NewButton("Edit").SetSelectedFunc(func() {
		ed.do("wrap")
		ed.do("load")
		go ed.do("save")
	})
}

// A lookup with a key that nobody knows sees all of them.
var byRune = map[rune]func(app *tview.Application){
	'd': func(app *tview.Application) { app.Draw() }, // want "waits for the UI goroutine"
	'q': func(app *tview.Application) { app.Stop() },
}

func Keys(app *tview.Application) {
	app.SetInputCapture(func(ev *tcell.EventKey) *tcell.EventKey {
		if f := byRune[ev.Rune()]; f != nil {
			f(app)
		}
		return nil
	})
}

// So does one whose key is stored as a variable.
var named = map[string]func(app *tview.Application){}

func Register(name string) {
	named[name] = func(app *tview.Application) { app.Draw() } // want "waits for the UI goroutine"
}

func RunNamed(app *tview.Application) *tview.Button {
	return tview.NewButton("Run").SetSelectedFunc(func() { named["run"](app) })
}

// A table in a local variable.
func Local(app *tview.Application) *tview.Button {
	table := map[string]func(){
		"plain": func() {},
		"draw":  func() { app.Draw() },
		"sync":  func() { app.QueueUpdate(func() {}) },
	}
	return tview.NewButton("Local").SetSelectedFunc(func() {
		table["plain"]()
		go table["draw"]()
	})
}
