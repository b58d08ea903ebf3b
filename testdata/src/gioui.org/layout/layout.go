// Package layout is a stub of gioui.org/layout v0.9.0 for fixtures.
package layout

type Context struct{}

type Dimensions struct{}

type Widget func(gtx Context) Dimensions

type FlexChild struct{}

func Rigid(widget Widget) FlexChild { return FlexChild{} }

type Flex struct{}

func (f Flex) Layout(gtx Context, children ...FlexChild) Dimensions { return Dimensions{} }
