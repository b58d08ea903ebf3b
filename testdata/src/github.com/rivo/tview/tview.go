// Package tview is a stub of github.com/rivo/tview v0.42.0 for fixtures.
package tview

import (
	"sync"

	"github.com/gdamore/tcell/v2"
)

type MouseAction int16

type Primitive interface {
	Draw(screen tcell.Screen)
	GetRect() (int, int, int, int)
	SetRect(x, y, width, height int)
	InputHandler() func(event *tcell.EventKey, setFocus func(p Primitive))
	Focus(delegate func(p Primitive))
	HasFocus() bool
	Blur()
	MouseHandler() func(action MouseAction, event *tcell.EventMouse, setFocus func(p Primitive)) (consumed bool, capture Primitive)
	PasteHandler() func(text string, setFocus func(p Primitive))
}

type queuedUpdate struct {
	f    func()
	done chan struct{}
}

type Application struct {
	sync.RWMutex
	updates chan queuedUpdate
	root    Primitive
}

func NewApplication() *Application { return &Application{updates: make(chan queuedUpdate, 100)} }

func (a *Application) SetInputCapture(capture func(event *tcell.EventKey) *tcell.EventKey) *Application {
	return a
}

func (a *Application) SetMouseCapture(capture func(event *tcell.EventMouse, action MouseAction) (*tcell.EventMouse, MouseAction)) *Application {
	return a
}

func (a *Application) SetBeforeDrawFunc(handler func(screen tcell.Screen) bool) *Application {
	return a
}

func (a *Application) SetAfterDrawFunc(handler func(screen tcell.Screen)) *Application { return a }

func (a *Application) Run() error { return nil }

func (a *Application) Stop() {}

func (a *Application) Suspend(f func()) bool {
	f()
	return true
}

// Draw waits until the UI goroutine has drawn.
func (a *Application) Draw() *Application {
	a.QueueUpdate(func() {
		a.draw()
	})
	return a
}

// ForceDraw draws at once, on its caller.
func (a *Application) ForceDraw() *Application { return a.draw() }

func (a *Application) draw() *Application { return a }

func (a *Application) SetRoot(root Primitive, fullscreen bool) *Application {
	a.root = root
	return a
}

func (a *Application) SetFocus(p Primitive) *Application { return a }

func (a *Application) GetFocus() Primitive { return nil }

// QueueUpdate waits until the UI goroutine has run f.
func (a *Application) QueueUpdate(f func()) *Application {
	ch := make(chan struct{})
	a.updates <- queuedUpdate{f: f, done: ch}
	<-ch
	return a
}

func (a *Application) QueueUpdateDraw(f func()) *Application {
	a.QueueUpdate(func() {
		f()
		a.draw()
	})
	return a
}

type Box struct {
	x, y, width, height int
	title               string
}

func NewBox() *Box { return &Box{} }

func (b *Box) Draw(screen tcell.Screen)                         {}
func (b *Box) DrawForSubclass(screen tcell.Screen, p Primitive) {}
func (b *Box) GetRect() (int, int, int, int)                    { return b.x, b.y, b.width, b.height }
func (b *Box) GetInnerRect() (int, int, int, int)               { return b.x, b.y, b.width, b.height }
func (b *Box) SetRect(x, y, width, height int)                  { b.x, b.y, b.width, b.height = x, y, width, height }

func (b *Box) SetDrawFunc(handler func(screen tcell.Screen, x, y, width, height int) (int, int, int, int)) *Box {
	return b
}

func (b *Box) WrapInputHandler(inputHandler func(*tcell.EventKey, func(p Primitive))) func(*tcell.EventKey, func(p Primitive)) {
	return inputHandler
}

func (b *Box) InputHandler() func(event *tcell.EventKey, setFocus func(p Primitive)) { return nil }

func (b *Box) PasteHandler() func(pastedText string, setFocus func(p Primitive)) { return nil }

func (b *Box) SetInputCapture(capture func(event *tcell.EventKey) *tcell.EventKey) *Box { return b }

func (b *Box) MouseHandler() func(action MouseAction, event *tcell.EventMouse, setFocus func(p Primitive)) (consumed bool, capture Primitive) {
	return nil
}

func (b *Box) SetMouseCapture(capture func(action MouseAction, event *tcell.EventMouse) (MouseAction, *tcell.EventMouse)) *Box {
	return b
}

