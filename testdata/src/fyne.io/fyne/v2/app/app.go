// Package app is a stub of fyne.io/fyne/v2/app v2.7.2 for fixtures.
package app

import "fyne.io/fyne/v2"

func New() fyne.App { return nil }

func NewWithID(id string) fyne.App { return nil }
