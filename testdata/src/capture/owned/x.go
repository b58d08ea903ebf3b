// Package owned has objects that are made for one background function.
package owned

import tea "github.com/charmbracelet/bubbletea"

type index struct {
	entries map[string]int
	legacy  map[string]int
	version int
}

// copyOf is a deep copy.
func copyOf(idx *index) *index {
	if idx == nil {
		return nil
	}
	dup := &index{version: idx.version, entries: map[string]int{}}
	for k, v := range idx.entries {
		dup.entries[k] = v
	}
	return dup
}

func load(path string) *index { return &index{entries: map[string]int{path: 1}} }

func (idx *index) clean() {
	idx.legacy = nil
	idx.version = 2
}

func migrate(idx *index) {
	idx.legacy = nil // want "writes index.legacy"
}

type model struct {
	index *index
	title string
}

func (m *model) Init() tea.Cmd { return nil }

func (m *model) View() string { return m.title }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		m.index.clean()
		migrate(m.index)
		switch k.String() {
		case "c":
			return m, m.build()
		case "s":
			return m, m.buildShared()
		case "k":
			return m, m.buildKept()
		}
	}
	return m, nil
}

// Right: the command has the copy, or what was loaded, to itself.
func (m *model) build() tea.Cmd {
	idx := copyOf(m.index)
	if idx == nil {
		idx = load("x")
	}
	return func() tea.Msg {
		if idx != nil {
			idx.clean()
		}
		idx.version++
		idx.entries["a"] = 1
		return idx
	}
}

// Wrong: this is the model's.
func (m *model) buildShared() tea.Cmd {
	idx := m.index
	return func() tea.Msg {
		migrate(idx)
		return nil
	}
}

// Wrong: the model gets the new index, too.
func (m *model) buildKept() tea.Cmd {
	idx := &index{entries: map[string]int{}}
	m.index = idx
	return func() tea.Msg {
		idx.version = 3 // want "writes index.version"
		return nil
	}
}
