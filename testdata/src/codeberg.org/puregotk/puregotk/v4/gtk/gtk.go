// Package gtk is a stub of codeberg.org/puregotk/puregotk/v4/gtk for fixtures.
package gtk

type Widget struct{}

func (x *Widget) SetVisible(VisibleVar bool) {}

func (x *Widget) GoPointer() uintptr { return 0 }

type Button struct{ Widget }

func (x *Button) ConnectClicked(cb *func(Button)) uint32 { return 0 }

type ProgressBar struct{ Widget }

func (x *ProgressBar) SetFraction(FractionVar float64) {}
