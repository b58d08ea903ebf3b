// Package dialog is a stub of fyne.io/fyne/v2/dialog v2.7.2 for fixtures.
package dialog

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type Dialog interface {
	Show()
	Hide()
	SetDismissText(label string)
	SetOnClosed(closed func())
	Refresh()
	Resize(size fyne.Size)
	MinSize() fyne.Size
	Dismiss()
}

type dialog struct {
	callback func(bool)
	title    string
	parent   fyne.Window
}

func (d *dialog) Dismiss()                    {}
func (d *dialog) Hide()                       {}
func (d *dialog) MinSize() fyne.Size          { return fyne.Size{} }
func (d *dialog) Show()                       {}
func (d *dialog) Refresh()                    {}
func (d *dialog) Resize(size fyne.Size)       {}
func (d *dialog) SetDismissText(label string) {}
func (d *dialog) SetOnClosed(closed func())   {}

type ConfirmDialog struct {
	*dialog
	confirm *widget.Button
}

func NewConfirm(title, message string, callback func(bool), parent fyne.Window) *ConfirmDialog {
	return &ConfirmDialog{dialog: &dialog{callback: callback, title: title, parent: parent}}
}

func ShowConfirm(title, message string, callback func(bool), parent fyne.Window) {
	NewConfirm(title, message, callback, parent).Show()
}

// What follows tells the version: a profile asks for it.

func (d *ConfirmDialog) Confirm() {}

type CustomDialog struct {
	*dialog
}

func NewCustom(title, dismiss string, content fyne.CanvasObject, parent fyne.Window) *CustomDialog {
	return &CustomDialog{&dialog{title: title, parent: parent}}
}

type EntryDialog struct {
	*FormDialog
	onClosed func()
}

func NewEntryDialog(title, message string, onConfirm func(string), parent fyne.Window) *EntryDialog {
	return &EntryDialog{}
}

func ShowEntryDialog(title, message string, onConfirm func(string), parent fyne.Window) {
	NewEntryDialog(title, message, onConfirm, parent).Show()
}

func (i *EntryDialog) SetOnClosed(callback func()) { i.onClosed = callback }

type FormDialog struct {
	*dialog
}

func NewForm(title, confirm, dismiss string, items []*widget.FormItem, callback func(bool), parent fyne.Window) *FormDialog {
	return &FormDialog{&dialog{callback: callback, title: title, parent: parent}}
}

func ShowForm(title, confirm, dismiss string, content []*widget.FormItem, callback func(bool), parent fyne.Window) {
	NewForm(title, confirm, dismiss, content, callback, parent).Show()
}

type FileDialog struct {
	callback any
	parent   fyne.Window
}

func (f *FileDialog) Show()                     {}
func (f *FileDialog) Hide()                     {}
func (f *FileDialog) SetOnClosed(closed func()) {}

func NewFileOpen(callback func(reader fyne.URIReadCloser, err error), parent fyne.Window) *FileDialog {
	return &FileDialog{callback: callback, parent: parent}
}

func NewFileSave(callback func(writer fyne.URIWriteCloser, err error), parent fyne.Window) *FileDialog {
	return &FileDialog{callback: callback, parent: parent}
}

func ShowFileOpen(callback func(reader fyne.URIReadCloser, err error), parent fyne.Window) {
	NewFileOpen(callback, parent).Show()
}

func ShowFileSave(callback func(writer fyne.URIWriteCloser, err error), parent fyne.Window) {
	NewFileSave(callback, parent).Show()
}

func ShowFolderOpen(callback func(fyne.ListableURI, error), parent fyne.Window) {}

func NewInformation(title, message string, parent fyne.Window) Dialog { return &dialog{} }

func ShowInformation(title, message string, parent fyne.Window) {
	NewInformation(title, message, parent).Show()
}

func NewError(err error, parent fyne.Window) Dialog { return &dialog{} }

func ShowError(err error, parent fyne.Window) { NewError(err, parent).Show() }
