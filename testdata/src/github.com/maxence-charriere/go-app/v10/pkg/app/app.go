// Package app is a stub of github.com/maxence-charriere/go-app/v10/pkg/app v10.0.8 for fixtures.
package app

type UI interface{ Mounted() bool }

type Composer interface {
	UI
	Render() UI
}

type Compo struct{}

func (*Compo) Mounted() bool { return false }

func (*Compo) Render() UI { return nil }

type Event struct{}

type EventHandler func(ctx Context, e Event)

type Context struct{}

func (ctx Context) Async(v func()) {}

func (ctx Context) Dispatch(v func(Context)) {}

type Mounter interface{ OnMount(Context) }

type HTMLButton interface {
	UI
	OnClick(h EventHandler) HTMLButton
}

func Button() HTMLButton { return nil }

func RunWhenOnBrowser() {}
