// Package widget is a stub of fyne.io/fyne/v2/widget v2.7.2 for fixtures.
package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/data/binding"
)

type BaseWidget struct {
	size     fyne.Size
	position fyne.Position
	Hidden   bool
	impl     fyne.Widget
}

func (w *BaseWidget) ExtendBaseWidget(wid fyne.Widget) { w.impl = wid }
func (w *BaseWidget) Size() fyne.Size                  { return w.size }
func (w *BaseWidget) Resize(size fyne.Size)            { w.size = size }
func (w *BaseWidget) Position() fyne.Position          { return w.position }
func (w *BaseWidget) Move(pos fyne.Position)           { w.position = pos }
func (w *BaseWidget) MinSize() fyne.Size               { return w.size }
func (w *BaseWidget) Visible() bool                    { return !w.Hidden }
func (w *BaseWidget) Show()                            { w.Hidden = false }
func (w *BaseWidget) Hide()                            { w.Hidden = true }
func (w *BaseWidget) Refresh()                         {}

type DisableableWidget struct {
	BaseWidget
	disabled bool
}

func (w *DisableableWidget) Enable()        { w.disabled = false }
func (w *DisableableWidget) Disable()       { w.disabled = true }
func (w *DisableableWidget) Disabled() bool { return w.disabled }

func NewSimpleRenderer(object fyne.CanvasObject) fyne.WidgetRenderer { return nil }

type Label struct {
	BaseWidget
	Text string
}

func NewLabel(text string) *Label { return &Label{Text: text} }

func NewLabelWithData(data binding.String) *Label { return &Label{} }

func (l *Label) Bind(data binding.String)            {}
func (l *Label) CreateRenderer() fyne.WidgetRenderer { return nil }
func (l *Label) MinSize() fyne.Size                  { return l.BaseWidget.MinSize() }
func (l *Label) Refresh()                            {}
func (l *Label) SetText(text string)                 { l.Text = text }

type Button struct {
	DisableableWidget
	Text     string
	Icon     fyne.Resource
	OnTapped func() `json:"-"`
}

func NewButton(label string, tapped func()) *Button { return &Button{Text: label, OnTapped: tapped} }

func NewButtonWithIcon(label string, icon fyne.Resource, tapped func()) *Button {
	return &Button{Text: label, Icon: icon, OnTapped: tapped}
}

func (b *Button) CreateRenderer() fyne.WidgetRenderer { return nil }
func (b *Button) FocusGained()                        {}
func (b *Button) FocusLost()                          {}
func (b *Button) SetIcon(icon fyne.Resource)          { b.Icon = icon }
func (b *Button) SetText(text string)                 { b.Text = text }
func (b *Button) Tapped(*fyne.PointEvent)             {}
func (b *Button) TypedRune(rune)                      {}
func (b *Button) TypedKey(ev *fyne.KeyEvent)          {}

type Entry struct {
	DisableableWidget
	Text        string
	PlaceHolder string
	OnChanged   func(string) `json:"-"`
	OnSubmitted func(string) `json:"-"`
	Password    bool
	MultiLine   bool
}

func NewEntry() *Entry { return &Entry{} }

func (e *Entry) CreateRenderer() fyne.WidgetRenderer  { return nil }
func (e *Entry) ExtendBaseWidget(wid fyne.Widget)     {}
func (e *Entry) FocusGained()                         {}
func (e *Entry) FocusLost()                           {}
func (e *Entry) Refresh()                             {}
func (e *Entry) SetPlaceHolder(text string)           { e.PlaceHolder = text }
func (e *Entry) SetText(text string)                  { e.Text = text }
func (e *Entry) Append(text string)                   { e.Text += text }
func (e *Entry) Tapped(ev *fyne.PointEvent)           {}
func (e *Entry) TypedKey(key *fyne.KeyEvent)          {}
func (e *Entry) TypedRune(r rune)                     {}
func (e *Entry) TypedShortcut(shortcut fyne.Shortcut) {}

type Check struct {
	DisableableWidget
	Text      string
	Checked   bool
	OnChanged func(bool) `json:"-"`
}

