// Package container is a stub of fyne.io/fyne/v2/container v2.7.2 for fixtures.
package container

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func NewVBox(objects ...fyne.CanvasObject) *fyne.Container { return &fyne.Container{Objects: objects} }

func NewHBox(objects ...fyne.CanvasObject) *fyne.Container { return &fyne.Container{Objects: objects} }

func NewStack(objects ...fyne.CanvasObject) *fyne.Container { return &fyne.Container{Objects: objects} }

func NewBorder(top, bottom, left, right fyne.CanvasObject, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Objects: objects}
}

type TabItem struct {
	Text    string
	Icon    fyne.Resource
	Content fyne.CanvasObject
}

func NewTabItem(text string, content fyne.CanvasObject) *TabItem {
	return &TabItem{Text: text, Content: content}
}

type AppTabs struct {
	widget.BaseWidget

	Items        []*TabItem
	OnChanged    func(*TabItem) `json:"-"`
	OnSelected   func(*TabItem)
	OnUnselected func(*TabItem)
}

func NewAppTabs(items ...*TabItem) *AppTabs { return &AppTabs{Items: items} }

func (t *AppTabs) CreateRenderer() fyne.WidgetRenderer { return nil }
func (t *AppTabs) Append(item *TabItem)                { t.Items = append(t.Items, item) }
func (t *AppTabs) Remove(item *TabItem)                {}
func (t *AppTabs) SelectIndex(index int)               {}

// What follows tells the version: a profile asks for it.

type ThemeOverride struct {
	widget.BaseWidget
	Content fyne.CanvasObject
}

func (t *ThemeOverride) CreateRenderer() fyne.WidgetRenderer { return nil }
func (t *ThemeOverride) Refresh()                            {}
func (t *ThemeOverride) SetDeviceIsMobile(on bool)           {}
