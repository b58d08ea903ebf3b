package n10

import tea "github.com/charmbracelet/bubbletea"

type loud struct {
	size size
	busy nils
}

func NewLoud() tea.Model { return &loud{} }

func (m *loud) Init() tea.Cmd { return nil }

// The counterpart: the same callees with an argument for which they return a command.
func (m *loud) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.busy.setBusy(true)           // want "is dropped"
	m.size.Update(key())           // want "is dropped"
	m.size, _ = m.size.Update(msg) // possible only: who writes the blank has looked at what it drops
	return m, nil
}

func (m *loud) View() string { return "" }

func key() tea.KeyMsg { return tea.KeyMsg{} }

type ralph struct{ ready bool }

func NewRalph() tea.Model { return &ralph{} }

func (m *ralph) Init() tea.Cmd { return nil }

func (m *ralph) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.apply()
	*m, _ = m.begin() // possible only: it returns another command
	return m, save
}

func (m *ralph) View() string { return "" }

// Wrong: whoever has no command to return has not looked at what the blank drops; the guards of the callee return nil, its
// end does not.
func (m *ralph) apply() {
	*m, _ = m.begin() // want "is dropped"
	*m, _ = m.stop()  // possible only: what it does at its end is nothing
}

func (m ralph) begin() (ralph, tea.Cmd) {
	if !m.ready {
		return m, nil
	}
	return m, save
}

func (m ralph) stop() (ralph, tea.Cmd) {
	if m.ready {
		return m, save
	}
	return m, nil
}
