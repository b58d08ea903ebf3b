// Package presumed drops commands that are nil, or change nothing, if all is as it seems: possible only.
package presumed

import (
	"discarded/presumed/bar"

	tea "github.com/charmbracelet/bubbletea"
)

type tab struct {
	name      string
	needsLoad bool
}

type model struct {
	tabs   []tab
	active int
	bar    bar.Model
}

func New() tea.Model { return &model{} }

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyMsg); ok {
		switch key.String() {
		case "n":
			m.tabs = append(m.tabs, m.clone())
			m.load(len(m.tabs) - 1) // the new tab has nothing to load
		case "r":
			m.tabs[0].needsLoad = false
			m.load(0)
		case "right":
			m.load(m.active + 1) // want "is dropped"
		case "R":
			m.tabs = append(m.tabs, restored("r"))
			m.load(len(m.tabs) - 1) // want "is dropped"
		case "L":
			m.tabs = append(m.tabs, tab{name: "l"})
			m.tabs[0].needsLoad = true
			m.load(0) // want "is dropped"
		}
	}
	m.bar.SetPercent(0.5) // it animates what View draws, and nobody calls that
	return m, nil
}

func (m *model) View() string { return m.bar.ViewAs(0.5) }

func (m *model) clone() tab {
	t := tab{name: m.tabs[m.active].name}
	if t.name == "" {
		t.name = "new"
	}
	return t
}

func restored(name string) tab { return tab{name: name, needsLoad: true} }

func (m *model) load(i int) tea.Cmd {
	t := m.tabs[i]
	wanted := t.needsLoad
	m.active = i
	if wanted {
		m.tabs[i].needsLoad = false
		if t.name == "" {
			return fetch
		}
		return tea.Batch(fetch, fetch)
	}
	return nil
}

func fetch() tea.Msg { return nil }
