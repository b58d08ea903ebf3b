package keys

import "github.com/rivo/tview"

// Closures that know what the call that made them said.
func redraw(app *tview.Application, wait bool) func() {
	return func() {
		if wait {
			app.Draw()
		}
	}
}

func redrawn(app *tview.Application, wait bool) func() {
	return func() {
		if wait {
			app.Draw() // want "waits for the UI goroutine"
		}
	}
}

func Redraw(app *tview.Application) *tview.Button {
	b := tview.NewButton("Quick").SetSelectedFunc(redraw(app, false))
	go redraw(app, true)()
	tview.NewButton("Slow").SetSelectedFunc(redrawn(app, true))
	redrawn(app, false)()
	return b
}

// One of two functions, by a mode; the switch is the callee's.
func drawNow(app *tview.Application) { app.Draw() }

func drawLater(app *tview.Application) { go app.Draw() }

func drawEager(app *tview.Application) { app.Draw() } // want "waits for the UI goroutine"

func choose(mode string) func(*tview.Application) {
	switch mode {
	case "now":
		return drawNow
	case "eager":
		return drawEager
	}
	return drawLater
}

func Choose(app *tview.Application) *tview.Button {
	go choose("now")(app)
	return tview.NewButton("Choose").SetSelectedFunc(func() {
		choose("later")(app)
		choose("eager")(app)
	})
}

// A variable that is assigned to is not the parameter any more.
func changed(app *tview.Application, wait bool) func() {
	f := func() {
		if wait {
			app.Draw() // want "waits for the UI goroutine"
		}
	}
	wait = !wait
	return f
}

func Changed(app *tview.Application) *tview.Button {
	return tview.NewButton("Changed").SetSelectedFunc(changed(app, false))
}

// Variadic arguments that are there or not.
func notify(app *tview.Application, quiet ...bool) {
	if len(quiet) > 0 {
		return
	}
	app.Draw() // want "waits for the UI goroutine"
}

func notifyQuietly(app *tview.Application, quiet ...bool) {
	if len(quiet) == 0 {
		app.Draw()
	}
}

func notifyNil(app *tview.Application, quiet ...bool) {
	if quiet != nil {
		return
	}
	app.Draw()
}

func notifyAll(app *tview.Application, texts ...string) {
	for range texts {
		app.Draw()
	}
}

func Notify(app *tview.Application) *tview.Button {
	go notifyQuietly(app)
	go notifyAll(app, "a", "b")
	return tview.NewButton("Notify").SetSelectedFunc(func() {
		notify(app)
		notifyQuietly(app, true)
		notifyNil(app, true)
		notifyAll(app)
	})
}

// Two calls that say different things: what one rules out, the other does.
func Both(app *tview.Application) *tview.Button {
	return tview.NewButton("Both").SetSelectedFunc(func() {
		pause(app, false)
		pause(app, true)
	})
}

func pause(app *tview.Application, wait bool) {
	if wait {
		app.Draw() // want "waits for the UI goroutine"
	}
}