func (b *Box) SetBorder(show bool) *Box                  { return b }
func (b *Box) SetBackgroundColor(color tcell.Color) *Box { return b }
func (b *Box) SetTitle(title string) *Box {
	b.title = title
	return b
}
func (b *Box) GetTitle() string                  { return b.title }
func (b *Box) SetFocusFunc(callback func()) *Box { return b }
func (b *Box) SetBlurFunc(callback func()) *Box  { return b }
func (b *Box) Focus(delegate func(p Primitive))  {}
func (b *Box) Blur()                             {}
func (b *Box) HasFocus() bool                    { return false }

type TextView struct {
	sync.Mutex
	*Box
	text    string
	changed func()
}

func NewTextView() *TextView { return &TextView{Box: NewBox()} }

func (t *TextView) SetText(text string) *TextView                     { return t }
func (t *TextView) GetText(stripAllTags bool) string                  { return t.text }
func (t *TextView) ScrollToEnd() *TextView                            { return t }
func (t *TextView) Clear() *TextView                                  { return t }
func (t *TextView) SetDoneFunc(handler func(key tcell.Key)) *TextView { return t }

func (t *TextView) SetChangedFunc(handler func()) *TextView {
	t.changed = handler
	return t
}

func (t *TextView) Write(p []byte) (n int, err error) {
	if t.changed != nil {
		go t.changed()
	}
	return len(p), nil
}

type TextViewWriter struct{ t *TextView }

func (t *TextView) BatchWriter() TextViewWriter            { return TextViewWriter{t} }
func (w TextViewWriter) Write(p []byte) (n int, err error) { return w.t.Write(p) }
func (w TextViewWriter) Close() error                      { return nil }

type TableCell struct {
	Reference     interface{}
	Text          string
	Align         int
	MaxWidth      int
	Expansion     int
	Color         tcell.Color
	Transparent   bool
	NotSelectable bool
	Clicked       func() bool
}

func NewTableCell(text string) *TableCell { return &TableCell{Text: text} }

func (c *TableCell) SetText(text string) *TableCell {
	c.Text = text
	return c
}

func (c *TableCell) SetClickedFunc(clicked func() bool) *TableCell {
	c.Clicked = clicked
	return c
}

type TableContent interface {
	GetCell(row, column int) *TableCell
	GetRowCount() int
	GetColumnCount() int
	SetCell(row, column int, cell *TableCell)
	RemoveRow(row int)
	RemoveColumn(column int)
	InsertRow(row int)
	InsertColumn(column int)
	Clear()
}

type TableContentReadOnly struct{}

func (t TableContentReadOnly) SetCell(row, column int, cell *TableCell) {}
func (t TableContentReadOnly) RemoveRow(row int)                        {}
func (t TableContentReadOnly) RemoveColumn(column int)                  {}
func (t TableContentReadOnly) InsertRow(row int)                        {}
func (t TableContentReadOnly) InsertColumn(column int)                  {}
func (t TableContentReadOnly) Clear()                                   {}

type Table struct {
	*Box
	content TableContent
}

func NewTable() *Table { return &Table{Box: NewBox()} }

func (t *Table) SetContent(content TableContent) *Table {
	t.content = content
	return t
}
func (t *Table) Clear() *Table                                                { return t }
func (t *Table) GetSelection() (row, column int)                              { return 0, 0 }
func (t *Table) Select(row, column int) *Table                                { return t }
func (t *Table) SetSelectedFunc(handler func(row, column int)) *Table         { return t }
func (t *Table) SetSelectionChangedFunc(handler func(row, column int)) *Table { return t }
func (t *Table) SetDoneFunc(handler func(key tcell.Key)) *Table               { return t }
func (t *Table) SetCell(row, column int, cell *TableCell) *Table              { return t }
func (t *Table) SetCellSimple(row, column int, text string) *Table            { return t }
func (t *Table) GetCell(row, column int) *TableCell                           { return nil }
func (t *Table) GetRowCount() int                                             { return 0 }
func (t *Table) Draw(screen tcell.Screen)                                     {}

type List struct {
	*Box
}

func NewList() *List { return &List{Box: NewBox()} }

func (l *List) AddItem(mainText, secondaryText string, shortcut rune, selected func()) *List {
	return l
}
func (l *List) ShowSecondaryText(show bool) *List                   { return l }
func (l *List) Clear() *List                                        { return l }
func (l *List) GetItemCount() int                                   { return 0 }
func (l *List) GetCurrentItem() int                                 { return 0 }
func (l *List) SetCurrentItem(index int) *List                      { return l }
func (l *List) SetItemText(index int, main, secondary string) *List { return l }
func (l *List) SetChangedFunc(handler func(index int, mainText string, secondaryText string, shortcut rune)) *List {
	return l
}
func (l *List) SetSelectedFunc(handler func(int, string, string, rune)) *List { return l }
func (l *List) SetDoneFunc(handler func()) *List                              { return l }

