// Package asleep drops commands of a component which returns one only in a state that the program never lets it come to.
package asleep

import (
	"discarded/asleep/list"

	tea "github.com/charmbracelet/bubbletea"
)

type model struct {
	quiet    list.Model // gets no key
	keys     list.Model // gets all messages
	sizes    list.Model // gets what is no key
	filtered list.Model // the program sets its filter
	begun    list.Model // has a filter from the beginning
	lent     list.Model // a helper sets the filter
	pointed  *list.Model
	Open     list.Model // others may do what they like
}

func New() tea.Model {
	m := model{quiet: list.New(nil), keys: list.New(nil), sizes: make1(), filtered: list.New(nil), begun: list.NewFiltered(nil), lent: list.New(nil), Open: list.New(nil)}
	l := list.New(nil)
	style(&l)
	m.quiet = l
	m.pointed = &l
	return m
}

func make1() list.Model {
	l := list.New(nil)
	l.Title = "sizes"
	return l
}

func style(l *list.Model) { l.Title = "quiet" }

func search(l *list.Model) { l.SetFilter("a") }

func (m model) Init() tea.Cmd { return nil }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.quiet.SetItems(nil)
	m.keys.SetItems(nil) // want "is dropped"
	m.sizes.SetItems(nil)
	m.filtered.SetItems(nil) // want "is dropped"
	m.begun.SetItems(nil)    // want "is dropped"
	m.lent.SetItems(nil)     // want "is dropped"
	m.pointed.SetItems(nil)
	m.Open.SetItems(nil) // want "is dropped"
	m.quiet.Spin()       // want "is dropped"

	m.quiet.Down()
	m.quiet.Reset()
	m.quiet, _ = m.quiet.Update(nil)
	m.keys, _ = m.keys.Update(msg)
	if _, ok := msg.(tea.KeyMsg); !ok {
		m.sizes, _ = m.sizes.Update(msg)
	}
	m.filtered.SetFilter("a")
	search(&m.lent)
	return m, nil
}

func (m model) View() string { return m.quiet.Title }
