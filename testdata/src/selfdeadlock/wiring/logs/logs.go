// Package logs has one logger that sends to the program and one that sends from a goroutine.
package logs

import tea "github.com/charmbracelet/bubbletea"

type Direct struct{ Prog *tea.Program }

func (d *Direct) Log(s string) { d.Prog.Send(s) }

type Detached struct{ Prog *tea.Program }

func (d *Detached) Log(s string) { go d.Prog.Send(s) }