type Button struct {
	*Box
	selected func()
}

func NewButton(label string) *Button { return &Button{Box: NewBox()} }

func (b *Button) SetLabel(label string) *Button     { return b }
func (b *Button) SetDisabled(disabled bool) *Button { return b }
func (b *Button) SetSelectedFunc(handler func()) *Button {
	b.selected = handler
	return b
}

type InputField struct {
	*Box
}

func NewInputField() *InputField { return &InputField{Box: NewBox()} }

func (i *InputField) SetText(text string) *InputField   { return i }
func (i *InputField) GetText() string                   { return "" }
func (i *InputField) SetLabel(label string) *InputField { return i }
func (i *InputField) SetAutocompleteFunc(callback func(currentText string) (entries []string)) *InputField {
	return i
}
func (i *InputField) Autocomplete() *InputField                            { return i }
func (i *InputField) SetChangedFunc(handler func(text string)) *InputField { return i }
func (i *InputField) SetDoneFunc(handler func(key tcell.Key)) *InputField  { return i }

type DropDown struct {
	*Box
}

func NewDropDown() *DropDown { return &DropDown{Box: NewBox()} }

func (d *DropDown) AddOption(text string, selected func()) *DropDown { return d }
func (d *DropDown) SetOptions(texts []string, selected func(text string, index int)) *DropDown {
	return d
}
func (d *DropDown) SetSelectedFunc(handler func(text string, index int)) *DropDown { return d }

type Form struct {
	*Box
}

func NewForm() *Form { return &Form{Box: NewBox()} }

func (f *Form) AddInputField(label, value string, fieldWidth int, accept func(textToCheck string, lastChar rune) bool, changed func(text string)) *Form {
	return f
}
func (f *Form) AddCheckbox(label string, checked bool, changed func(checked bool)) *Form { return f }
func (f *Form) AddButton(label string, selected func()) *Form                            { return f }
func (f *Form) SetCancelFunc(callback func()) *Form                                      { return f }
func (f *Form) Clear(includeButtons bool) *Form                                          { return f }

type Modal struct {
	*Box
}

func NewModal() *Modal { return &Modal{Box: NewBox()} }

func (m *Modal) SetText(text string) *Modal                                           { return m }
func (m *Modal) AddButtons(labels []string) *Modal                                    { return m }
func (m *Modal) SetDoneFunc(handler func(buttonIndex int, buttonLabel string)) *Modal { return m }

type Pages struct {
	*Box
}

func NewPages() *Pages { return &Pages{Box: NewBox()} }

func (p *Pages) AddPage(name string, item Primitive, resize, visible bool) *Pages   { return p }
func (p *Pages) AddAndSwitchToPage(name string, item Primitive, resize bool) *Pages { return p }
func (p *Pages) RemovePage(name string) *Pages                                      { return p }
func (p *Pages) ShowPage(name string) *Pages                                        { return p }
func (p *Pages) HidePage(name string) *Pages                                        { return p }
func (p *Pages) SwitchToPage(name string) *Pages                                    { return p }

type Flex struct {
	*Box
}

func NewFlex() *Flex { return &Flex{Box: NewBox()} }

func (f *Flex) AddItem(item Primitive, fixedSize, proportion int, focus bool) *Flex { return f }
func (f *Flex) Clear() *Flex                                                        { return f }

type TreeNode struct {
	text string
}

func NewTreeNode(text string) *TreeNode { return &TreeNode{text: text} }

func (n *TreeNode) GetText() string                          { return n.text }
func (n *TreeNode) AddChild(node *TreeNode) *TreeNode        { return n }
func (n *TreeNode) ClearChildren() *TreeNode                 { return n }
func (n *TreeNode) SetText(text string) *TreeNode            { return n }
func (n *TreeNode) SetSelectedFunc(handler func()) *TreeNode { return n }

type TreeView struct {
	*Box
}

func NewTreeView() *TreeView { return &TreeView{Box: NewBox()} }

func (t *TreeView) SetRoot(root *TreeNode) *TreeView                       { return t }
func (t *TreeView) GetCurrentNode() *TreeNode                              { return nil }
func (t *TreeView) SetSelectedFunc(handler func(node *TreeNode)) *TreeView { return t }
func (t *TreeView) SetChangedFunc(handler func(node *TreeNode)) *TreeView  { return t }

// What follows tells the version: a profile asks for it.

func (a *Application) EnableMouse(enable bool) *Application { return a }

func (b *Box) GetBorderAttributes() tcell.AttrMask { return 0 }
