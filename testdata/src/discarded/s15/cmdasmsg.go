package s15

import tea "github.com/charmbracelet/bubbletea"

// Wrong: showError returns a Cmd, and a Cmd is also a Msg, since every value is one.
func Load(load func() error) tea.Cmd {
	return func() tea.Msg {
		if err := load(); err != nil {
			return showError(err) // want "is dropped"
		}
		return blinkMsg{}
	}
}

// Right: the Cmd is called, and its Msg returned.
func LoadRight(load func() error) tea.Cmd {
	return func() tea.Msg {
		if err := load(); err != nil {
			return showError(err)()
		}
		return tea.BatchMsg{blink, showError(nil)} // a message of commands is what Batch makes
	}
}

// Wrong: the same by a conversion in an argument.
func Post(p *tea.Program) {
	go p.Send(showError(nil)) // want "is dropped"
}
