// Package offloop finds UI calls off the UI goroutine: rule BG103 of bglint.
//
// # Analyzer offloop
//
// offloop: UI calls and writes to widgets off the UI goroutine
//
// # What it reports
//
// A background function calls what belongs to the UI goroutine, or writes a field of a widget. Background functions are
// the ones that a go statement starts, and what goroutine pools, time.AfterFunc, errgroup, HTTP servers, run.IOBound and
// background.Create run, along with everything that these call: through helpers, func values, stored listeners, channels
// of functions, interfaces and other packages. What belongs to the UI goroutine is data, one profile for each toolkit:
//
//   - Fyne: methods and fields of widgets, containers, canvas objects, windows, menus and dialogs;
//   - tview: the methods of primitives, getters included, and of the application SetRoot, SetFocus and ForceDraw;
//   - gocui and its forks: methods and fields of Gui and View;
//   - GTK through gotk3 and gotk4: nearly everything, constructors included.
//
// A program's own widgets count as well: a method that writes a field which the widget's other methods use on the UI
// goroutine belongs there, seen from other packages.
//
// # Why it matters
//
// Widgets have no locks. A call from another goroutine races with the drawing: texts appear half, a list's index is out
// of range, the program crashes now and then, far from the mistake. Fyne prints an error for some of these calls at run
// time, and for no write to a field.
//
// # Wrong
//
// The last call is marshalled, the deferred one and the branch of the error are not (Fyne):
//
//	go func() {
//		defer v.busy.Hide()
//		if err := load(); err != nil {
//			v.state.SetText(err.Error())
//			v.state.Show()
//			return
//		}
//		fyne.Do(v.list.Refresh)
//	}()
//
// A listener, called by a goroutine of a package that knows no toolkit (tview):
//
//	clock.OnTick = func(t string) { table.SetCellSimple(0, 0, t) }
//
// # Right
//
// Work first, then one function for all that touches widgets:
//
//	go func() {
//		err := load()
//		fyne.Do(func() {
//			v.busy.Hide()
//			if err != nil {
//				v.state.SetText(err.Error())
//				v.state.Show()
//				return
//			}
//			v.list.Refresh()
//		})
//	}()
//
//	clock.OnTick = func(t string) {
//		app.QueueUpdateDraw(func() { table.SetCellSimple(0, 0, t) })
//	}
//
// # How to read a report
//
//	view.go:20:16: (*widget.BaseWidget).Hide runs off the UI goroutine (starts a goroutine), with 2 more UI
//	operations here; wrap it in fyne.Do (BG103 offloop, certain)
//		view.go:19:2: starts a goroutine
//		view.go:20:16: calls (*widget.BaseWidget).Hide
//		view.go:22:12: also calls (*widget.Label).SetText
//		view.go:23:12: also calls (*widget.BaseWidget).Show
//
// The chain begins where the goroutine does. There is one report for each goroutine, with the further operations in
// the chain. A helper that handlers call too is right in itself: then the report stands at the call by which the background
// enters it, and that call is what to wrap. A waiting dispatch inside the helper would make BG102 for the handlers.
//
// # When it is silent
//
//   - Calls that the toolkit makes safe: Fyne's data bindings and preferences, a TextView as io.Writer, QueueUpdate, Draw
//     and Stop of an application, gocui's Update.
//   - Widgets that the function has made itself and not yet shown: build them anywhere, attach them on the UI goroutine.
//   - main and init before the loop runs, and what they call.
//   - Versions without a UI goroutine: Fyne before 2.6.
//   - Functions that nothing in sight runs.
//   - Bubble Tea, which has no widgets: a command that changes the model is BG104.
//   - Calls that lock inside, though nobody promised it (TextView.SetText of tview, View.Write in a fork of gocui):
//     reported with --confidence=possible.
//
// # Limits
//
// Getters and sizes in Fyne are left out, though reading them is wrong as well. Calls in main after a loop that was
// started with go count as start-up. A field, a variable or an interface method is one place for all instances of its
// type: a listener that one instance runs in a goroutine is taken to run there for all; but what a function of another
// package runs through an object that its caller passes, or keeps the caller's function in, is that caller's. Whether a
// widget is on the screen is known only for those that the function itself has made. Conditions are not evaluated.
//
// # How to silence it
//
//	//bg:ignore BG103 reason    on the line, on the line above, or in the doc comment of a function
//	//bg:safe reason            in the doc comment of a function: every goroutine may call it, and with it
//	                            what it calls
//	//bg:ui                     in the doc comment of a function: it belongs to the UI goroutine; a report
//	                            then stands at the call that takes the background into it
//
// A third-party function is declared once, under toolkits in .bglint.yml, with the role safe.
package offloop
