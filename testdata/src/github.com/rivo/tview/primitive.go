package tview

import "github.com/gdamore/tcell/v2"

// What each primitive of the real package overrides of Box.

func (b *Button) Draw(screen tcell.Screen)                                              {}
func (b *Button) InputHandler() func(event *tcell.EventKey, setFocus func(p Primitive)) { return nil }
func (b *Button) MouseHandler() func(action MouseAction, event *tcell.EventMouse, setFocus func(p Primitive)) (consumed bool, capture Primitive) {
	return nil
}

func (d *DropDown) Draw(screen tcell.Screen)                                              {}
func (d *DropDown) Focus(delegate func(p Primitive))                                      {}
func (d *DropDown) HasFocus() bool                                                        { return false }
func (d *DropDown) InputHandler() func(event *tcell.EventKey, setFocus func(p Primitive)) { return nil }
func (d *DropDown) MouseHandler() func(action MouseAction, event *tcell.EventMouse, setFocus func(p Primitive)) (consumed bool, capture Primitive) {
	return nil
}
func (d *DropDown) PasteHandler() func(pastedText string, setFocus func(p Primitive)) { return nil }

func (f *Flex) Draw(screen tcell.Screen)                                              {}
func (f *Flex) Focus(delegate func(p Primitive))                                      {}
func (f *Flex) HasFocus() bool                                                        { return false }
func (f *Flex) InputHandler() func(event *tcell.EventKey, setFocus func(p Primitive)) { return nil }
func (f *Flex) MouseHandler() func(action MouseAction, event *tcell.EventMouse, setFocus func(p Primitive)) (consumed bool, capture Primitive) {
	return nil
}
func (f *Flex) PasteHandler() func(pastedText string, setFocus func(p Primitive)) { return nil }

func (f *Form) Draw(screen tcell.Screen)                                              {}
func (f *Form) Focus(delegate func(p Primitive))                                      {}
func (f *Form) HasFocus() bool                                                        { return false }
func (f *Form) InputHandler() func(event *tcell.EventKey, setFocus func(p Primitive)) { return nil }
func (f *Form) MouseHandler() func(action MouseAction, event *tcell.EventMouse, setFocus func(p Primitive)) (consumed bool, capture Primitive) {
	return nil
}
func (f *Form) PasteHandler() func(pastedText string, setFocus func(p Primitive)) { return nil }

func (i *InputField) Blur()                            {}
func (i *InputField) Draw(screen tcell.Screen)         {}
func (i *InputField) Focus(delegate func(p Primitive)) {}
func (i *InputField) HasFocus() bool                   { return false }
func (i *InputField) InputHandler() func(event *tcell.EventKey, setFocus func(p Primitive)) {
	return nil
}
func (i *InputField) MouseHandler() func(action MouseAction, event *tcell.EventMouse, setFocus func(p Primitive)) (consumed bool, capture Primitive) {
	return nil
}
func (i *InputField) PasteHandler() func(pastedText string, setFocus func(p Primitive)) { return nil }

func (l *List) Draw(screen tcell.Screen)                                              {}
func (l *List) InputHandler() func(event *tcell.EventKey, setFocus func(p Primitive)) { return nil }
func (l *List) MouseHandler() func(action MouseAction, event *tcell.EventMouse, setFocus func(p Primitive)) (consumed bool, capture Primitive) {
	return nil
}

func (m *Modal) Draw(screen tcell.Screen)                                              {}
func (m *Modal) Focus(delegate func(p Primitive))                                      {}
func (m *Modal) HasFocus() bool                                                        { return false }
func (m *Modal) InputHandler() func(event *tcell.EventKey, setFocus func(p Primitive)) { return nil }
func (m *Modal) MouseHandler() func(action MouseAction, event *tcell.EventMouse, setFocus func(p Primitive)) (consumed bool, capture Primitive) {
	return nil
}
func (m *Modal) SetBackgroundColor(color tcell.Color) *Modal { return m }

func (p *Pages) Draw(screen tcell.Screen)                                              {}
func (p *Pages) Focus(delegate func(p Primitive))                                      {}
func (p *Pages) HasFocus() bool                                                        { return false }
func (p *Pages) InputHandler() func(event *tcell.EventKey, setFocus func(p Primitive)) { return nil }
func (p *Pages) MouseHandler() func(action MouseAction, event *tcell.EventMouse, setFocus func(p Primitive)) (consumed bool, capture Primitive) {
	return nil
}
func (p *Pages) PasteHandler() func(pastedText string, setFocus func(p Primitive)) { return nil }

func (t *Table) InputHandler() func(event *tcell.EventKey, setFocus func(p Primitive)) { return nil }
func (t *Table) MouseHandler() func(action MouseAction, event *tcell.EventMouse, setFocus func(p Primitive)) (consumed bool, capture Primitive) {
	return nil
}

func (t *TextView) Draw(screen tcell.Screen)                                              {}
func (t *TextView) Focus(delegate func(p Primitive))                                      {}
func (t *TextView) HasFocus() bool                                                        { return false }
func (t *TextView) InputHandler() func(event *tcell.EventKey, setFocus func(p Primitive)) { return nil }
func (t *TextView) MouseHandler() func(action MouseAction, event *tcell.EventMouse, setFocus func(p Primitive)) (consumed bool, capture Primitive) {
	return nil
}
func (t *TextView) SetBackgroundColor(color tcell.Color) *Box { return t.Box }

func (t *TreeView) Draw(screen tcell.Screen)                                              {}
func (t *TreeView) InputHandler() func(event *tcell.EventKey, setFocus func(p Primitive)) { return nil }
func (t *TreeView) MouseHandler() func(action MouseAction, event *tcell.EventMouse, setFocus func(p Primitive)) (consumed bool, capture Primitive) {
	return nil
}
