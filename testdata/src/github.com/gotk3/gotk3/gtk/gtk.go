// Package gtk is a stub of github.com/gotk3/gotk3/gtk v0.6.4 for fixtures.
package gtk

import "github.com/gotk3/gotk3/glib"

type Widget struct{ glib.Object }

func (*Widget) SetSensitive(bool) {}

func (*Widget) ShowAll() {}

type Button struct{ Widget }

func ButtonNew() (*Button, error) { return nil, nil }

type Label struct{ Widget }

func (*Label) SetText(string) {}

type Window struct{ Widget }

type Dialog struct{ Window }

func (*Dialog) Run() int { return 0 }

func MessageDialogNew(parent *Window, text string) *Dialog { return nil }

type Builder struct{ glib.Object }

func (*Builder) ConnectSignals(signals map[string]interface{}) {}

func Init(args *[]string) {}

func Main() {}