func NewCheck(label string, changed func(bool)) *Check {
	return &Check{Text: label, OnChanged: changed}
}

func (c *Check) CreateRenderer() fyne.WidgetRenderer { return nil }
func (c *Check) SetChecked(checked bool)             { c.Checked = checked }
func (c *Check) SetText(text string)                 { c.Text = text }

type Select struct {
	DisableableWidget
	Selected    string
	Options     []string
	PlaceHolder string
	OnChanged   func(string) `json:"-"`
}

func NewSelect(options []string, changed func(string)) *Select {
	return &Select{Options: options, OnChanged: changed}
}

func (s *Select) CreateRenderer() fyne.WidgetRenderer { return nil }
func (s *Select) SetOptions(options []string)         { s.Options = options }
func (s *Select) SetSelected(text string)             { s.Selected = text }

type ListItemID = int

type List struct {
	BaseWidget
	Length       func() int                                  `json:"-"`
	CreateItem   func() fyne.CanvasObject                    `json:"-"`
	UpdateItem   func(id ListItemID, item fyne.CanvasObject) `json:"-"`
	OnSelected   func(id ListItemID)                         `json:"-"`
	OnUnselected func(id ListItemID)                         `json:"-"`
}

func NewList(length func() int, createItem func() fyne.CanvasObject, updateItem func(ListItemID, fyne.CanvasObject)) *List {
	return &List{Length: length, CreateItem: createItem, UpdateItem: updateItem}
}

func (l *List) CreateRenderer() fyne.WidgetRenderer { return nil }
func (l *List) RefreshItem(id ListItemID)           {}
func (l *List) Select(id ListItemID)                {}
func (l *List) ScrollToBottom()                     {}
func (l *List) UnselectAll()                        {}

type ProgressBar struct {
	BaseWidget
	Min, Max, Value float64
	TextFormatter   func() string `json:"-"`
}

func NewProgressBar() *ProgressBar { return &ProgressBar{} }

func NewProgressBarWithData(data binding.Float) *ProgressBar { return &ProgressBar{} }

func (p *ProgressBar) CreateRenderer() fyne.WidgetRenderer { return nil }
func (p *ProgressBar) SetValue(v float64)                  { p.Value = v }

type Slider struct {
	BaseWidget
	Value         float64
	Min           float64
	Max           float64
	Step          float64
	OnChanged     func(float64) `json:"-"`
	OnChangeEnded func(float64) `json:"-"`
}

func NewSlider(min, max float64) *Slider { return &Slider{Min: min, Max: max} }

func (s *Slider) CreateRenderer() fyne.WidgetRenderer { return nil }
func (s *Slider) SetValue(value float64)              { s.Value = value }

type FormItem struct {
	Text     string
	Widget   fyne.CanvasObject
	HintText string
}

func NewFormItem(text string, widget fyne.CanvasObject) *FormItem {
	return &FormItem{Text: text, Widget: widget}
}

type Form struct {
	BaseWidget
	Items      []*FormItem
	OnSubmit   func() `json:"-"`
	OnCancel   func() `json:"-"`
	SubmitText string
	CancelText string
}

func NewForm(items ...*FormItem) *Form { return &Form{Items: items} }

func (f *Form) CreateRenderer() fyne.WidgetRenderer          { return nil }
func (f *Form) Append(text string, widget fyne.CanvasObject) {}

type ToolbarItem interface {
	ToolbarObject() fyne.CanvasObject
}

type ToolbarAction struct {
	Icon        fyne.Resource
	OnActivated func() `json:"-"`
}

func NewToolbarAction(icon fyne.Resource, onActivated func()) *ToolbarAction {
	return &ToolbarAction{Icon: icon, OnActivated: onActivated}
}

func (t *ToolbarAction) ToolbarObject() fyne.CanvasObject { return nil }

// What follows tells the version: a profile asks for it.

type Calendar struct {
	BaseWidget
	OnChanged func(time.Time) `json:"-"`
}

func NewCalendar(cT time.Time, changed func(time.Time)) *Calendar {
	return &Calendar{OnChanged: changed}
}

func (c *Calendar) CreateRenderer() fyne.WidgetRenderer { return nil }
