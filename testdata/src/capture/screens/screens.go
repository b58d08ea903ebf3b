// Package screens has handlers that are gone, or run for the last time, when a goroutine works.
package screens

import (
	"time"

	"github.com/rivo/tview"
)

type app struct {
	app   *tview.Application
	pages *tview.Pages
}

func (a *app) closePage(name string) {
	a.pages.RemovePage(name)
}

type settings struct{ name, host, note, port string }

// The form that writes the name is away when the goroutine reads it.
func (a *app) Editor() *tview.Form {
	s := &settings{}
	form := tview.NewForm()
	form.AddInputField("Name", "", 20, nil, func(text string) { s.name = text })
	form.AddButton("Save", func() {
		a.closePage("editor")
		go func() {
			time.Sleep(time.Second)
			println(s.name)
		}()
	})
	a.pages.AddPage("editor", form, true, true)
	return form
}

// Here it is still there.
func (a *app) Open() *tview.Form {
	s := &settings{}
	form := tview.NewForm()
	form.AddInputField("Host", "", 20, nil, func(text string) { s.host = text })
	form.AddButton("Save", func() {
		go func() {
			time.Sleep(time.Second)
			println(s.host) // want "reads settings.host, which races with"
		}()
		a.closePage("editor")
	})
	return form
}

// The page that goes is another one: the form with the note stays.
func (a *app) Asks() *tview.Form {
	s := &settings{}
	form := tview.NewForm()
	form.AddInputField("Note", "", 20, nil, func(text string) { s.note = text })
	form.AddButton("Save", func() {
		question := tview.NewForm().AddButton("Yes", func() {
			a.closePage("question")
			go func() {
				time.Sleep(time.Second)
				println(s.note) // want "reads settings.note, which races with"
			}()
		})
		a.pages.AddPage("question", question, true, true)
	})
	return form
}

type program struct {
	app     *tview.Application
	profile string
	title   string
	theme   string
	done    string
}

// Run shows the start screen, which start replaces.
func (p *program) Run() {
	picker := tview.NewForm().AddButton("Choose", func() { p.start("a") })
	p.app.SetRoot(picker, true)
	p.app.Run()
}

func (p *program) start(name string) {
	p.profile = name
	p.app.SetRoot(p.mainScreen(), true)
	p.title = "late"
}

func (p *program) mainScreen() *tview.Form {
	return tview.NewForm().AddButton("Work", func() {
		go func() {
			time.Sleep(time.Second)
			println(p.profile)
		}()
	}).AddButton("Look", func() {
		p.switchTheme()
		go func() {
			time.Sleep(time.Second)
			println(p.theme) // want "reads program.theme, which races with"
		}()
	}).AddButton("Quit", func() {
		p.done = "yes"
		p.app.Stop()
	}).AddButton("Wait", func() {
		go func() {
			time.Sleep(time.Second)
			println(p.done)
		}()
	})
}

// The main screen itself leads here: it may happen again.
func (p *program) switchTheme() {
	p.theme = "dark"
	p.app.SetRoot(p.mainScreen(), true)
}

// A session can be chosen again from the screen that it shows.
type session struct {
	app  *tview.Application
	user string
}

func (s *session) Run() {
	s.app.SetRoot(s.login(), true)
	s.app.Run()
}

func (s *session) login() *tview.Form {
	return tview.NewForm().AddButton("In", func() { s.enter("a") })
}

func (s *session) enter(name string) {
	s.user = name
	s.app.SetRoot(tview.NewForm().AddButton("Work", func() {
		go func() {
			time.Sleep(time.Second)
			println(s.user) // want "reads session.user, which races with"
		}()
	}).AddButton("Out", func() {
		s.app.SetRoot(s.login(), true)
	}), true)
}
