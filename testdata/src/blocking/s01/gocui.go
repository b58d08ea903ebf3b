package s01

import (
	"blocking/s01/svc"

	"github.com/jroimartin/gocui"
)

type mailbox struct{ svc *svc.Service }

func BindMailbox(g *gocui.Gui, s *svc.Service) error {
	m := &mailbox{svc: s}
	return g.SetKeybinding("", 'r', gocui.ModNone, m.reload)
}

// Wrong: a key binding that calls a network client.
func (m *mailbox) reload(g *gocui.Gui, v *gocui.View) error {
	return m.svc.Dial() // want "blocks the UI goroutine"
}
